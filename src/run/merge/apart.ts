import { printable } from '../../base/printable.ts';
import { type RunTimes, lastMoment, span } from '../../merge/age.ts';
import type { ReportTail } from '../../report/model/report.ts';

const NAMED = 5;
const DAY_MS = 86_400_000;

/** Counts clients for which one of the joined reports is over a day older than another. */
export class Apart {
  readonly #names: string[] = [];
  readonly #joined: NonNullable<ReportTail['run']['apart']>[] = [];
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

  /** Adds the clients that a joined report lists as such; undefined if it lists none. */
  addJoined(before: ReportTail['run']['apart']): void {
    if (before === undefined) return;
    this.#joined.push(before);
  }

  /**
   * The joined report's entry; undefined if there is none. An earlier joined report gives only the
   * number of its clients, not which ones.
   * @param clients all that there are
   */
  facts(clients: number): ReportTail['run']['apart'] {
    const own = { clients: this.#clients, names: this.#names };
    const all = [own, ...this.#joined];
    const count = all.reduce((sum, each) => sum + each.clients, 0);
    if (count === 0) return undefined;
    const days = Math.max(
      Math.floor(this.#longest / DAY_MS),
      ...this.#joined.map((each) => each.days),
    );
    const names = [...new Set(all.flatMap((each) => each.names))].slice(0, NAMED);
    return { clients: Math.max(names.length, Math.min(count, clients)), days, names };
  }
}
