import type { RequirementId } from '../catalogue/flow.ts';
import type { LogErrorCodes, LogErrorKey } from '../catalogue/log-errors.ts';
import type { Outcome } from '../probe/observation.ts';

/** The logs that can be read: client push's on the site server, and CCMSetup's on a client. */
export type DiagnosedLog = 'ccm.log' | 'ccmsetup.log';

/** The step that failed. */
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

/** The nature of an error: what kind of problem it is. */
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

/** The natures that a check of the network can prove or rule out. */
export const NETWORK_NATURES: readonly Nature[] = ['network', 'name', 'server', 'certificate'];

/** An error code in a log; `key` is null for unknown codes. */
export interface FoundCode extends LogErrorCodes {
  readonly key: LogErrorKey | null;
}

/** A time in a log. */
export interface LogTime {
  /** Milliseconds since 1970 UTC. */
  readonly utc: number;
  /**
   * Minutes from local time to UTC, as Windows counts: -60 in Berlin; null where the log has none.
   */
  readonly bias: number | null;
}

/** One kind of failure of one computer. */
export interface FailureKind {
  readonly log: DiagnosedLog;
  readonly step: Step;
  /** Null where the log gives no code. */
  readonly error: FoundCode | null;
  readonly nature: Nature;
  /** The flows that it points to; empty where the network is not the cause. */
  readonly requirements: readonly RequirementId[];
  /** The outcomes that a check of those flows may find, judging by the error. */
  readonly outcomes: readonly Outcome[];
  /** The server that was contacted; null where the log names none. */
  readonly host: string | null;
  readonly count: number;
  readonly first: LogTime | null;
  readonly last: LogTime | null;
  /** The last line that reported it, cleaned. */
  readonly line: string;
}

/**
 * How far a computer's installation got by the end of the log.
 * - `failed`: the last attempt failed
 * - `resolved`: attempts failed, a later one did not
 * - `succeeded`: none failed
 * - `unfinished`: the log ends during the only attempt, or does not show its end
 */
export const LAST_WORDS = ['failed', 'resolved', 'succeeded', 'unfinished'] as const;
export type LastWord = (typeof LAST_WORDS)[number];

export interface ComputerDiagnosis {
  /** Null where the log does not name its computer, as ccmsetup.log does not. */
  readonly computer: string | null;
  /** The file, as the user named it. */
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

/** A line that is marked as an error, but that this tool does not know. */
export interface UnknownError {
  readonly file: string;
  readonly line: number;
  readonly time: LogTime | null;
  readonly component: string;
  readonly text: string;
}
