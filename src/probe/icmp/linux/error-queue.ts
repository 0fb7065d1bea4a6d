import type { IpFamily } from '../family.ts';
import type { IcmpError } from '../told.ts';
import { addressText, readNative32 } from './socket-address.ts';

/** `SOL_IP`/`IP_RECVERR` and `SOL_IPV6`/`IPV6_RECVERR`, as option and as control message. */
export const ERROR_OPTIONS = {
  4: { level: 0, option: 11 },
  6: { level: 41, option: 25 },
} as const satisfies Record<IpFamily, { level: number; option: number }>;

/** `SO_EE_ORIGIN_ICMP` and `SO_EE_ORIGIN_ICMP6`; others are this machine's own remarks. */
const ORIGINS = { 4: 2, 6: 3 } as const satisfies Record<IpFamily, number>;

/** `struct sock_extended_err` (ip(7)): errno, origin, type, code; the offender's address behind. */
const ERROR = { originAt: 4, typeAt: 5, codeAt: 6, bytes: 16 } as const;

/**
 * The ICMP error in the control messages of one entry of a socket's error queue (cmsg(3)); null
 * where there is none.
 *
 * @param wordBytes bytes of `size_t`, which `cmsg_len` is
 */
export function decodeQueuedError(
  control: Buffer,
  family: IpFamily,
  wordBytes: number,
): IcmpError | null {
  const headerBytes = wordBytes + 8;
  for (let at = 0; at + headerBytes <= control.length;) {
    // Only the low half of a long can be in use.
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
