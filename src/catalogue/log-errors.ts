/** An error as logs show it: the HRESULT, and the number that it stands for. */
export interface LogErrorCodes {
  readonly hex: string;
  /** The Win32, WinHTTP or HTTP number; for other facilities, the low 16 bits. */
  readonly decimal: number;
}

/**
 * Every error that this tool predicts from a probe or recognises in a log. The names that people
 * read are with each language's texts.
 */
export const LOG_ERRORS = {
  // Win32: shares and remote procedure calls
  'access-denied': { hex: '0x80070005', decimal: 5 },
  'duplicate-name': { hex: '0x80070034', decimal: 52 },
  'bad-network-path': { hex: '0x80070035', decimal: 53 },
  'network-name-deleted': { hex: '0x80070040', decimal: 64 },
  'bad-network-name': { hex: '0x80070043', decimal: 67 },
  'wrong-password': { hex: '0x80070056', decimal: 86 },
  'timed-out': { hex: '0x80070079', decimal: 121 },
  'no-network-provider': { hex: '0x800704B3', decimal: 1203 },
  'connection-refused': { hex: '0x800704C9', decimal: 1225 },
  'network-unreachable': { hex: '0x800704CF', decimal: 1231 },
  'host-unreachable': { hex: '0x800704D0', decimal: 1232 },
  'connection-aborted-locally': { hex: '0x800704D4', decimal: 1236 },
  'no-logon-servers': { hex: '0x8007051F', decimal: 1311 },
  'logon-failure': { hex: '0x8007052E', decimal: 1326 },
  'account-restriction': { hex: '0x8007052F', decimal: 1327 },
  'password-expired': { hex: '0x80070532', decimal: 1330 },
  'account-disabled': { hex: '0x80070533', decimal: 1331 },
  'logon-type-not-granted': { hex: '0x80070569', decimal: 1385 },
  'wrong-target-name': { hex: '0x80070574', decimal: 1396 },
  'rpc-unavailable': { hex: '0x800706BA', decimal: 1722 },
  'rpc-call-failed': { hex: '0x800706BE', decimal: 1726 },
  'rpc-call-not-executed': { hex: '0x800706BF', decimal: 1727 },
  'trust-failed': { hex: '0x800706FD', decimal: 1789 },
  'account-locked-out': { hex: '0x80070775', decimal: 1909 },
  // Win32: the computer itself
  'disk-full': { hex: '0x80070070', decimal: 112 },
  'service-timeout': { hex: '0x8007041D', decimal: 1053 },
  'service-disabled': { hex: '0x80070422', decimal: 1058 },
  'service-failed': { hex: '0x8007042C', decimal: 1068 },
  'installer-failure': { hex: '0x80070643', decimal: 1603 },
  'source-absent': { hex: '0x8007064C', decimal: 1612 },
  'installer-busy': { hex: '0x80070652', decimal: 1618 },
  'server-execution-failed': { hex: '0x80080005', decimal: 5 },
  // WMI and COM
  unspecified: { hex: '0x80004005', decimal: 16_389 },
  'catastrophic-failure': { hex: '0x8000FFFF', decimal: 65_535 },
  'wmi-access-denied': { hex: '0x80041003', decimal: 4099 },
  'wmi-generic-failure': { hex: '0x80041001', decimal: 4097 },
  'wmi-initialization-failure': { hex: '0x80041014', decimal: 4116 },
  // WinHTTP
  timeout: { hex: '0x80072EE2', decimal: 12_002 },
  'name-not-resolved': { hex: '0x80072EE7', decimal: 12_007 },
  'cannot-connect': { hex: '0x80072EFD', decimal: 12_029 },
  'connection-error': { hex: '0x80072EFE', decimal: 12_030 },
  'certificate-date': { hex: '0x80072F05', decimal: 12_037 },
  'certificate-name': { hex: '0x80072F06', decimal: 12_038 },
  'client-certificate-needed': { hex: '0x80072F0C', decimal: 12_044 },
  'certificate-issuer': { hex: '0x80072F0D', decimal: 12_045 },
  'revocation-unknown': { hex: '0x80072F19', decimal: 12_057 },
  'invalid-response': { hex: '0x80072F78', decimal: 12_152 },
  'secure-failure': { hex: '0x80072F8F', decimal: 12_175 },
  'certificate-usage': { hex: '0x80072F93', decimal: 12_179 },
  // HTTP
  'http-bad-request': { hex: '0x80190190', decimal: 400 },
  'http-unauthorized': { hex: '0x80190191', decimal: 401 },
  'http-forbidden': { hex: '0x80190193', decimal: 403 },
  'http-not-found': { hex: '0x80190194', decimal: 404 },
  'http-method-refused': { hex: '0x80190195', decimal: 405 },
  'http-proxy-authentication': { hex: '0x80190197', decimal: 407 },
  'http-timed-out': { hex: '0x80190198', decimal: 408 },
  'http-server-error': { hex: '0x801901F4', decimal: 500 },
  'http-not-implemented': { hex: '0x801901F5', decimal: 501 },
  'http-bad-gateway': { hex: '0x801901F6', decimal: 502 },
  'http-unavailable': { hex: '0x801901F7', decimal: 503 },
  'http-gateway-timeout': { hex: '0x801901F8', decimal: 504 },
  'http-network-logon': { hex: '0x801901FF', decimal: 511 },
  // Windows Update agent
  'update-bad-request': { hex: '0x80244016', decimal: 16_406 },
  'update-not-found': { hex: '0x80244019', decimal: 16_409 },
  'update-method-refused': { hex: '0x8024401A', decimal: 16_410 },
  'update-proxy-authentication': { hex: '0x8024401B', decimal: 16_411 },
  'update-timeout': { hex: '0x8024401C', decimal: 16_412 },
  'update-unauthorized': { hex: '0x80244017', decimal: 16_407 },
  'update-forbidden': { hex: '0x80244018', decimal: 16_408 },
  'update-server-error': { hex: '0x8024401F', decimal: 16_415 },
  'update-not-implemented': { hex: '0x80244020', decimal: 16_416 },
  'update-unavailable': { hex: '0x80244022', decimal: 16_418 },
  'update-gateway-timeout': { hex: '0x80244023', decimal: 16_419 },
  'update-other-status': { hex: '0x8024402B', decimal: 16_427 },
  'update-bad-gateway': { hex: '0x80244021', decimal: 16_417 },
  'update-name-not-resolved': { hex: '0x8024402C', decimal: 16_428 },
  // Configuration Manager
  'item-not-found': { hex: '0x87D00215', decimal: 533 },
  'bad-http-status': { hex: '0x87D0027E', decimal: 638 },
  'client-certificate-absent': { hex: '0x87D00454', decimal: 1108 },
} as const satisfies Record<string, LogErrorCodes>;

