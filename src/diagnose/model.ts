import type { RequirementId } from '../catalogue/flow.ts';
import type { LogErrorCodes, LogErrorKey } from '../catalogue/log-errors.ts';
import type { Outcome } from '../probe/observation.ts';
import type { StateMessage } from './state-message.ts';

/** The logs of a client that was installed, and of the Windows Update agent. */
export const CLIENT_LOGS = [
  'ClientLocation.log',
  'LocationServices.log',
  'ClientIDManagerStartup.log',
  'CcmMessaging.log',
  'DataTransferService.log',
  'CcmExec.log',
  'ScanAgent.log',
  'WUAHandler.log',
  'WindowsUpdate.log',
] as const;
export type ClientLogName = (typeof CLIENT_LOGS)[number];

/** What can be read: client push's log on the site server, CCMSetup's on a client, and the client's own. */
export const DIAGNOSED_LOGS = ['ccm.log', 'ccmsetup.log', ...CLIENT_LOGS] as const;
export type DiagnosedLog = (typeof DIAGNOSED_LOGS)[number];

export function isClientLog(log: DiagnosedLog): log is ClientLogName {
  return log !== 'ccm.log' && log !== 'ccmsetup.log';
}

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
  'content-location',
  'cloud-management-gateway',
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
  'own-wmi',
  'own-files',
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
  'unexplained',
] as const;
export type Nature = (typeof NATURES)[number];

/** The natures that a check of the network can prove or rule out. */
export const NETWORK_NATURES: readonly Nature[] = [
  'network',
  'name',
  'server',
  'certificate',
  'proxy',
];

/** The natures that are known to be no matter of the network. */
export const NO_NETWORK_NATURES: readonly Nature[] = ['account', 'share', 'content', 'computer'];

/** What a log says of a failure besides its code. */
export const LOG_CAUSES = [
  'certificate-name',
  'certificate-issuer',
  'certificate-date',
  'certificate-revoked',
  'certificate-usage',
  'certificate-invalid',
  'revocation-unknown',
  'secure-channel',
  'clock',
  'no-ntlm-fallback',
  'proxy-logon',
  'proxy-setting',
  'range-removed',
  'content-changed',
  'client-identity',
  'update-policy',
  'gateway-client-certificate',
  'gateway-forbidden',
  'gateway-token',
  'gateway',
  'no-management-point-in-directory',
  'no-management-point-in-dns',
  'no-management-point-in-wins',
  'no-management-point',
] as const;
export type LogCause = (typeof LOG_CAUSES)[number];

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
  /** The state message that CCMSetup sends of it; null where the log tells of none. */
  readonly state: StateMessage | null;
  readonly nature: Nature;
  /** The flows that it points to; empty where the network is not the cause. */
  readonly requirements: readonly RequirementId[];
  /** The outcomes that a check of those flows may find, judging by the error. */
  readonly outcomes: readonly Outcome[];
  /** What the log says of the failure besides the code, in the order of LOG_CAUSES. */
  readonly causes: readonly LogCause[];
  /** The server that was contacted; null where the log names none. */
  readonly host: string | null;
  readonly count: number;
  readonly first: LogTime | null;
  readonly last: LogTime | null;
  /**
   * The last line that reported it, cleaned, but for CCMSetup's last word; of a failure without a reason, the
   * last that tells anything.
   */
  readonly line: string;
}

/**
 * How far a computer's installation got by the end of the log.
 * - `failed`: the last attempt failed
 * - `resolved`: attempts failed, a later one did not
 * - `succeeded`: none failed
 * - `failing`: the log ends during an attempt that has only failures so far
 * - `unfinished`: the log ends during the only attempt, or does not show its end
 */
export const LAST_WORDS = ['failed', 'failing', 'resolved', 'succeeded', 'unfinished'] as const;
export type LastWord = (typeof LAST_WORDS)[number];

/** Whether a computer still lacks its client, as far as the log goes. */
export function isFailing(lastWord: LastWord): boolean {
  return lastWord === 'failed' || lastWord === 'failing';
}

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
  /** The failure that decided the last attempt that failed or fails so far, null where there is none. */
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
