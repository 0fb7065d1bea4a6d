import { FailureKinds, type LoggedFailure, MAX_KINDS } from './failure-kinds.ts';
import {
  type FailureKind,
  type LogCause,
  type LogTime,
  NETWORK_NATURES,
  type Nature,
} from './model.ts';
import { ownCauseOf } from './cause.ts';
import { natureOfCode } from './code-nature.ts';
import { earlier, later } from './time.ts';
import { isVague } from './wrapper.ts';

/** Natures that say little, so that any other takes precedence. */
const VAGUE_NATURES: readonly Nature[] = ['unspecified', 'unknown', 'unexplained', 'directory'];

function isOfInstaller({ error }: FailureKind): boolean {
  return error?.key === 'installer-failure';
}

/** How much a failure explains: of two, the one that explains more decides. */
type Telling = 'nothing' | 'little' | 'much';

function tellingOf({ error, nature, causes }: FailureKind): Telling {
  if (error === null && (nature === 'unspecified' || nature === 'unexplained')) return 'nothing';
  const isTold = nature === 'content' || ownCauseOf(causes) !== null;
  const isWrapper = error !== null && isVague(error) && !isTold;
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
    // That no management point was found follows from a directory that nobody reached.
    const unreached =
      found?.nature === 'directory'
        ? failures.findLast(({ error }) => error !== null && natureOfCode(error) === 'directory')
        : undefined;
    if (found !== undefined) return other ?? unreached ?? found;
  }
  return null;
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
  /** How many of them were followed by progress. */
  #overcome = 0;
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
      if (this.#main.length >= MAX_KINDS * 2) this.#drop(0);
      this.#main.push(finding);
    }
    return finding;
  }

  /** Takes a failure back of which a later line tells more. */
  withdraw(finding: FailureKind): void {
    const at = this.#main.lastIndexOf(finding);
    if (at === -1) return;
    this.#drop(at);
    this.findings.withdraw(finding);
  }

  #drop(at: number): void {
    this.#main.splice(at, 1);
    if (at < this.#overcome) this.#overcome -= 1;
  }

  /** Adds a cause to what failed last; where nothing has failed, it is no cause. */
  explainLast(cause: LogCause): 'explained' | 'nothing-failed' {
    const last = this.#main.at(-1);
    if (last === undefined) return 'nothing-failed';
    this.findings.explain(last, cause);
    return 'explained';
  }

  /** Whether something failed, and nothing else than what a test says. */
  isOnlyOf(test: (failure: FailureKind) => boolean): boolean {
    return this.#main.length > 0 && this.#main.every((failure) => test(failure));
  }

  /** Notes that a step succeeded, whatever failed before it. */
  proceed(): void {
    this.#isStuck = false;
    this.#overcome = this.#main.length;
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
    const finding = this.findings.add(failure, 'before');
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
   * conclusion's code is vague, or only stored, any step does. Where the log gives no
   * reason, the last line that tells of a failure has to do.
   */
  reason(): FailureKind | null {
    const last = lastTelling(this.#main);
    const step = last === null ? null : this.#whyMissing(last);
    const said = this.#conclusion?.finding ?? null;
    if (said === null || this.#conclusion === null) return step ?? this.#quoted();
    if (isVague(said.error)) {
      const isTold = step !== null && tellingOf(step) !== 'nothing';
      return isTold ? step : (this.#quoted(said) ?? step ?? said);
    }
    const inside = this.#insideInstaller(said);
    if (inside !== null) return inside;
    const same = this.#main.filter(({ error }) => error?.hex === said.error?.hex);
    // What CCMSetup says of itself as a whole names no step.
    const named = same.findLast(({ step: of }) => of !== 'setup') ?? same.at(-1);
    if (named !== undefined) return this.#whyMissing(named);
    if (step === null || tellingOf(step) === 'nothing') return said;
    if (this.#conclusion.how === 'stored' || tellingOf(said) !== 'much') return step;
    const related = this.#main.findLast(
      (failure) =>
        tellingOf(failure) === 'much' &&
        failure.requirements.some((id) => said.requirements.includes(id)),
    );
    return related ?? said;
  }

  /**
   * Windows Installer ends with the same number whatever failed in it: an earlier failure of one of its
   * actions says more.
   */
  #insideInstaller(said: FailureKind): FailureKind | null {
    if (!isOfInstaller(said)) return null;
    // Searched among all failures: the roll-back in between looks like progress.
    return (
      this.#main.findLast((failure) => failure.step === 'installer' && !isOfInstaller(failure)) ??
      null
    );
  }

  /**
   * A missing file may be one that could not be downloaded, and a missing token one that was not
   * issued: an earlier failure that was not overcome then tells why.
   */
  #whyMissing(found: FailureKind): FailureKind {
    // That the client has no certificate, where a server demands one, explains itself.
    const isWithoutToken =
      found.causes.includes('client-identity') && found.error?.key !== 'client-certificate-absent';
    if (found.step !== 'own-files' && !isWithoutToken) return found;
    const before = this.#main.slice(this.#overcome, this.#main.lastIndexOf(found));
    return lastTelling(before.filter(({ nature }) => NETWORK_NATURES.includes(nature))) ?? found;
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
