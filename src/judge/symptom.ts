import type { FlowName } from '../catalogue/flow.ts';
import { LOG_ERRORS, type LogErrorCodes, type LogErrorKey } from '../catalogue/log-errors.ts';
import type { Cause, Outcome } from '../probe/observation.ts';

export type LogName =
  'ccm.log' | 'ccmsetup.log' | 'WindowsUpdate.log' | 'Application event log' | 'none';

/** An error as the logs show it, by its key in the table of errors. */
export interface LogError extends LogErrorCodes {
  readonly key: LogErrorKey;
}

/** What an administrator would meet if the method were run all the same. */
export interface Symptom {
  readonly log: LogName;
  readonly errors: readonly LogError[];
}

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
      return { log: 'ccm.log', errors: errors('rpc-unavailable') };
    case 'package-smb':
      return { log: 'Application event log', errors: errors('source-absent') };
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
        errors:
          failure.outcome === 'unresolved'
            ? errors('update-name-not-resolved')
            : webErrors(failure),
      };
    case 'slp-http':
    case 'mp-http':
    case 'mp-https':
    case 'dp-http':
    case 'dp-https':
      return { log: 'ccmsetup.log', errors: webErrors(failure) };
  }
}

function errors(...keys: readonly LogErrorKey[]): readonly LogError[] {
  return keys.map((key) => ({ key, ...LOG_ERRORS[key] }));
}

function clientSmbErrors({ outcome }: Failure): readonly LogError[] {
  switch (outcome) {
    case 'wrong-host':
      return errors('wrong-target-name', 'access-denied');
    case 'wrong-service':
      return errors('network-name-deleted', 'bad-network-path');
    default:
      return errors('bad-network-path');
  }
}

function shareErrors({ outcome }: Failure): readonly LogError[] {
  return outcome === 'wrong-service'
    ? errors('network-name-deleted', 'bad-network-path')
    : errors('bad-network-path');
}

function webErrors({ outcome, cause }: Failure): readonly LogError[] {
  switch (outcome) {
    case 'unresolved':
      return errors('name-not-resolved');
    case 'filtered':
    case 'silent':
      return errors('timeout');
    case 'refused':
    case 'unreachable':
      return errors('cannot-connect');
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
      return errors('connection-error');
    case 'not-tls':
    case 'tls-handshake-failed':
      return errors('secure-failure');
    default:
      return errors('invalid-response');
  }
}

function unhealthyErrors(cause: Cause | null): readonly LogError[] {
  switch (cause) {
    case 'certificate-expired':
    case 'certificate-not-yet-valid':
      return errors('secure-failure', 'certificate-date');
    case 'certificate-name':
      return errors('secure-failure', 'certificate-name');
    case 'certificate-issuer':
      return errors('secure-failure', 'certificate-issuer');
    default:
      return errors('http-server-error');
  }
}
