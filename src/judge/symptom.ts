import { type FlowName, isOwnName } from '../catalogue/flow.ts';
import {
  HTTP_STATUS_ERRORS,
  LOG_ERRORS,
  type LogErrorCodes,
  type LogErrorKey,
  UPDATE_STATUS_ERRORS,
} from '../catalogue/log-errors.ts';
import type { Product } from '../catalogue/vocabulary.ts';
import type { Cause, Evidence, Outcome } from '../probe/observation.ts';
import type { EvidenceFacts } from './facts.ts';
import { STATUS_OF } from './vocabulary.ts';

export type LogName =
  'ccm.log' | 'ccmsetup.log' | 'WindowsUpdate.log' | 'Application event log' | 'none';

/** An error as logs show it, by its key in the table of errors. */
export interface LogError extends LogErrorCodes {
  readonly key: LogErrorKey;
}

/** What an administrator would meet if the method were run all the same. */
export interface Symptom {
  readonly log: LogName;
  readonly errors: readonly LogError[];
  /** The log's own words, beside a number or instead of one. */
  readonly said: string | null;
}

const NO_SYMPTOM: Symptom = { log: 'none', errors: [], said: null };

/** Why a requirement failed: its outcome, and the part of an answer, if any, that decided it. */
export interface Failure {
  readonly outcome: Outcome;
  readonly cause: Cause | null;
  /** The HTTP status of the answer; null where there was none. */
  readonly status: number | null;
}

export function failureOf({
  outcome,
  cause,
  evidence,
}: {
  readonly outcome: Outcome;
  readonly cause?: Cause;
  readonly evidence: EvidenceFacts | Evidence;
}): Failure {
  return { outcome, cause: cause ?? null, status: statusOf(cause, evidence) };
}

/** The status of the deciding answer: if a request other than the GET was blocked, of the answer to that one. */
function statusOf(cause: Cause | undefined, evidence: EvidenceFacts | Evidence): number | null {
  if (!('kind' in evidence) || evidence.kind !== 'http') return null;
  const { besides, status } = evidence;
  return cause === 'verb-blocked' ? (besides?.status ?? null) : status;
}

/** The log and codes of a failed flow; `none` if Windows logs nothing of its own. */
export function symptomOf(name: FlowName, failure: Failure, product: Product): Symptom {
  if (isOwnName(name)) return NO_SYMPTOM;
  switch (name) {
    case 'icmp':
    case 'rpc-endpoint-mapper-udp':
    case 'fsp-http':
    case 'client-notification':
    case 'dns':
    case 'kerberos':
    case 'ldap':
    case 'global-catalog':
      return NO_SYMPTOM;
    case 'smb':
      return shown('ccm.log', clientSmbErrors(failure));
    case 'rpc-endpoint-mapper':
    case 'rpc-dynamic':
      return shown('ccm.log', errors('rpc-unavailable'));
    case 'package-smb':
      return shown('Application event log', errors('source-absent'));
    case 'share-smb':
      // CCMSetup.exe never starts: the shell shows the error, no log is written.
      return shown('none', shareErrors(failure));
    case 'source-smb':
    case 'dp-smb':
      return shown('ccmsetup.log', shareErrors(failure));
    case 'sup-http':
    case 'sup-https':
      return shown('WindowsUpdate.log', updateErrors(failure));
    case 'mp-http':
    case 'mp-https':
    case 'cmg-https':
      return managementPointSymptom(failure, product);
    case 'crl-http':
      return STATUS_OF[failure.outcome] === 'unmet'
        ? shown('ccmsetup.log', errors('revocation-unknown'))
        : NO_SYMPTOM;
    case 'slp-http':
    case 'dp-http':
    case 'dp-https':
      return shown('ccmsetup.log', contentErrors(failure));
  }
}

function shown(log: LogName, found: readonly LogError[]): Symptom {
  return { log, errors: found, said: null };
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

function managementPointSymptom(failure: Failure, product: Product): Symptom {
  const status = decidingStatus(failure);
  if (status === null) return shown('ccmsetup.log', webErrors(failure));
  switch (product) {
    case 'cm2007':
      return { log: 'ccmsetup.log', errors: [], said: `returned status code ${status}` };
    case 'current-branch':
      return {
        log: 'ccmsetup.log',
        errors: errors('bad-http-status'),
        said: `StatusCode=${status}`,
      };
  }
}

function contentErrors(failure: Failure): readonly LogError[] {
  const status = decidingStatus(failure);
  return status === null
    ? webErrors(failure)
    : errors(HTTP_STATUS_ERRORS[status] ?? 'invalid-response');
}

function updateErrors(failure: Failure): readonly LogError[] {
  if (failure.outcome === 'unresolved') return errors('update-name-not-resolved');
  if (failure.cause === 'update-client-certificate') return errors('client-certificate-needed');
  const status = decidingStatus(failure);
  return status === null
    ? webErrors(failure)
    : errors(UPDATE_STATUS_ERRORS[status] ?? 'update-other-status');
}

/** A client that rejects the certificate, or loses the connection, never sees a status. */
const WITHOUT_STATUS: ReadonlySet<Cause | null> = new Set([
  'closed-before-answer',
  'reset-before-answer',
  'not-http',
  'not-tls',
  'tls-handshake-failed',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-name',
  'certificate-usage',
  'certificate-issuer',
  'clock-here',
]);

/** The failure's status, if that is what the client reports; below 400 it reads on. */
function decidingStatus({ outcome, cause, status }: Failure): number | null {
  const isAnswered = outcome === 'wrong-service' || outcome === 'unhealthy';
  return isAnswered && !WITHOUT_STATUS.has(cause) && status !== null && status >= 400
    ? status
    : null;
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
    case 'clock-here':
      return errors('secure-failure', 'certificate-date');
    case 'certificate-name':
      return errors('secure-failure', 'certificate-name');
    case 'certificate-usage':
      return errors('secure-failure', 'certificate-usage');
    case 'certificate-issuer':
      return errors('secure-failure', 'certificate-issuer');
    default:
      return errors('http-server-error');
  }
}