export type LogErrorKey = keyof typeof LOG_ERRORS;

/** BITS and WinHTTP keep the status: facility 0x19, and the number. */
export const HTTP_STATUS_ERRORS: Readonly<Partial<Record<number, LogErrorKey>>> = {
  400: 'http-bad-request',
  401: 'http-unauthorized',
  403: 'http-forbidden',
  404: 'http-not-found',
  405: 'http-method-refused',
  407: 'http-proxy-authentication',
  408: 'http-timed-out',
  500: 'http-server-error',
  501: 'http-not-implemented',
  502: 'http-bad-gateway',
  503: 'http-unavailable',
  504: 'http-gateway-timeout',
  511: 'http-network-logon',
};

/** The update agent has a number of its own for each; for others, one for all (wuerror.h). */
export const UPDATE_STATUS_ERRORS: Readonly<Partial<Record<number, LogErrorKey>>> = {
  400: 'update-bad-request',
  401: 'update-unauthorized',
  403: 'update-forbidden',
  404: 'update-not-found',
  405: 'update-method-refused',
  407: 'update-proxy-authentication',
  408: 'update-timeout',
  500: 'update-server-error',
  501: 'update-not-implemented',
  502: 'update-bad-gateway',
  503: 'update-unavailable',
  504: 'update-gateway-timeout',
};

export const LOG_ERROR_KEYS = Object.keys(LOG_ERRORS).filter(isLogErrorKey);

export function isLogErrorKey(word: string): word is LogErrorKey {
  return Object.hasOwn(LOG_ERRORS, word);
}
