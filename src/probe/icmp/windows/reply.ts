import type { IpFamily, EchoFailure } from '../sender.ts';

/** The first reply in the system's buffer. */
export interface WindowsReply {
  /** `IP_STATUS`; 0 for an echo reply. */
  readonly status: number;
  /** Whole milliseconds, 0 for less than one. */
  readonly rttMs: number;
  /** The replying address: its bytes, hexadecimal. */
  readonly from: string;
}

/**
 * `ICMP_ECHO_REPLY` and `ICMPV6_ECHO_REPLY` of ipexport.h. Both begin alike whatever a pointer's
 * size; the packed `IPV6_ADDRESS_EX` has 26 bytes, and its address stands behind port and flow.
 */
const LAYOUTS = {
  4: { addressAt: 0, addressBytes: 4, statusAt: 4, rttAt: 8, bytes: 12 },
  6: { addressAt: 6, addressBytes: 16, statusAt: 28, rttAt: 32, bytes: 36 },
} as const satisfies Record<IpFamily, Readonly<Record<string, number>>>;

/** Reads a buffer that the system has parsed; null if it is too short to hold a reply. */
export function decodeWindowsReply(family: IpFamily, buffer: Buffer): WindowsReply | null {
  const { addressAt, addressBytes, statusAt, rttAt, bytes } = LAYOUTS[family];
  if (buffer.length < bytes) return null;
  return {
    status: buffer.readUInt32LE(statusAt),
    rttMs: buffer.readUInt32LE(rttAt),
    from: buffer.toString('hex', addressAt, addressAt + addressBytes),
  };
}

export const IP_SUCCESS = 0;
const REQUEST_TIMED_OUT = 11_010;
const PORT_UNREACHABLE = 11_005;

/**
 * Net, host and protocol unreachable (for IPv6: no route, address unreachable, prohibited), time to
 * live and reassembly, and IPv6' own of the same kinds.
 */
const UNREACHABLE: ReadonlySet<number> = new Set([
  11_002, 11_003, 11_004, 11_013, 11_014, 11_040, 11_041, 11_045,
]);

const NO_RESOURCES = 11_006;
const LAST_STATUS = 11_050;
/** ERROR_NETWORK_UNREACHABLE and ERROR_HOST_UNREACHABLE: this machine has no route. */
const NO_ROUTE: ReadonlySet<number> = new Set([1231, 1232]);

/**
 * What an `IP_STATUS` means, as ping.exe reads it; null for a reply and for silence, `unusable` for
 * any other number, which means that the call itself failed.
 */
export function failureOfStatus(status: number): EchoFailure | 'unusable' | null {
  if (status === IP_SUCCESS || status === REQUEST_TIMED_OUT) return null;
  if (status === PORT_UNREACHABLE) return { outcome: 'refused', code: 'ECONNREFUSED' };
  if (UNREACHABLE.has(status)) return { outcome: 'unreachable', code: 'EHOSTUNREACH' };
  if (status === NO_RESOURCES) return { outcome: 'error', code: 'ENOBUFS' };
  if (NO_ROUTE.has(status) || (status > 11_000 && status <= LAST_STATUS)) {
    return { outcome: 'error', code: 'PING_FAILED' };
  }
  return 'unusable';
}
