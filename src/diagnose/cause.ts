import type { FoundCode, LogCause, Nature } from './model.ts';

const CAUSE_OF_CODE: ReadonlyMap<string, LogCause> = new Map([
  ['0x80072F05', 'certificate-date'],
  ['0x80072F06', 'certificate-name'],
  ['0x80072F0D', 'certificate-issuer'],
  ['0x80072F19', 'revocation-unknown'],
  ['0x80072F89', 'certificate-invalid'],
  ['0x80072F8A', 'certificate-revoked'],
  ['0x80072F7D', 'secure-channel'],
  ['0x80072F93', 'certificate-usage'],
  ['0x80092010', 'certificate-revoked'],
  ['0x80092012', 'revocation-unknown'],
  ['0x80092013', 'revocation-unknown'],
  ['0x80090322', 'certificate-name'],
  ['0x80090325', 'certificate-issuer'],
  ['0x80090328', 'certificate-date'],
  ['0x800B0101', 'certificate-date'],
  ['0x800B0109', 'certificate-issuer'],
  ['0x800B010A', 'certificate-issuer'],
  ['0x800B010C', 'certificate-revoked'],
  ['0x800B010E', 'revocation-unknown'],
  ['0x800B010F', 'certificate-name'],
  ['0x800B0110', 'certificate-usage'],
  ['0x800B0112', 'certificate-issuer'],
  ['0x80070576', 'clock'],
  ['0x80090324', 'clock'],
  ['0xC0000133', 'clock'],
  ['0x80190197', 'proxy-logon'],
  ['0x801901FF', 'proxy-logon'],
  ['0x8024401B', 'proxy-logon'],
  ['0x80240030', 'proxy-setting'],
  ['0x8024043C', 'proxy-logon'],
  ['0x80072F86', 'proxy-setting'],
  ['0x80072F87', 'proxy-setting'],
  ['0x80072F92', 'proxy-setting'],
  ['0x80072F94', 'proxy-setting'],
  ['0x80200012', 'range-removed'],
  ['0x80200013', 'range-removed'],
  ['0x80091007', 'content-changed'],
  // No certificate in the store, none that fits, several that do, one without its key or name
  ['0x87D00280', 'client-identity'],
  ['0x87D00281', 'client-identity'],
  ['0x87D00282', 'client-identity'],
  ['0x87D00283', 'client-identity'],
  ['0x87D00284', 'client-identity'],
  ['0x87D00454', 'client-identity'],
  // A group policy names another update server than the site does.
  ['0x87D00692', 'update-policy'],
  // A policy keeps the update agent from asking.
  ['0x8024500C', 'update-policy'],
]);

/** What is wrong with a certificate; the same codes are of Kerberos where a share or WMI was opened. */
const OF_A_CERTIFICATE: ReadonlySet<LogCause> = new Set([
  'certificate-name',
  'certificate-issuer',
  'certificate-date',
  'certificate-revoked',
  'certificate-usage',
  'certificate-invalid',
  'revocation-unknown',
  'secure-channel',
]);

/**
 * What a code says of the cause, beyond its nature.
 * @param nature of the failure that has the code
 */
export function causeOfCode(code: FoundCode | null, nature: Nature): LogCause | null {
  const cause = code === null ? undefined : CAUSE_OF_CODE.get(code.hex);
  if (cause === undefined) return null;
  return OF_A_CERTIFICATE.has(cause) && nature !== 'certificate' ? null : cause;
}

/** WinHTTP's own words for what it found wrong with a certificate. */
const CAUSE_OF_FLAG: ReadonlyMap<string, LogCause> = new Map([
  ['CERT_REV_FAILED', 'revocation-unknown'],
  ['INVALID_CERT', 'certificate-invalid'],
  ['CERT_REVOKED', 'certificate-revoked'],
  ['INVALID_CA', 'certificate-issuer'],
  ['CERT_CN_INVALID', 'certificate-name'],
  ['CERT_DATE_INVALID', 'certificate-date'],
  ['CERT_WRONG_USAGE', 'certificate-usage'],
  ['SECURITY_CHANNEL_ERROR', 'secure-channel'],
]);

/** What a message says in words alone. */
const CAUSE_OF_WORDS: readonly (readonly [words: RegExp, cause: LogCause])[] = [
  [
    /\b(?:does|do|did) ?n[o']t have (?:an? )?(?:PKI|client)\b.{0,20}\bcert|\b(?:unable|failed|could ?n[o']t|can ?n[o']t) (?:to )?(?:find|select|get|locate)\b.{0,20}\b(?:PKI|client) certificate|\bUnable to find any Certificate\b|\bno certificates? in the '?MY'? store/i,
    'client-identity',
  ],
  [/Group policy settings were overwritten/i, 'update-policy'],
];

/** Reason phrases of a cloud management gateway, in lower case. */
const CAUSE_OF_PHRASE: ReadonlyMap<string, LogCause> = new Map([
  ['cmgconnector_clientcertificaterequired', 'gateway-client-certificate'],
  ['cmgconnector_forbidden', 'gateway-forbidden'],
  ['cmgservice_invalid_token', 'gateway-token'],
]);

/** The cause that a message names in words; null where it names none. */
export function causeIn(text: string): LogCause | null {
  const flag = /WINHTTP_CALLBACK_STATUS_FLAG_([A-Z_]{1,32})/.exec(text)?.[1];
  if (flag !== undefined) return CAUSE_OF_FLAG.get(flag) ?? null;
  const phrase = /\bCMG(?:Connector|Service)_\w{1,64}/i.exec(text)?.[0];
  if (phrase === undefined) return CAUSE_OF_WORDS.find(([words]) => words.test(text))?.[1] ?? null;
  return CAUSE_OF_PHRASE.get(phrase.toLowerCase()) ?? 'gateway';
}

/**
 * Causes that more lines than one are about, where each has the code of the one before it.
 */
export function isLasting(cause: LogCause): boolean {
  return OF_A_CERTIFICATE.has(cause) || cause === 'client-identity';
}

/** Causes of the computer's own, for which no server was asked. */
export const OWN_CAUSES = ['client-identity', 'update-policy'] as const satisfies LogCause[];

export function ownCauseOf(causes: readonly LogCause[]): (typeof OWN_CAUSES)[number] | null {
  return OWN_CAUSES.find((cause) => causes.includes(cause)) ?? null;
}

export const GATEWAY_CAUSES: readonly LogCause[] = [
  'gateway-client-certificate',
  'gateway-forbidden',
  'gateway-token',
  'gateway',
];
