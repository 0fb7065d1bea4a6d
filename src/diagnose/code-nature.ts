import type { LogErrorKey } from '../catalogue/log-errors.ts';
import { familyOf } from './family.ts';
import type { FoundCode, Nature } from './model.ts';
import { isWrapper } from './wrapper.ts';

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
  'certificate-usage': 'certificate',
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
  'client-certificate-absent': 'computer',
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
  [1115, 1115, 'computer'],
  [1208, 1208, 'network'],
  [1212, 1212, 'directory'],
  [1214, 1214, 'name'],
  [1219, 1219, 'account'],
  [1222, 1222, 'network'],
  [1226, 1236, 'network'],
  [1239, 1240, 'account'],
  [1244, 1245, 'account'],
  [1260, 1260, 'computer'],
  // "Please ensure that you can contact the server that authenticated you."
  [1265, 1265, 'directory'],
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
  [2202, 2202, 'account'],
  [3012, 3017, 'computer'],
  // LDAP: "The server is not operational"
  [8250, 8250, 'directory'],
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
  // "Invalid signature": what the site signed is not what the client trusts.
  [0x8009_0006, 0x8009_0006, 'certificate'],
  [0x8009_0001, 0x8009_00ff, 'computer'],
  // Logons, by Kerberos and NTLM
  [0x8009_030c, 0x8009_030c, 'account'],
  [0x8009_030e, 0x8009_030e, 'account'],
  [0x8009_0311, 0x8009_0311, 'directory'],
  [0x8009_0324, 0x8009_0324, 'account'],
  // "The hash value is not correct": of what was downloaded
  [0x8009_1007, 0x8009_1007, 'server'],
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
  // "Disallowed by managed policy"
  [0x8024_500c, 0x8024_500c, 'computer'],
  // The agent's own BITS, its data store, its setup, and what it reckons with
  [0x8024_6008, 0x8024_6008, 'computer'],
  [0x8024_8000, 0x8024_8fff, 'computer'],
  [0x8024_d001, 0x8024_d012, 'computer'],
  [0x8024_e001, 0x8024_efff, 'computer'],
  // Configuration Manager's own: memory, disk, the client's certificates, a group policy that conflicts
  [0x87d0_0236, 0x87d0_0236, 'computer'],
  [0x87d0_0240, 0x87d0_0240, 'computer'],
  [0x87d0_0280, 0x87d0_0284, 'computer'],
  [0x87d0_0692, 0x87d0_0693, 'computer'],
];

const FACILITY_WIN32 = 0x8007_0000;
const MAX_WIN32 = 0xffff;
const STATUS_BASE = 0x1000_0000;

/** The nature of what Windows' kernel says of connections and logons, by its statuses; others are not known. */
const NATURES_OF_STATUSES: readonly (readonly [first: number, last: number, nature: Nature])[] = [
  [0x22, 0x22, 'account'],
  [0x5e, 0x5e, 'directory'],
  [0x64, 0x64, 'account'],
  [0x6a, 0x74, 'account'],
  [0x7f, 0x7f, 'computer'],
  [0xb5, 0xb5, 'network'],
  [0xbd, 0xbd, 'name'],
  [0xbe, 0xbe, 'network'],
  [0xc4, 0xc4, 'network'],
  [0xc9, 0xc9, 'network'],
  [0xca, 0xca, 'account'],
  [0xcc, 0xcc, 'share'],
  [0x133, 0x133, 'account'],
  [0x15b, 0x15b, 'account'],
  [0x18a, 0x18d, 'account'],
  [0x193, 0x193, 'account'],
  [0x20c, 0x20d, 'network'],
  [0x224, 0x224, 'account'],
  [0x234, 0x234, 'account'],
  [0x236, 0x236, 'network'],
  [0x23c, 0x23d, 'network'],
  [0x241, 0x241, 'network'],
  [0x413, 0x413, 'account'],
];

/** What an error code by itself says of the trouble: `unknown` where it is none that is known. */
export function natureOfCode({ key, hex }: FoundCode): Nature {
  if (key !== null) return NATURE_OF[key];
  const hresult = Number(hex);
  const family = familyOf(hresult);
  const isWin32 = hresult >= FACILITY_WIN32 && hresult <= FACILITY_WIN32 + MAX_WIN32;
  const isStatus = family === 'ntstatus';
  const number = isWin32 ? hresult - FACILITY_WIN32 : isStatus ? hresult % STATUS_BASE : hresult;
  const table = isStatus ? NATURES_OF_STATUSES : NATURES_OF_NUMBERS;
  const found = table.find(([first, last]) => number >= first && number <= last);
  if (found !== undefined) return found[2];
  return isWrapper(hex) ? 'unspecified' : 'unknown';
}
