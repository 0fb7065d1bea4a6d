/** Why a flow is in the plan or left out of it; the sentences are in `text/`. */
export const REASON_CODES = [
  'always',
  'clients-on-intranet',
  'clients-on-internet',
  'gateway-alone',
  'crl-checked',
  'crl-check-off',
  'no-pki-certificates',
  'domain-named',
  'domain-not-named',
  'workgroup-has-no-domain',
  'slp-forced',
  'slp-suppressed',
  'slp-schema-not-extended',
  'slp-sites-not-published',
  'slp-clients-outside',
  'slp-not-needed',
  'fsp-named',
  'fsp-not-named',
  'mp-named',
  'mp-not-named',
  'communication-http',
  'communication-not-http',
  'communication-https',
  'communication-not-https',
  'communication-enhanced',
  'communication-not-enhanced',
  'sup-tls-by-communication',
  'sup-tls-by-point',
  'sup-without-tls',
  'no-source',
  'source-given',
  'source-beside-mp',
  'source-share',
  'source-local',
  'source-not-given',
  'package-given',
  'package-unknown',
  'package-local',
  'run-from-share',
  'run-from-unknown',
  'run-locally',
  'run-from-on-internet',
  'dp-content',
  'dp-serves-http',
  'dp-serves-no-http',
  'dp-serves-smb',
  'dp-serves-no-smb',
  'every-smb-dp-serves-http',
  'some-smb-dp-serves-no-http',
  'direction-read',
  'host-not-named',
  'usual-share',
  // Why a method is impossible, or was not asked for.
  'no-software-update-point',
  'no-distribution-point',
  'workgroup-has-no-group-policy',
  'workgroup-has-no-client-push',
  'internet-has-no-client-push',
  'internet-has-no-software-update-point',
  'internet-has-no-group-policy',
  'no-row-needed',
  'method-not-chosen',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** A reason, with the value that its sentence mentions: a communication, a path, a membership. */
export interface Reason {
  readonly code: ReasonCode;
  readonly value: string | null;
}

/** A reason for or against a flow; `value` is what its sentence quotes. */
export function reason(code: ReasonCode, value: string | null = null): Reason {
  return { code, value };
}
