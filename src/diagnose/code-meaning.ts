import { HTTP_STATUS_ERRORS, type LogErrorKey } from '../catalogue/log-errors.ts';
import { familyOf } from './family.ts';
import type { FoundCode, LogCause, Nature } from './model.ts';

const NATURE_OF = {
  'access-denied': 'account',
  'duplicate-name': 'name',
  'bad-network-path': 'network',
  'network-name-deleted': 'network',
  'bad-network-name': 'share',
  'wrong-password': 'account',
  'timed-out': 'network',
  'no-network-provider': 'network',
  'connection-refused': 'network',
  'network-unreachable': 'network',
  'host-unreachable': 'network',
  'connection-aborted-locally': 'network',
  'no-logon-servers': 'directory',
  'logon-failure': 'account',
  'account-restriction': 'account',
  'password-expired': 'account',
  'account-disabled': 'account',
  'logon-type-not-granted': 'account',
  'wrong-target-name': 'name',
  'rpc-unavailable': 'network',
  'rpc-call-failed': 'network',
  'rpc-call-not-executed': 'network',
  'trust-failed': 'account',
  'account-locked-out': 'account',
  'disk-full': 'computer',
  'service-timeout': 'computer',
  'service-disabled': 'computer',
  'service-failed': 'computer',
  'installer-failure': 'computer',
  'source-absent': 'computer',
  'installer-busy': 'computer',
  'server-execution-failed': 'computer',
  unspecified: 'unspecified',
  'catastrophic-failure': 'unspecified',
  'wmi-access-denied': 'account',
  'wmi-generic-failure': 'computer',
  'wmi-initialization-failure': 'computer',
  timeout: 'network',
  'name-not-resolved': 'name',
  'cannot-connect': 'network',
  'connection-error': 'network',
  'certificate-date': 'certificate',
  'certificate-name': 'certificate',
  'client-certificate-needed': 'certificate',
  'certificate-issuer': 'certificate',
  'revocation-unknown': 'certificate',
  'invalid-response': 'network',
  'secure-failure': 'certificate',
  'http-bad-request': 'server',
  'http-unauthorized': 'server',
  'http-forbidden': 'server',
  'http-not-found': 'server',
  'http-method-refused': 'server',
  'http-proxy-authentication': 'proxy',
  'http-timed-out': 'server',
  'http-server-error': 'server',
  'http-not-implemented': 'server',
  'http-bad-gateway': 'server',
  'http-unavailable': 'server',
  'http-gateway-timeout': 'server',
  'http-network-logon': 'proxy',
  'update-bad-request': 'server',
  'update-not-found': 'server',
  'update-method-refused': 'server',
  'update-proxy-authentication': 'proxy',
  'update-timeout': 'network',
  'update-unauthorized': 'server',
  'update-forbidden': 'server',
  'update-server-error': 'server',
  'update-not-implemented': 'server',
  'update-unavailable': 'server',
  'update-gateway-timeout': 'server',
  'update-other-status': 'server',
  'update-bad-gateway': 'server',
  'update-name-not-resolved': 'name',
  'item-not-found': 'unspecified',
  'bad-http-status': 'server',
  'client-certificate-absent': 'certificate',
} as const satisfies Record<LogErrorKey, Nature>;

/**
 * The nature of errors without a key, by the numbers' first and last. Win32 errors are listed as
 * numbers, others as HRESULTs; what is not listed is not known.
 */
