import type { RequirementId } from '../catalogue/flow.ts';
import type { LogErrorCodes, LogErrorKey } from '../catalogue/log-errors.ts';
import type { Outcome } from '../probe/observation.ts';

/** The logs that are understood: of the site server's client push, and of CCMSetup on a client. */
export type DiagnosedLog = 'ccm.log' | 'ccmsetup.log';

/** What was being done when it failed. */
export const STEPS = [
  // ccm.log
  'admin-share',
  'registry',
  'wmi',
  'ntlm-fallback',
  'copy',
  'service',
  'push',
  'presence',
  // ccmsetup.log
  'management-point',
  'distribution-point',
  'software-update-point',
  'server-locator-point',
  'fallback-status-point',
  'source',
  'directory',
  'locations',
  'web',
  'prerequisite',
  'installer',
  'setup',
] as const;
export type Step = (typeof STEPS)[number];

/** What kind of trouble an error is. */
export const NATURES = [
  'network',
  'name',
  'account',
  'share',
  'server',
  'certificate',
  'proxy',
  'content',
  'directory',
  'computer',
  'unspecified',
  'unknown',
] as const;
export type Nature = (typeof NATURES)[number];

/** Kinds that a check of the network can prove or rule out. */
export const NETWORK_NATURES: readonly Nature[] = ['network', 'name', 'server', 'certificate'];

/** An error code of a log; `key` is null for one that this tool does not know. */
export interface FoundCode extends LogErrorCodes {
  readonly key: LogErrorKey | null;
}

/** A moment of a log. */
export interface LogTime {
  /** Milliseconds since 1970 UTC. */
  readonly utc: number;
  /** Minutes from local time to UTC, as Windows counts: -60 in Berlin; null where the log tells none. */
  readonly bias: number | null;
}

/** One kind of failure of one computer. */
export interface FailureKind {
  readonly log: DiagnosedLog;
  readonly step: Step;
  /** Null where the log gives no code. */
  readonly error: FoundCode | null;
  readonly nature: Nature;
  /** The flows that it points to; none where it is no network matter. */
  readonly requirements: readonly RequirementId[];
  /** What a check of those flows would find, by what each outcome is known to cause. */
  readonly outcomes: readonly Outcome[];
  /** The server that the client asked, null where the log names none. */
  readonly host: string | null;
  readonly count: number;
  readonly first: LogTime | null;
  readonly last: LogTime | null;
  /** The last line that said so, cleaned. */
  readonly line: string;
}

/**
 * How far a computer's installation got, by the last word of the log.
 * - `failed`: the last attempt failed
 * - `resolved`: attempts failed, a later one did not
 * - `succeeded`: none failed
 * - `unfinished`: the log ends within the only attempt, or tells no end
 */
export const LAST_WORDS = ['failed', 'resolved', 'succeeded', 'unfinished'] as const;
export type LastWord = (typeof LAST_WORDS)[number];

export interface ComputerDiagnosis {
  /** Null where the log does not name its computer, as ccmsetup.log does not. */
  readonly computer: string | null;
  /** Where it was read, as the user named it. */
  readonly file: string;
  readonly log: DiagnosedLog;
  readonly lastWord: LastWord;
  readonly attempts: number;
  readonly failures: number;
  readonly first: LogTime | null;
  readonly last: LogTime | null;
  /** The failure that decided the last failed attempt, null where none failed. */
  readonly decisive: FailureKind | null;
  /** All failures, the decisive one first. */
  readonly findings: readonly FailureKind[];
  /** Kinds of failure beyond those kept. */
  readonly more: number;
}

/** A line that says it is an error, and is none that this tool knows. */
export interface UnknownError {
  readonly file: string;
  readonly line: number;
  readonly time: LogTime | null;
  readonly component: string;
  readonly text: string;
}
