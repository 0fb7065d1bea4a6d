import type { IpFamily, EchoFailure } from '../sender.ts';
import { addressText, readNative32 } from './socket-address.ts';

/** `SOL_IP`/`IP_RECVERR` and `SOL_IPV6`/`IPV6_RECVERR`, as option and as control message. */
export const ERROR_OPTIONS = {
  4: { level: 0, option: 11 },
  6: { level: 41, option: 25 },
} as const satisfies Record<IpFamily, { level: number; option: number }>;

/** `SO_EE_ORIGIN_ICMP` and `SO_EE_ORIGIN_ICMP6`; other origins are this machine itself. */
const ORIGINS = { 4: 2, 6: 3 } as const satisfies Record<IpFamily, number>;

/** `struct sock_extended_err` (ip(7)): errno, origin, type, code; then the sender's address. */
const ERROR = { originAt: 4, typeAt: 5, codeAt: 6, bytes: 16 } as const;

/**
 * The ICMP error in the control messages of one entry of a socket's error queue (cmsg(3)); null if
 * there is none.
 * @param wordBytes bytes of `size_t`, which `cmsg_len` is
 */
export function decodeQueuedError(
  control: Buffer,
  family: IpFamily,
  wordBytes: number,
): IcmpError | null {
  const headerBytes = wordBytes + 8;
  for (let at = 0; at + headerBytes <= control.length;) {
    // The length fits the low half of a `size_t`.
    const length = readNative32(control, at + lowHalf(wordBytes));
    if (length < headerBytes || at + length > control.length) return null;
    const level = readNative32(control, at + wordBytes);
    const option = readNative32(control, at + wordBytes + 4);
    const { level: wantedLevel, option: wantedOption } = ERROR_OPTIONS[family];
    if (level === wantedLevel && option === wantedOption) {
      return decodeError(control.subarray(at + headerBytes, at + length), family);
    }
    at += Math.ceil(length / wordBytes) * wordBytes;
  }
  return null;
}

function decodeError(error: Buffer, family: IpFamily): IcmpError | null {
  if (error.length < ERROR.bytes) return null;
  if (error.readUInt8(ERROR.originAt) !== ORIGINS[family]) return null;
  return {
    protocol: family === 4 ? 'icmp' : 'icmpv6',
    type: error.readUInt8(ERROR.typeAt),
    code: error.readUInt8(ERROR.codeAt),
    from: addressText(error.subarray(ERROR.bytes)),
  };
}

function lowHalf(wordBytes: number): number {
  const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
  return isLittleEndian ? 0 : wordBytes - 4;
}

/** An ICMP error as Linux reports it; `from` is its sender, null where unknown. */
export interface IcmpError {
  readonly protocol: 'icmp' | 'icmpv6';
  readonly type: number;
  readonly code: number;
  readonly from: string | null;
}

const UNREACHABLE = { outcome: 'unreachable', code: 'EHOSTUNREACH' } as const satisfies EchoFailure;
const REFUSED = { outcome: 'refused', code: 'ECONNREFUSED' } as const satisfies EchoFailure;

/** RFC 792, RFC 1812 5.2.7. */
const ICMP = {
  unreachable: 3,
  portUnreachable: 3,
  fragmentationNeeded: 4,
  timeExceeded: 11,
} as const;

/** RFC 4443 3. */
const ICMPV6 = { unreachable: 1, portUnreachable: 4, timeExceeded: 3 } as const;

/**
 * What an ICMP error means, in the same way as the ping program; null for what says nothing about
 * the path.
 */
export function failureOfIcmpError({ protocol, type, code }: IcmpError): EchoFailure | null {
  if (protocol === 'icmp') {
    if (type === ICMP.timeExceeded) return UNREACHABLE;
    if (type !== ICMP.unreachable || code === ICMP.fragmentationNeeded) return null;
    return code === ICMP.portUnreachable ? REFUSED : UNREACHABLE;
  }
  if (type === ICMPV6.timeExceeded) return UNREACHABLE;
  if (type !== ICMPV6.unreachable) return null;
  return code === ICMPV6.portUnreachable ? REFUSED : UNREACHABLE;
}

export function icmpErrorText({ protocol, type, code, from }: IcmpError): string {
  const what = `${protocol === 'icmp' ? 'ICMP' : 'ICMPv6'} type ${type} code ${code}`;
  return from === null ? what : `${what} from ${from}`;
}
