import { printable } from '../../base/printable.ts';
import { type RunTimes, lastMoment, span } from '../../merge/age.ts';
import type { ReportTail } from '../../report/model/report.ts';

const NAMED = 5;
const DAY_MS = 86_400_000;

/** Clients of which one of the joined reports is over a day older than another. */
export class Apart {
  readonly #names: string[] = [];
  #clients = 0;
  #longest = 0;

  /** @param runs those whose reports the client is joined from, one at least */
  add(client: string, [run, ...others]: readonly [RunTimes, ...RunTimes[]]): void {
    const { first, last } = span([lastMoment(run), ...others.map(lastMoment)]);
    const ms = Date.parse(last) - Date.parse(first);
    if (ms <= DAY_MS) return;
    this.#clients += 1;
    this.#longest = Math.max(this.#longest, ms);
    if (this.#names.length < NAMED) this.#names.push(printable(client));
  }

  /** As the joined report tells it; undefined where there is none. */
  get facts(): ReportTail['run']['apart'] {
    if (this.#clients === 0) return undefined;
    const days = Math.floor(this.#longest / DAY_MS);
    return { clients: this.#clients, days, names: this.#names };
  }
}
