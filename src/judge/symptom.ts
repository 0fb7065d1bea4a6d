import type { FlowName } from '../catalogue/flow.ts';
import type { Cause, Outcome } from '../probe/observation.ts';

export type LogName =
  'ccm.log' | 'ccmsetup.log' | 'WindowsUpdate.log' | 'Application event log' | 'none';

/** An error as the logs show it; `hex` is the HRESULT, `decimal` the Win32 or WinHTTP number. */
export interface LogError {
  readonly hex: string;
  readonly decimal: number;
  readonly name: string;
}

/** What an administrator would meet if the method were run all the same. */
export interface Symptom {
  readonly log: LogName;
  readonly errors: readonly LogError[];
}

const BAD_NETPATH: LogError = {
  hex: '0x80070035',
  decimal: 53,
  name: 'the network path was not found',
};
const NETNAME_DELETED: LogError = {
  hex: '0x80070040',
  decimal: 64,
  name: 'the specified network name is no longer available',
};
const ACCESS_DENIED: LogError = { hex: '0x80070005', decimal: 5, name: 'access is denied' };
const WRONG_TARGET_NAME: LogError = {
  hex: '0x80070574',
  decimal: 1396,
  name: 'the target account name is incorrect',
};
const RPC_UNAVAILABLE: LogError = {
  hex: '0x800706BA',
  decimal: 1722,
  name: 'the RPC server is unavailable',
};
const SOURCE_ABSENT: LogError = {
  hex: '0x8007064C',
  decimal: 1612,
  name: 'the installation source is not available',
};
const NAME_NOT_RESOLVED: LogError = {
  hex: '0x80072EE7',
  decimal: 12_007,
  name: 'name not resolved',
};
const TIMEOUT: LogError = { hex: '0x80072EE2', decimal: 12_002, name: 'timeout' };
const CANNOT_CONNECT: LogError = { hex: '0x80072EFD', decimal: 12_029, name: 'cannot connect' };
const CONNECTION_ERROR: LogError = {
  hex: '0x80072EFE',
  decimal: 12_030,
  name: 'connection aborted',
};
const INVALID_RESPONSE: LogError = {
  hex: '0x80072F78',
  decimal: 12_152,
  name: 'invalid server response',
};
const SECURE_FAILURE: LogError = { hex: '0x80072F8F', decimal: 12_175, name: 'TLS failure' };
const CERTIFICATE_DATE: LogError = {
  hex: '0x80072F05',
  decimal: 12_037,
  name: 'certificate date invalid',
};
const CERTIFICATE_NAME: LogError = {
  hex: '0x80072F06',
  decimal: 12_038,
  name: 'certificate name invalid',
};
const INVALID_CA: LogError = {
  hex: '0x80072F0D',
  decimal: 12_045,
  name: 'certificate issuer unknown',
};
const UPDATE_NAME_NOT_RESOLVED: LogError = {
  hex: '0x8024402C',
  decimal: 16_428,
  name: "the update server's name was not resolved",
};
const HTTP_SERVER_ERROR: LogError = {
  hex: '0x801901F4',
  decimal: 500,
  name: 'internal server error',
};

const NO_SYMPTOM: Symptom = { log: 'none', errors: [] };

/** What made a requirement fail: its outcome, and the answer's cause where an answer decided. */
export interface Failure {
  readonly outcome: Outcome;
  readonly cause: Cause | null;
}

export function failureOf(seen: { readonly outcome: Outcome; readonly cause?: Cause }): Failure {
  return { outcome: seen.outcome, cause: seen.cause ?? null };
}

/** The log and codes of a failed flow; `none` where Windows logs nothing of its own. */
export function symptomOf(name: FlowName, failure: Failure): Symptom {
  switch (name) {
    case 'icmp':
    case 'rpc-endpoint-mapper-udp':
    case 'fsp-http':
    case 'client-notification':
      return NO_SYMPTOM;
    case 'smb':
      return { log: 'ccm.log', errors: clientSmbErrors(failure) };
    case 'rpc-endpoint-mapper':
    case 'rpc-dynamic':
      return { log: 'ccm.log', errors: [RPC_UNAVAILABLE] };
    case 'package-smb':
      return { log: 'Application event log', errors: [SOURCE_ABSENT] };
    case 'share-smb':
      // CCMSetup.exe never starts: the shell shows the error, no log is written.
      return { log: 'none', errors: shareErrors(failure) };
    case 'source-smb':
    case 'dp-smb':
      return { log: 'ccmsetup.log', errors: shareErrors(failure) };
    case 'sup-http':
    case 'sup-https':
      return {
        log: 'WindowsUpdate.log',
        errors: failure.outcome === 'unresolved' ? [UPDATE_NAME_NOT_RESOLVED] : webErrors(failure),
      };
    case 'slp-http':
    case 'mp-http':
    case 'mp-https':
    case 'dp-http':
    case 'dp-https':
      return { log: 'ccmsetup.log', errors: webErrors(failure) };
  }
}

function clientSmbErrors({ outcome }: Failure): readonly LogError[] {
  switch (outcome) {
    case 'wrong-host':
      return [WRONG_TARGET_NAME, ACCESS_DENIED];
    case 'wrong-service':
      return [NETNAME_DELETED, BAD_NETPATH];
    default:
      return [BAD_NETPATH];
  }
}

function shareErrors({ outcome }: Failure): readonly LogError[] {
  return outcome === 'wrong-service' ? [NETNAME_DELETED, BAD_NETPATH] : [BAD_NETPATH];
}

function webErrors({ outcome, cause }: Failure): readonly LogError[] {
  switch (outcome) {
    case 'unresolved':
      return [NAME_NOT_RESOLVED];
    case 'filtered':
    case 'silent':
      return [TIMEOUT];
    case 'refused':
    case 'unreachable':
      return [CANNOT_CONNECT];
    case 'wrong-service':
      return wrongServiceErrors(cause);
    case 'unhealthy':
      return unhealthyErrors(cause);
    case 'open':
    case 'wrong-host':
    case 'inconclusive':
    case 'error':
      return [];
  }
}

function wrongServiceErrors(cause: Cause | null): readonly LogError[] {
  switch (cause) {
    case 'closed-before-answer':
    case 'reset-before-answer':
      return [CONNECTION_ERROR];
    case 'not-tls':
    case 'tls-handshake-failed':
      return [SECURE_FAILURE];
    default:
      return [INVALID_RESPONSE];
  }
}

function unhealthyErrors(cause: Cause | null): readonly LogError[] {
  switch (cause) {
    case 'certificate-expired':
    case 'certificate-not-yet-valid':
      return [SECURE_FAILURE, CERTIFICATE_DATE];
    case 'certificate-name':
      return [SECURE_FAILURE, CERTIFICATE_NAME];
    case 'certificate-issuer':
      return [SECURE_FAILURE, INVALID_CA];
    default:
      return [HTTP_SERVER_ERROR];
  }
}