const NATURES_OF_NUMBERS: readonly (readonly [first: number, last: number, nature: Nature])[] = [
  // Memory, disks, files in use, and what else a computer has of its own
  [8, 8, 'computer'],
  [14, 14, 'computer'],
  [19, 19, 'computer'],
  [23, 23, 'computer'],
  [32, 33, 'computer'],
  [39, 39, 'computer'],
  [51, 51, 'network'],
  [54, 55, 'network'],
  [59, 59, 'network'],
  [65, 65, 'account'],
  [66, 66, 'share'],
  [68, 68, 'computer'],
  [71, 71, 'computer'],
  [120, 120, 'computer'],
  [193, 193, 'computer'],
  [216, 216, 'computer'],
  [240, 240, 'network'],
  [740, 740, 'computer'],
  // Services
  [1051, 1079, 'computer'],
  [1208, 1208, 'network'],
  [1212, 1212, 'directory'],
  [1214, 1214, 'name'],
  [1219, 1219, 'account'],
  [1222, 1222, 'network'],
  [1226, 1236, 'network'],
  [1239, 1240, 'account'],
  [1244, 1245, 'account'],
  [1260, 1260, 'computer'],
  [1272, 1272, 'account'],
  // Accounts and privileges
  // "Unknown revision level": what client push stores of a Windows that it does not support.
  [1305, 1305, 'computer'],
  [1300, 1310, 'account'],
  [1312, 1350, 'account'],
  [1351, 1355, 'directory'],
  [1356, 1391, 'account'],
  [1392, 1393, 'computer'],
  [1397, 1398, 'account'],
  [1450, 1455, 'computer'],
  [1460, 1460, 'network'],
  // Windows Installer
  [1601, 1660, 'computer'],
  // RPC
  [1717, 1717, 'computer'],
  [1723, 1723, 'computer'],
  [1728, 1728, 'network'],
  [1753, 1753, 'network'],
  [1786, 1793, 'account'],
  [1818, 1818, 'network'],
  [1825, 1825, 'account'],
  [1907, 1909, 'account'],
  [1935, 1935, 'account'],
  [3010, 3017, 'computer'],
  [9001, 9005, 'name'],
  // Windows Sockets
  [10_050, 10_054, 'network'],
  [10_060, 10_061, 'network'],
  [10_064, 10_065, 'network'],
  [11_001, 11_004, 'name'],
  // WinHTTP
  [12_006, 12_006, 'computer'],
  [12_028, 12_028, 'network'],
  [12_031, 12_032, 'network'],
  [12_037, 12_057, 'certificate'],
  [12_150, 12_156, 'network'],
  [12_157, 12_157, 'certificate'],
  [12_166, 12_167, 'proxy'],
  [12_169, 12_170, 'certificate'],
  [12_178, 12_178, 'proxy'],
  [12_179, 12_179, 'certificate'],
  [12_180, 12_180, 'proxy'],
  [12_185, 12_187, 'certificate'],
  // COM
  [0x8001_011b, 0x8001_011b, 'account'],
  [0x8004_0154, 0x8004_0154, 'computer'],
  // WMI, which answered
  [0x8004_1015, 0x8004_1015, 'network'],
  [0x8004_1000, 0x8004_2fff, 'computer'],
  // The computer's own stores and keys
  [0x8009_0001, 0x8009_00ff, 'computer'],
  // Logons, by Kerberos and NTLM
  [0x8009_030c, 0x8009_030c, 'account'],
  [0x8009_030e, 0x8009_030e, 'account'],
  [0x8009_0311, 0x8009_0311, 'directory'],
  [0x8009_0324, 0x8009_0324, 'account'],
  [0x8009_0000, 0x8009_ffff, 'certificate'],
  [0x800b_0000, 0x800b_ffff, 'certificate'],
  [0x8019_0197, 0x8019_0197, 'proxy'],
  [0x8019_0190, 0x8019_03e7, 'server'],
  // BITS
  [0x8020_0010, 0x8020_0010, 'network'],
  [0x8020_0012, 0x8020_0013, 'network'],
  [0x8020_0018, 0x8020_0019, 'proxy'],
  [0x8020_001b, 0x8020_001b, 'network'],
  [0x8020_0035, 0x8020_0035, 'proxy'],
  [0x8020_003f, 0x8020_003f, 'proxy'],
  // Windows Update
  [0x8024_0030, 0x8024_0030, 'proxy'],
  [0x8024_0438, 0x8024_0438, 'network'],
  [0x8024_043c, 0x8024_043c, 'proxy'],
  [0x8024_4010, 0x8024_4010, 'server'],
  [0x8024_4016, 0x8024_4024, 'server'],
  [0x8024_402b, 0x8024_402b, 'server'],
];

const FACILITY_WIN32 = 0x8007_0000;

