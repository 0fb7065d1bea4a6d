import { AnswerFailure } from '../failure.ts';

/** Where a server asked for a client certificate: in its handshake, or in one begun anew. */
export type CertificateRequest = 'none' | 'handshake' | 'renegotiation';

/**
 * Alerts by which servers turn down a client that presents no certificate (RFC 8446 6.2), by the
 * name that OpenSSL gives them.
 */
const DEMAND_ALERTS: ReadonlyMap<number, string> = new Map([
  [40, 'HANDSHAKE_FAILURE'],
  [42, 'BAD_CERTIFICATE'],
  [46, 'CERTIFICATE_UNKNOWN'],
  [49, 'ACCESS_DENIED'],
  [116, 'CERTIFICATE_REQUIRED'],
]);

/** How a connection broke off whose client had no certificate to present. */
export interface ServerBreak {
  readonly failure: Error;
  readonly request: CertificateRequest;
  /** Description of an alert in plain text. */
  readonly plainAlert: number | null;
  /** The error's code; for an encrypted alert it is the only word of it. */
  readonly code: string;
}

export type BreakMeaning =
  /** The server said that it wants a client certificate. */
  { readonly kind: 'certificate-demanded' } | { readonly kind: 'failed'; readonly failure: Error };

/** What a break means: a request alone may be optional, so it takes more to be a demand. */
export function judgeBreak(seen: ServerBreak): BreakMeaning {
  const { failure, request } = seen;
  if (request === 'none') return { kind: 'failed', failure };
  if (isDemandAlert(seen)) return { kind: 'certificate-demanded' };
  if (!isBareBreak(failure)) return { kind: 'failed', failure };
  return request === 'renegotiation'
    ? { kind: 'certificate-demanded' }
    : { kind: 'failed', failure: suspected() };
}

/** The same for a request that was seen on another connection only. */
export function suspectDemand(failure: Error): Error {
  return isBareBreak(failure) ? suspected() : failure;
}

/** Whether the alert is one that nobody sends who has not asked for a certificate. */
export function impliesRequest(code: string): boolean {
  return isAlert(code, 'CERTIFICATE_REQUIRED');
}

function isDemandAlert({ plainAlert, code }: ServerBreak): boolean {
  return plainAlert === null
    ? [...DEMAND_ALERTS.values()].some((name) => isAlert(code, name))
    : DEMAND_ALERTS.has(plainAlert);
}

/** The words between differ by OpenSSL's version: `SSLV3_ALERT_…`, `SSL/TLS_ALERT_…`. */
function isAlert(code: string, name: string): boolean {
  return code.startsWith('ERR_SSL_') && code.endsWith(`_ALERT_${name}`);
}

function isBareBreak(failure: Error): boolean {
  return (
    failure instanceof AnswerFailure &&
    (failure.why === 'closed-before-answer' || failure.why === 'reset-before-answer')
  );
}

function suspected(): AnswerFailure {
  return new AnswerFailure('inconclusive', 'client-certificate-suspected');
}
