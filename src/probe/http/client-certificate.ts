import { AnswerFailure } from '../failure.ts';

/** Where a server asked for a client certificate: in the first handshake, or in a renegotiation. */
export type CertificateRequest = 'none' | 'handshake' | 'renegotiation';

/**
 * Alerts by which servers reject a client without a certificate (RFC 8446 6.2), with OpenSSL's
 * names for them.
 */
const DEMAND_ALERTS: ReadonlyMap<number, string> = new Map([
  [40, 'HANDSHAKE_FAILURE'],
  [42, 'BAD_CERTIFICATE'],
  [46, 'CERTIFICATE_UNKNOWN'],
  [49, 'ACCESS_DENIED'],
  [116, 'CERTIFICATE_REQUIRED'],
]);

/** How a server broke off a connection to a client without a certificate. */
export interface ServerBreak {
  readonly failure: Error;
  readonly request: CertificateRequest;
  /** The number of an alert that came in plain text. */
  readonly plainAlert: number | null;
  /** The error's code; of an encrypted alert nothing else is known. */
  readonly code: string;
}

export type BreakMeaning =
  /** The server said that it wants a client certificate. */
  { readonly kind: 'certificate-demanded' } | { readonly kind: 'failed'; readonly failure: Error };

/** What a break means. A mere request may be optional; a demand takes more. */
export function judgeBreak(seen: ServerBreak): BreakMeaning {
  const { failure, request } = seen;
  if (request === 'none') return { kind: 'failed', failure };
  if (isDemandAlert(seen)) return { kind: 'certificate-demanded' };
  if (!isBareBreak(failure)) return { kind: 'failed', failure };
  return request === 'renegotiation'
    ? { kind: 'certificate-demanded' }
    : { kind: 'failed', failure: suspected() };
}

/** What a break means if only another connection has seen the request. */
export function suspectDemand(failure: Error): Error {
  return isBareBreak(failure) ? suspected() : failure;
}

/** Whether only a server that asked for a certificate sends this alert. */
export function impliesRequest(code: string): boolean {
  return isAlert(code, 'CERTIFICATE_REQUIRED');
}

function isDemandAlert({ plainAlert, code }: ServerBreak): boolean {
  return plainAlert === null
    ? [...DEMAND_ALERTS.values()].some((name) => isAlert(code, name))
    : DEMAND_ALERTS.has(plainAlert);
}

/**
 * The middle of the name differs between OpenSSL's versions: `SSLV3_ALERT_…`, `SSL/TLS_ALERT_…`.
 */
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
