import { clean } from '../base/clean.ts';
import { isVague } from './code.ts';
import type { FailureKind, FoundCode, LogTime, Nature } from './model.ts';
import { type FailureContext, interpret } from './nature.ts';
import { earlier, later } from './time.ts';

/** A failure as one line tells it. */
export interface LoggedFailure extends FailureContext {
  readonly error: FoundCode | null;
  readonly host: string | null;
  readonly time: LogTime | null;
  readonly text: string;
  /** `side`: the installation goes on without what failed. */
  readonly weight: 'main' | 'side';
}

/** Kinds of failure that are kept of one attempt, and of one computer. */
export const MAX_KINDS = 16;
const MAX_LINE_LENGTH = 300;

/** Kinds that say little where another is known. */
const LITTLE: readonly Nature[] = ['unspecified', 'unknown', 'directory'];

/** Failures by kind, in bounded memory. */
export class FailureKinds {
  readonly #kinds = new Map<string, FailureKind>();
  /** Kinds that were not kept. */
  more = 0;

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

  /** @returns the kind with all that is known of it */
  merge(finding: FailureKind): FailureKind {
    const key = keyOf(finding);
    const known = this.#kinds.get(key);
    if (known === undefined && this.#kinds.size >= MAX_KINDS) {
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

  find(other: FailureKind): FailureKind {
    return this.#kinds.get(keyOf(other)) ?? other;
  }
}

function keyOf({ log, step, error, host, requirements }: FailureKind): string {
  return [log, step, error?.hex ?? '', host ?? '', requirements.join()].join('|');
}

/** One processing of a request, or one run of CCMSetup. */
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

  /** What the log gives as the reason in the end. */
  conclude(failure: LoggedFailure): void {
    this.#conclusion = this.findings.add(failure);
    this.ended = 'failed';
  }

  /**
   * The failure that says most: the conclusion, unless its code is vague; by the step that had that
   * code, where one did.
   */
  get decisive(): FailureKind | null {
    const conclusion = this.#conclusion;
    const telling = this.#main.filter(({ nature }) => !LITTLE.includes(nature));
    if (conclusion !== null && !isVague(conclusion.error)) {
      return (
        telling.findLast(({ error }) => error?.hex === conclusion.error?.hex) ??
        (LITTLE.includes(conclusion.nature) ? telling.at(-1) : undefined) ??
        conclusion
      );
    }
    return telling.at(-1) ?? this.#main.at(-1) ?? conclusion;
  }
}
