import { clean } from '../base/clean.ts';
import { causeOfCode, isVague } from './code-meaning.ts';
import {
  type FailureKind,
  type FoundCode,
  LOG_CAUSES,
  type LogCause,
  type LogTime,
  type Nature,
} from './model.ts';
import { type FailureContext, interpret } from './nature.ts';
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

/** Natures that say little, so that any other takes precedence. */
const VAGUE_NATURES: readonly Nature[] = ['unspecified', 'unknown', 'unexplained', 'directory'];

/** How much a failure explains: of two, the one that explains more decides. */
type Telling = 'nothing' | 'little' | 'much';

function tellingOf({ error, nature }: FailureKind): Telling {
  if (error === null && (nature === 'unspecified' || nature === 'unexplained')) return 'nothing';
  const isWrapper = error !== null && isVague(error) && nature !== 'content';
  return isWrapper || VAGUE_NATURES.includes(nature) ? 'little' : 'much';
}

/** The last of those that explain most. */
function lastTelling(failures: readonly FailureKind[]): FailureKind | null {
  for (const telling of ['much', 'little', 'nothing'] as const) {
    const found = failures.findLast((failure) => tellingOf(failure) === telling);
    // A computer that is another one by its name also refuses the account.
    const other =
      found?.nature === 'account'
        ? failures.findLast(({ error }) => error?.key === 'wrong-target-name')
        : undefined;
    if (found !== undefined) return other ?? found;
  }
  return null;
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

  add(failure: LoggedFailure): FailureKind {
    const { log, step, error, host, time, text } = failure;
    const causes = ordered([...(failure.causes ?? []), causeOfCode(error)]);
    return this.merge({
      log,
      step,
      error,
      causes,
      state: failure.state ?? null,
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
            causes: ordered([...known.causes, ...finding.causes]),
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

  /** Adds a cause that a later line gives. */
  explain(finding: FailureKind, cause: LogCause): void {
    const key = keyOf(finding);
    const known = this.#kinds.get(key);
    if (known === undefined) return;
    this.#kinds.set(key, { ...known, causes: ordered([...known.causes, cause]) });
  }

  find(other: FailureKind): FailureKind {
    return this.#kinds.get(keyOf(other)) ?? other;
  }
}

function ordered(causes: readonly (LogCause | null)[]): readonly LogCause[] {
  return LOG_CAUSES.filter((cause) => causes.includes(cause));
}

function keyOf({ log, step, error, state, host, requirements }: FailureKind): string {
  return [log, step, error?.hex ?? '', state ?? '', host ?? '', requirements.join()].join('|');
}

/** What may be quoted where a log gives no reason: the later of the better lines. */
export interface LastLine {
  readonly failure: LoggedFailure;
  /** `error` where the line claims a failure, `step` where it tells what was being done. */
  readonly quality: 'error' | 'step' | 'other';
}

const QUALITIES: readonly LastLine['quality'][] = ['other', 'step', 'error'];

/** One processing of a push request, or one run of CCMSetup. */
export class InstallAttempt {
  readonly findings = new FailureKinds();
  readonly #main: FailureKind[] = [];
  #conclusion: { readonly finding: FailureKind; readonly how: 'said' | 'stored' } | null = null;
  #lastLine: LastLine | null = null;
  /** Whether what failed last was not followed by progress. */
  #isStuck = false;
  ended: 'open' | 'failed' | 'succeeded' = 'open';
  first: LogTime | null = null;
  last: LogTime | null = null;

  see(time: LogTime | null): void {
    this.first = earlier(this.first, time);
    this.last = later(this.last, time);
  }

  /** @returns the failure's kind, to be explained by later lines */
  fail(failure: LoggedFailure): FailureKind {
    const finding = this.findings.add(failure);
    if (failure.weight === 'main') {
      this.#isStuck = true;
      if (this.#main.length >= MAX_KINDS * 2) this.#main.shift();
      this.#main.push(finding);
    }
    return finding;
  }

  /** Notes that a step succeeded, whatever failed before it. */
  proceed(): void {
    this.#isStuck = false;
  }

  /** Keeps a line to be quoted where the log gives no reason. */
  note(line: LastLine): void {
    const known = this.#lastLine;
    const rank = ({ quality }: LastLine): number => QUALITIES.indexOf(quality);
    if (known === null || rank(line) >= rank(known)) this.#lastLine = line;
  }

  /**
   * Notes the reason that the log gives at the end.
   * @param how `stored`: the line that only stores a code, which never beats what was said of a step
   */
  conclude(failure: LoggedFailure, how: 'said' | 'stored' = 'said'): void {
    const isWeaker = how === 'stored' && this.#conclusion?.how === 'said';
    const finding = this.findings.add(failure);
    if (!isWeaker || isVague(this.#conclusion?.finding.error ?? null)) {
      this.#conclusion = { finding, how };
    }
    this.ended = 'failed';
  }

  /** How far it got: `failing` where the log ends in it, and its last step failed. */
  get outcome(): 'open' | 'failing' | 'failed' | 'succeeded' {
    return this.ended === 'open' && this.#isStuck ? 'failing' : this.ended;
  }

  /**
   * The failure that explains most. A step that failed with the conclusion's code, or with one that
   * points to the same flows, says more than the conclusion, which names no step; where the
   * conclusion's code is vague, or only stored, any step does. Without a reason in the log it is the
   * last line that tells anything.
   */
  reason(): FailureKind | null {
    const step = lastTelling(this.#main);
    const said = this.#conclusion?.finding ?? null;
    if (said === null || this.#conclusion === null) return step ?? this.#quoted();
    if (isVague(said.error)) {
      const isTold = step !== null && tellingOf(step) !== 'nothing';
      return isTold ? step : (this.#quoted(said) ?? step ?? said);
    }
    const same = this.#main.findLast(({ error }) => error?.hex === said.error?.hex);
    if (same !== undefined) return same;
    if (step === null || tellingOf(step) === 'nothing') return said;
    if (this.#conclusion.how === 'stored' || tellingOf(said) !== 'much') return step;
    const related = this.#main.findLast(
      (failure) =>
        tellingOf(failure) === 'much' &&
        failure.requirements.some((id) => said.requirements.includes(id)),
    );
    return related ?? said;
  }

  /** @param said a conclusion that says nothing but its code */
  #quoted(said: FailureKind | null = null): FailureKind | null {
    if (this.#lastLine === null || (said !== null && this.#lastLine.quality === 'other')) {
      return null;
    }
    const { failure } = this.#lastLine;
    this.#lastLine = null;
    return this.findings.add(
      said === null || failure.nature !== 'unexplained' || failure.state !== undefined
        ? failure
        : {
            ...failure,
            step: said.step,
            error: said.error,
            nature: said.error === null ? 'unexplained' : null,
          },
    );
  }
}