/** What an error code by itself says of the trouble: `unknown` where it is none that is known. */
export function natureOfCode({ key, hex }: FoundCode): Nature {
  if (key !== null) return NATURE_OF[key];
  const hresult = Number(hex);
  const family = familyOf(hresult);
  const isWin32 = family === 'win32' || family === 'winhttp';
  const number = isWin32 ? hresult - FACILITY_WIN32 : hresult;
  const found = NATURES_OF_NUMBERS.find(([first, last]) => number >= first && number <= last);
  return found === undefined ? 'unknown' : found[2];
}

/** Errors that are logged instead of the one that a probe's outcome predicts. */
const SEEN_AS: Partial<Record<LogErrorKey, LogErrorKey>> = {
  'no-network-provider': 'bad-network-path',
  'duplicate-name': 'wrong-target-name',
  'rpc-call-failed': 'rpc-unavailable',
  'rpc-call-not-executed': 'rpc-unavailable',
  'connection-refused': 'cannot-connect',
  'update-timeout': 'timeout',
};

/** A management point's failure is logged by its status alone, or as the number of that status. */
const STATUS_KEYS: ReadonlySet<LogErrorKey> = new Set(
  Object.values(HTTP_STATUS_ERRORS).filter((key) => key !== undefined),
);

const NUMBERS_SEEN_AS: ReadonlyMap<string, LogErrorKey> = new Map([
  ['0x80070033', 'bad-network-path'],
  ['0x80070037', 'bad-network-path'],
  ['0x8007003B', 'bad-network-path'],
  ['0x800700F0', 'bad-network-path'],
  ['0x800704C6', 'bad-network-path'],
  ['0x800706C0', 'rpc-unavailable'],
  ['0x800706D9', 'rpc-unavailable'],
  ['0x8007071A', 'rpc-unavailable'],
  ['0x80072746', 'connection-error'],
  ['0x8007274C', 'timeout'],
  ['0x8007274D', 'cannot-connect'],
  ['0x80072AF9', 'name-not-resolved'],
  ['0x80240438', 'cannot-connect'],
]);

/** The errors that a probe's outcome may predict where a log has this one; none where none is alike. */
export function predictedAs({ key, hex }: FoundCode): readonly LogErrorKey[] {
  const other = key === null ? NUMBERS_SEEN_AS.get(hex) : SEEN_AS[key];
  return [
    ...(key === null ? [] : [key]),
    ...(other === undefined ? [] : [other]),
    ...(key !== null && STATUS_KEYS.has(key) ? (['bad-http-status'] as const) : []),
  ];
}

/** Codes that only say that something else failed: whatever stands beside them says more. */
const WRAPPERS: ReadonlySet<string> = new Set([
  '0x80004005',
  '0x8000FFFF',
  '0x87D00215',
  '0x87D00231',
  '0x87D0027E',
  '0x87D00455',
]);

/** Whether a code is missing, or says less than what stands beside it. */
export function isVague(code: FoundCode | null): boolean {
  return code === null || WRAPPERS.has(code.hex);
}

const CAUSE_OF_CODE: ReadonlyMap<string, LogCause> = new Map([
  ['0x80072F05', 'certificate-date'],
  ['0x80072F06', 'certificate-name'],
  ['0x80072F0D', 'certificate-issuer'],
  ['0x80072F19', 'revocation-unknown'],
  ['0x80072F89', 'certificate-invalid'],
  ['0x80072F8A', 'certificate-revoked'],
  ['0x80072F7D', 'secure-channel'],
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
  ['0x80200012', 'range-removed'],
  ['0x80200013', 'range-removed'],
]);

/** What a code says of the cause, beyond its nature. */
export function causeOfCode(code: FoundCode | null): LogCause | null {
  return code === null ? null : (CAUSE_OF_CODE.get(code.hex) ?? null);
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
  if (phrase === undefined) return null;
  return CAUSE_OF_PHRASE.get(phrase.toLowerCase()) ?? 'gateway';
}

export const GATEWAY_CAUSES: readonly LogCause[] = [
  'gateway-client-certificate',
  'gateway-forbidden',
  'gateway-token',
  'gateway',
];
