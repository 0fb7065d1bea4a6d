import type { RunEvent } from '../engine/events.ts';
import type { Verdict } from '../judge/vocabulary.ts';
import type { ClientEntry } from '../report/model/report.ts';
import type { Stopped, Waiting } from '../text/progress.ts';
import type { Texts } from '../text/texts.ts';
import { Rate } from './progress-rate.ts';

type WaitingEvent = Extract<RunEvent, { type: 'waiting' }>;

/** A client counts by the worst of its methods. */
const WORST_FIRST = ['breaks', 'unproven', 'degraded', 'works'] as const satisfies Verdict[];

/** What counts of a client. */
export type Counted = Pick<ClientEntry, 'answered' | 'methods' | 'interrupted'>;

/** How far a run is, and what it found so far. */
export class Tally {
  readonly #total: number | null;
  readonly #rate: Rate;
  readonly #verdicts: Partial<Record<Verdict, number>> = {};
  #planned = 0;
  #checked = 0;
  #done = 0;
  #noAnswer = 0;
  #interrupted = 0;
  #waiting: { readonly event: WaitingEvent; readonly at: number } | null = null;

  /** @param at milliseconds, when the run begins */
  constructor(total: number | null, at: number) {
    this.#total = total;
    this.#rate = new Rate(at);
  }

  /** @param at milliseconds, when it happened */
  take(event: RunEvent, at: number): void {
    if (event.type === 'waiting') this.#waiting = { event, at };
    if (event.type === 'checks-planned') this.#planned += event.count;
    if (event.type === 'check-done') this.#checked += 1;
  }

  client({ answered, methods, interrupted }: Counted, at: number): void {
    this.#done += 1;
    this.#rate.note(at, this.#done);
    if (interrupted === true) {
      this.#interrupted += 1;
      return;
    }
    const verdict = WORST_FIRST.find((worst) => methods.some(({ here }) => here === worst));
    if (answered === false) this.#noAnswer += 1;
    else if (verdict !== undefined) this.#verdicts[verdict] = (this.#verdicts[verdict] ?? 0) + 1;
  }

  /** Where a run was stopped. */
  stopped(): Stopped {
    const judged = this.#done - this.#interrupted;
    const left = this.#total === null ? null : Math.max(0, this.#total - this.#done);
    return { judged, underWay: this.#interrupted, left };
  }

  /** The clients that are done, by what was found. */
  found({ progress }: Texts): string {
    return progress.clients({
      done: this.#done,
      total: null,
      rate: null,
      secondsLeft: null,
      verdicts: this.#verdicts,
      noAnswer: this.#noAnswer,
    });
  }

  text(at: number, { progress }: Texts): string {
    if (this.#waiting !== null) return progress.waiting(waitingAt(this.#waiting, at));
    if (this.#done === 0) {
      return this.#planned === 0 ? progress.start : progress.checks(this.#checked, this.#planned);
    }
    const rate = this.#rate.now(at, this.#done);
    return progress.clients({
      done: this.#done,
      total: this.#total,
      rate,
      secondsLeft:
        rate === null || this.#total === null ? null : Math.max(0, this.#total - this.#done) / rate,
      verdicts: this.#verdicts,
      noAnswer: this.#noAnswer,
    });
  }
}

/** What is told of a pause, so long after it began. */
function waitingAt(
  { event, at: since }: { readonly event: WaitingEvent; readonly at: number },
  at: number,
): Waiting {
  const { clients, next, others, leftMs } = event;
  const host = next.host.includes(':') ? `[${next.host}]` : next.host;
  return {
    clients,
    flow: next.flow,
    place: next.port === null ? next.host : `${host}:${next.port}`,
    outcome: next.outcome,
    others,
    secondsLeft: Math.max(0, leftMs - (at - since)) / 1000,
  };
}
