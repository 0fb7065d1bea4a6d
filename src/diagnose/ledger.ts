import { isIP } from 'node:net';
import { clean } from '../base/clean.ts';
import { firstLabel } from '../base/host-name.ts';
import type { InstallAttempt } from './attempt.ts';
import { FailureKinds, type KindBudget, MAX_KINDS } from './failure-kinds.ts';
import type { ComputerDiagnosis, DiagnosedLog, FailureKind, LastWord, LogTime } from './model.ts';
import { earlier, later } from './time.ts';

const MAX_NAME_LENGTH = 255;

/**
 * The most computers of client push, and kinds of failure of all of them, that are kept: more than a
 * primary site has clients, in less than half a gigabyte.
 */
export const MAX_COMPUTERS = 250_000;
const MAX_KINDS_OF_ALL = 500_000;

/**
 * What is known about one computer: only counts and kinds, so that it does not grow with the log.
 */
export class ComputerRecord {
  readonly log: DiagnosedLog;
  readonly file: string;
  name: string | null;
  /** The first line that has this name; 0 where none does. */
  line: number;
  readonly #findings: FailureKinds;
  #attempts = 0;
  #failures = 0;
  #first: LogTime | null = null;
  #last: LogTime | null = null;
  #lastWord: { readonly outcome: InstallAttempt['outcome']; readonly time: LogTime | null } | null =
    null;
  #decisive: FailureKind | null = null;

  constructor(
    name: string | null,
    log: DiagnosedLog,
    file: string,
    line = 0,
    budget: KindBudget | null = null,
  ) {
    this.#findings = new FailureKinds(budget);
    this.name = name === null ? null : clean(name, MAX_NAME_LENGTH);
    this.line = line;
    this.log = log;
    this.file = file;
  }

  /** Adds an attempt that has ended, or that the log leaves open. */
  take(attempt: InstallAttempt): void {
    this.#attempts += 1;
    this.#first = earlier(this.#first, attempt.first);
    this.#last = later(this.#last, attempt.last);
    // Logs of several site servers overlap in time.
    const known = this.#lastWord?.time ?? null;
    const isLater = known === null || attempt.last === null || attempt.last.utc >= known.utc;
    const { outcome } = attempt;
    const isWord = outcome !== 'open' || this.#lastWord === null;
    if (isLater && isWord) {
      this.#lastWord = { outcome, time: attempt.last };
    }
    if (outcome !== 'failed' && outcome !== 'failing') return;
    if (outcome === 'failed') this.#failures += 1;
    const reason = attempt.reason();
    // As later lines explained it.
    const decisive = reason === null ? null : attempt.findings.find(reason);
    for (const finding of attempt.findings.all) this.#findings.merge(finding);
    this.#findings.more += attempt.findings.more;
    if (isLater || this.#decisive === null) this.#decisive = decisive;
  }

  get lastWord(): LastWord {
    switch (this.#lastWord?.outcome ?? 'open') {
      case 'failed':
        return 'failed';
      case 'failing':
        return 'failing';
      case 'succeeded':
        return this.#failures > 0 ? 'resolved' : 'succeeded';
      case 'open':
        return 'unfinished';
    }
  }

  get diagnosis(): ComputerDiagnosis {
    const decisive = this.#decisive === null ? null : this.#findings.find(this.#decisive);
    return {
      computer: this.name,
      file: this.file,
      log: this.log,
      lastWord: this.lastWord,
      attempts: this.#attempts,
      failures: this.#failures,
      first: this.#first,
      last: this.#last,
      decisive,
      findings:
        decisive === null
          ? []
          : [
              decisive,
              ...withoutRepeatedConclusions(this.#findings.all).filter(
                (finding) => finding !== decisive,
              ),
            ].slice(0, MAX_KINDS),
      more: this.#findings.more,
    };
  }
}

function isCodeless({ error, state, nature }: FailureKind): boolean {
  return error === null && state === null && nature === 'unspecified';
}

/** Leaves out what only repeats a step's error: conclusions, and lines of the same step without a code. */
function withoutRepeatedConclusions(findings: readonly FailureKind[]): readonly FailureKind[] {
  const isConclusion = ({ step, host }: FailureKind): boolean =>
    step === 'push' || step === 'setup' || (step === 'web' && host === null);
  return findings.filter(
    (finding) =>
      !findings.some(
        (other) =>
          (isConclusion(finding) &&
            !isConclusion(other) &&
            other.error?.hex === finding.error?.hex) ||
          (isCodeless(finding) && other.error !== null && other.step === finding.step),
      ),
  );
}

/**
 * The computers of client push. Requests use short names, and steps also full ones; both mean the
 * same computer, unless two full names have the same first label.
 */
export class Ledger {
  readonly #records = new Map<string, ComputerRecord>();
  readonly #budget: KindBudget = { left: MAX_KINDS_OF_ALL };
  /** First labels; null for all computers. */
  readonly #wanted: ReadonlySet<string> | null;
  /** `computers-missing`: there were more than are kept. */
  state: 'whole' | 'computers-missing' = 'whole';

  /** @param wanted the computers to keep, by short or full name; none for all */
  constructor(wanted: readonly string[] = []) {
    this.#wanted =
      wanted.length === 0 ? null : new Set(wanted.map((name) => labelOf(name.toLowerCase())));
  }

  /** @returns the record of that name; a new one where there is none, or where none is kept */
  record(name: string, file: string, line: number): ComputerRecord {
    const key = name.toLowerCase().replace(/\.$/, '').slice(0, MAX_NAME_LENGTH);
    const label = labelOf(key);
    const short = this.#records.get(label);
    if (short !== undefined && this.#isSame(short, key)) {
      const full = clean(name, MAX_NAME_LENGTH);
      if (key !== label && full !== short.name) {
        short.name = full;
        short.line = line;
      }
      return short;
    }
    const place = short === undefined ? label : key;
    const known = this.#records.get(place);
    if (known !== undefined) return known;
    const isWanted = this.#wanted?.has(label) ?? true;
    if (isWanted && this.#records.size < MAX_COMPUTERS) {
      const record = new ComputerRecord(name, 'ccm.log', file, line, this.#budget);
      this.#records.set(place, record);
      return record;
    }
    if (isWanted) this.state = 'computers-missing';
    return new ComputerRecord(name, 'ccm.log', file, line);
  }

  #isSame({ name }: ComputerRecord, key: string): boolean {
    const known = (name ?? '').toLowerCase();
    return known === key || key === labelOf(key) || known === labelOf(known);
  }

  get all(): IterableIterator<ComputerRecord> {
    return this.#records.values();
  }
}

/** `pc001` of `pc001.contoso.com`; of an address, all of it. */
export function labelOf(key: string): string {
  return isIP(key) === 0 ? firstLabel(key) : key;
}
