import { clean } from '../base/clean.ts';
import { causeOfCode } from './cause.ts';
import {
  type FailureKind,
  type FoundCode,
  LOG_CAUSES,
  type LogCause,
  type LogTime,
} from './model.ts';
import { type FailureContext, interpret, pointedToBy } from './nature.ts';
import type { StateMessage } from './state-message.ts';
import { earlier, later } from './time.ts';

/** A failure, as one line of the log reports it. */
export interface LoggedFailure extends FailureContext {
  readonly error: FoundCode | null;
  readonly state?: StateMessage;
  readonly host: string | null;
  readonly time: LogTime | null;
  readonly text: string;
  /** `side`: the installation continues in spite of it. */
  readonly weight: 'main' | 'side';
}

/** The most kinds of failure that are kept of one attempt, and of one computer. */
export const MAX_KINDS = 16;
const MAX_LINE_LENGTH = 300;

/** How many more kinds of failure may be kept of all computers together. */
export interface KindBudget {
  left: number;
}

/** Counts failures by kind, in bounded memory. */
export class FailureKinds {
  readonly #kinds = new Map<string, FailureKind>();
  readonly #budget: KindBudget | null;
  /** How many kinds were not kept. */
  more = 0;

  /** @param budget shared with others, of which the first kind is always kept; null without one */
  constructor(budget: KindBudget | null = null) {
    this.#budget = budget;
  }

  get all(): readonly FailureKind[] {
    return [...this.#kinds.values()];
  }

  /** @param quoted which line of a kind is told: `before` where this one is a last word without a reason */
  add(failure: LoggedFailure, quoted: 'last' | 'before' = 'last'): FailureKind {
    const { log, step, error, host, time, text } = failure;
    const told = interpret(error, failure);
    const causes = ordered([...(failure.causes ?? []), causeOfCode(error, told.nature)]);
    const finding: FailureKind = {
      log,
      step,
      error,
      causes,
      state: failure.state ?? null,
      host,
      ...told,
      requirements: pointedToBy(causes, { step, requirements: told.requirements }),
      count: 1,
      first: time,
      last: time,
      line: clean(text.replaceAll(/\s+/g, ' '), MAX_LINE_LENGTH),
    };
    const known = quoted === 'before' ? this.#kinds.get(keyOf(finding)) : undefined;
    return this.merge(known === undefined ? finding : { ...finding, line: known.line });
  }

  /** @returns the kind, with the earlier counts and times added */
  merge(finding: FailureKind): FailureKind {
    const key = keyOf(finding);
    const known = this.#kinds.get(key);
    if (known === undefined && !this.#takeRoom()) {
      this.more += 1;
      return finding;
    }
    const merged =
      known === undefined
        ? finding
        : {
            ...finding,
            causes: ordered([...known.causes, ...finding.causes]),
            count: known.count + finding.count,
            first: earlier(known.first, finding.first),
            last: later(known.last, finding.last),
          };
    this.#kinds.set(key, merged);
    return merged;
  }

  /** Takes one failure of a kind back. */
  withdraw(finding: FailureKind): void {
    const key = keyOf(finding);
    const known = this.#kinds.get(key);
    if (known === undefined) return;
    if (known.count <= 1) this.#kinds.delete(key);
    else this.#kinds.set(key, { ...known, count: known.count - 1 });
  }

  #takeRoom(): boolean {
    const { size } = this.#kinds;
    const hasRoom = size === 0 || (size < MAX_KINDS && (this.#budget?.left ?? 1) > 0);
    if (hasRoom && this.#budget !== null) this.#budget.left -= 1;
    return hasRoom;
  }

  /** Adds a cause that a later line gives. */
  explain(finding: FailureKind, cause: LogCause): void {
    const key = keyOf(finding);
    const known = this.#kinds.get(key);
    if (known === undefined) return;
    const causes = ordered([...known.causes, cause]);
    this.#kinds.set(key, { ...known, causes, requirements: pointedToBy(causes, known) });
  }

  find(other: FailureKind): FailureKind {
    return this.#kinds.get(keyOf(other)) ?? other;
  }
}

function ordered(causes: readonly (LogCause | null)[]): readonly LogCause[] {
  return LOG_CAUSES.filter((cause) => causes.includes(cause));
}

function keyOf({ log, step, error, nature, state, host, requirements }: FailureKind): string {
  return [log, step, error?.hex ?? '', nature, state ?? '', host ?? '', requirements.join()].join(
    '|',
  );
}
