import type { RunEvent } from '../engine/events.ts';
import type { Verdict } from '../judge/vocabulary.ts';
import type { ClientEntry } from '../report/model/report.ts';
import type { Stopped, Waiting } from '../text/progress.ts';
import type { Texts } from '../text/texts.ts';

type WaitingEvent = Extract<RunEvent, { type: 'waiting' }>;

/** A client counts by the worst of its methods. */
const WORST_FIRST = ['breaks', 'unproven', 'degraded', 'works'] as const satisfies Verdict[];

/** What counts of a client. */
export type TalliedClient = Pick<ClientEntry, 'answered' | 'methods' | 'interrupted'>;

/** How far a run is, for a program. */
interface State {
  readonly phase: 'starting' | 'checking' | 'waiting';
  readonly checks: { readonly done: number; readonly planned: number };
  /** `total` is null if unknown. */
  readonly clients: { readonly done: number; readonly total: number | null };
  readonly secondsLeft: number | null;
  /** Clients that answered, by the worst of their methods as seen from this end. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly noAnswer: number;
  readonly interrupted: number;
}

/** How far a run is, and what it found so far. */
export class Tally {
  readonly #total: number | null;
  readonly #rate: ClientRate;
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
    this.#rate = new ClientRate(at);
  }

  /** @param at milliseconds, when it happened */
  take(event: RunEvent, at: number): void {
    if (event.type === 'waiting') this.#waiting = { event, at };
    if (event.type === 'checks-planned') this.#planned += event.count;
    if (event.type === 'check-done') this.#checked += 1;
  }

  client({ answered, methods, interrupted }: TalliedClient, at: number): void {
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

  state(at: number): State {
    const isWaiting = this.#waiting !== null;
    const hasBegun = this.#planned > 0 || this.#done > 0;
    return {
      phase: isWaiting ? 'waiting' : hasBegun ? 'checking' : 'starting',
      checks: { done: this.#checked, planned: this.#planned },
      clients: { done: this.#done, total: this.#total },
      secondsLeft:
        this.#waiting === null
          ? this.#secondsLeft(this.#rate.now(at, this.#done))
          : waitingAt(this.#waiting, at).secondsLeft,
      verdicts: this.#verdicts,
      noAnswer: this.#noAnswer,
      interrupted: this.#interrupted,
    };
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
      secondsLeft: this.#secondsLeft(rate),
      verdicts: this.#verdicts,
      noAnswer: this.#noAnswer,
    });
  }

  #secondsLeft(rate: number | null): number | null {
    if (rate === null || this.#total === null) return null;
    return Math.max(0, this.#total - this.#done) / rate;
  }
}

/** The state of a pause, some time after it began. */
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

interface Sample {
  /** Milliseconds. */
  readonly at: number;
  readonly done: number;
}

const WINDOW_MS = 30_000;
const SAMPLE_MS = 1000;
/** Before this a rate would speak of the start, in which nothing has had its time to fail. */
const MIN_MS = 5000;
const MIN_DONE = 10;

/** How fast clients are done of late. */
export class ClientRate {
  readonly #samples: Sample[];

  /** @param at milliseconds, when nothing was done yet */
  constructor(at: number) {
    this.#samples = [{ at, done: 0 }];
  }

  /** Takes note of how many are done by now. */
  note(at: number, done: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && at - last.at < SAMPLE_MS) return;
    this.#samples.push({ at, done });
    while ((this.#samples[1]?.at ?? at) < at - WINDOW_MS) this.#samples.shift();
  }

  /** Clients a second, null while that would mean nothing. */
  now(at: number, done: number): number | null {
    const [first] = this.#samples;
    if (first === undefined || at - first.at < MIN_MS || done - first.done < MIN_DONE) return null;
    return ((done - first.done) * 1000) / (at - first.at);
  }
}
