import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeQueuedError,
  icmpErrorText,
  failureOfIcmpError,
} from '../../../src/probe/icmp/linux/error-queue.ts';
import {
  keyOfSocketAddress,
  addressText,
  canonicalAddress,
  encodeSocketAddress,
} from '../../../src/probe/icmp/linux/socket-address.ts';
import { describeUnless } from '../../support/skip.ts';

/** Little-endian, as captured: cmsg header, `sock_extended_err`, the offender. */
const CAPTURED = Buffer.from(
  '3000000000000000' +
    '00000000' +
    '0b000000' +
    '71000000' +
    '02030d00' +
    '00000000' +
    '00000000' +
    '02000000' +
    '7f000009' +
    '0000000000000000',
  'hex',
);
const CAPTURED_6 = Buffer.from(
  '3c00000000000000' +
    '29000000' +
    '19000000' +
    '71000000' +
    '03010300' +
    '00000000' +
    '00000000' +
    '0a000000' +
    '00000000' +
    'fd770000000000000000000000000001' +
    '00000000',
  'hex',
);
const TIMESTAMP = Buffer.from(
  '2000000000000000010000001d0000000000000000000000ffffffffffffffff',
  'hex',
);

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const describeHere = describeUnless(isLittleEndian ? null : 'the bytes are of another order');

describeHere('an entry of the error queue', () => {
  test.each([
    ['of IPv4', 4, CAPTURED, { protocol: 'icmp', type: 3, code: 13, from: '127.0.0.9' }],
    ['of IPv6', 6, CAPTURED_6, { protocol: 'icmpv6', type: 1, code: 3, from: 'fd77::1' }],
    [
      'behind another control message',
      4,
      Buffer.concat([TIMESTAMP, CAPTURED]),
      { protocol: 'icmp', type: 3, code: 13, from: '127.0.0.9' },
    ],
    ['of the other family', 6, CAPTURED, null],
    ['of this machine itself', 4, patched(CAPTURED, 20, 1), null],
    ['that is cut', 4, CAPTURED.subarray(0, 47), null],
    ['without anything', 4, Buffer.alloc(0), null],
    ['that is too long by its own word', 4, patched(CAPTURED, 0, 0xff), null],
    ['that is too short by its own word', 4, patched(CAPTURED, 0, 3), null],
  ] as const)('%s', (_what, family, control, expected) => {
    expect(decodeQueuedError(control, family, 8)).toEqual(expected);
  });

  test('of a 32-bit system', () => {
    const control = Buffer.concat([Buffer.from('2c000000', 'hex'), CAPTURED.subarray(8)]);
    expect(decodeQueuedError(control, 4, 4)).toMatchObject({ type: 3, code: 13 });
  });

  test('of any other bytes has an end and no error', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(4, 6),
        fc.constantFrom(4, 8),
        (bytes, family, wordBytes) => {
          const error = decodeQueuedError(Buffer.from(bytes), family, wordBytes);
          expect(error?.protocol ?? null).toBe(error && (family === 4 ? 'icmp' : 'icmpv6'));
          expect(() => addressText(Buffer.from(bytes))).not.toThrow();
        },
      ),
    );
  });
});

function patched(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(value, at);
  return copy;
}

describe('an ICMP error', () => {
  test.each([
    ['icmp', 3, 0, 'unreachable'],
    ['icmp', 3, 1, 'unreachable'],
    ['icmp', 3, 2, 'unreachable'],
    ['icmp', 3, 3, 'refused'],
    ['icmp', 3, 4, null],
    ['icmp', 3, 9, 'unreachable'],
    ['icmp', 3, 10, 'unreachable'],
    ['icmp', 3, 13, 'unreachable'],
    ['icmp', 11, 0, 'unreachable'],
    ['icmp', 12, 0, null],
    ['icmp', 5, 1, null],
    ['icmpv6', 1, 0, 'unreachable'],
    ['icmpv6', 1, 1, 'unreachable'],
    ['icmpv6', 1, 3, 'unreachable'],
    ['icmpv6', 1, 4, 'refused'],
    ['icmpv6', 2, 0, null],
    ['icmpv6', 3, 0, 'unreachable'],
    ['icmpv6', 4, 0, null],
  ] as const)('%s type %i code %i is %s', (protocol, type, code, outcome) => {
    const error = { protocol, type, code, from: '10.0.0.1' };
    expect(failureOfIcmpError(error)?.outcome ?? null).toBe(outcome);
    expect(icmpErrorText(error)).toMatch(
      new RegExp(`type ${type} code ${code} from 10.0.0.1$`, 'u'),
    );
  });
});

describe('a socket address', () => {
  test.each([
    ['10.0.0.7', '0a000007'],
    ['fd00::7', 'fd000000000000000000000000000007'],
    ['fe80::1%9', 'fe800000000000000000000000000001'],
  ])('of %s has its bytes', (address, key) => {
    const encoded = encodeSocketAddress(address) ?? Buffer.alloc(0);
    expect(keyOfSocketAddress(encoded)).toBe(key);
    expect(canonicalAddress(addressText(encoded) ?? '')).toBe(canonicalAddress(address));
  });

  test.each(['pc001', '', '10.0.0', 'fe80::1%no-such-interface', 'fe80::1%0'])(
    'is none of "%s"',
    (address) => {
      expect(encodeSocketAddress(address)).toBeNull();
    },
  );

  test('is compared as the system writes it', () => {
    expect(canonicalAddress('FD00:0:0::07')).toBe(canonicalAddress('fd00::7%eth0'));
  });
});
