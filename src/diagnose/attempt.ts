import { clean } from '../base/clean.ts';
import { isVague } from './code.ts';
import type { FailureKind, FoundCode, LogTime, Nature } from './model.ts';
import { type FailureContext, interpret } from './nature.ts';
import { earlier, later } from './time.ts';

/** A failure, as one line of the log reports it. */
export interface LoggedFailure extends FailureContext {
  readonly error: FoundCode | null;
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

/** Natures that say little, so that any other takes precedence. */
const VAGUE_NATURES: readonly Nature[] = ['unspecified', 'unknown', 'directory'];

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

  add(failure: LoggedFailure): FailureKind {
    const { log, step, error, host, time, text } = failure;
    return this.merge({
      log,
      step,
      error,
      host,
      ...interpret(error, failure),
      count: 1,
      first: time,
      last: time,
      line: clean(text.replaceAll(/\s+/g, ' '), MAX_LINE_LENGTH),
    });
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
            count: known.count + finding.count,
            first: earlier(known.first, finding.first),
            last: later(known.last, finding.last),
          };
    this.#kinds.set(key, merged);
    return merged;
  }

  #takeRoom(): boolean {
    const { size } = this.#kinds;
    const hasRoom = size === 0 || (size < MAX_KINDS && (this.#budget?.left ?? 1) > 0);
    if (hasRoom && this.#budget !== null) this.#budget.left -= 1;
    return hasRoom;
  }

  find(other: FailureKind): FailureKind {
    return this.#kinds.get(keyOf(other)) ?? other;
  }
}

function keyOf({ log, step, error, host, requirements }: FailureKind): string {
  return [log, step, error?.hex ?? '', host ?? '', requirements.join()].join('|');
}

/** One processing of a push request, or one run of CCMSetup. */
export class InstallAttempt {
  readonly findings = new FailureKinds();
  readonly #main: FailureKind[] = [];
  #conclusion: FailureKind | null = null;
  ended: 'open' | 'failed' | 'succeeded' = 'open';
  first: LogTime | null = null;
  last: LogTime | null = null;

  see(time: LogTime | null): void {
    this.first = earlier(this.first, time);
    this.last = later(this.last, time);
  }

  fail(failure: LoggedFailure): void {
    const finding = this.findings.add(failure);
    if (failure.weight === 'main') {
      if (this.#main.length >= MAX_KINDS * 2) this.#main.shift();
      this.#main.push(finding);
    }
  }

  /** Notes the reason that the log gives at the end. */
  conclude(failure: LoggedFailure): void {
    this.#conclusion = this.findings.add(failure);
    this.ended = 'failed';
  }

  /**
   * The failure that explains most: the step that failed with the conclusion's code, or else the
   * conclusion itself; where that code is vague, the last failure that is not.
   */
  get decisive(): FailureKind | null {
    const conclusion = this.#conclusion;
    const telling = this.#main.filter(({ nature }) => !VAGUE_NATURES.includes(nature));
    if (conclusion !== null && !isVague(conclusion.error)) {
      return (
        telling.findLast(({ error }) => error?.hex === conclusion.error?.hex) ??
        (VAGUE_NATURES.includes(conclusion.nature) ? telling.at(-1) : undefined) ??
        conclusion
      );
    }
    return telling.at(-1) ?? this.#main.at(-1) ?? conclusion;
  }
}
