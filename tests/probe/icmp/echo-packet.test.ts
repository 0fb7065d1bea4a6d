import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  TOKEN_BYTES,
  checksum,
  decodeQuotedRequest,
  decodeEchoReply,
  encodeEchoRequest,
  withoutIpv4Header,
} from '../../../src/probe/icmp/echo-packet.ts';

const TOKEN = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const HEADER = { identifier: 0x1234, sequence: 7 };
const word = fc.nat({ max: 0xffff });
const token = fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES });

describe('an echo request', () => {
  test.each([
    [4, '0800ad84'],
    [6, '80000000'],
  ] as const)('of IPv%i has its type, identifier, sequence and token', (family, start) => {
    const packet = encodeEchoRequest(family, HEADER, TOKEN);
    expect(packet.toString('hex', 0, 24)).toBe(`${start}12340007${TOKEN.toString('hex')}`);
    expect(packet).toHaveLength(64);
  });

  test('of IPv4 has the checksum of RFC 1071', () => {
    fc.assert(
      fc.property(word, word, token, (identifier, sequence, bytes) => {
        expect(checksum(encodeEchoRequest(4, { identifier, sequence }, bytes))).toBe(0);
      }),
    );
  });

  test('is read back from what an error quotes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(4, 6),
        word,
        word,
        token,
        (family, identifier, sequence, bytes) => {
          const packet = encodeEchoRequest(family, { identifier, sequence }, bytes);
          const text = Buffer.from(bytes).toString('hex');
          expect(decodeQuotedRequest(family, packet)).toEqual({
            identifier,
            sequence,
            token: text,
          });
          expect(decodeQuotedRequest(family, packet.subarray(0, 8))).toEqual({
            identifier,
            sequence,
            token: null,
          });
          expect(decodeEchoReply(family, packet)).toBeNull();
        },
      ),
    );
  });
});

describe('an echo reply', () => {
  const replyTo = (family: 4 | 6): Buffer => {
    const packet = encodeEchoRequest(family, HEADER, TOKEN);
    packet.writeUInt8(family === 4 ? 0 : 129, 0);
    return packet;
  };

  test.each([4, 6] as const)('of IPv%i is read', (family) => {
    const expected = { ...HEADER, token: TOKEN.toString('hex') };
    expect(decodeEchoReply(family, replyTo(family))).toEqual(expected);
    expect(decodeEchoReply(family, replyTo(family).subarray(0, 24))).toEqual(expected);
  });

  test.each([4, 6] as const)('of IPv%i that is cut or of another kind is none', (family) => {
    for (let length = 0; length < 24; length += 1) {
      expect(decodeEchoReply(family, replyTo(family).subarray(0, length))).toBeNull();
    }
    for (let type = 0; type < 256; type += 1) {
      const packet = replyTo(family);
      const isReply = packet.readUInt8(0) === type;
      packet.writeUInt8(type, 0);
      expect(decodeEchoReply(family, packet) !== null).toBe(isReply);
    }
    const coded = replyTo(family);
    coded.writeUInt8(1, 1);
    expect(decodeEchoReply(family, coded)).toBeNull();
  });

  test('is looked for in any other bytes without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const datagram = Buffer.from(bytes);
        const left = withoutIpv4Header(datagram) ?? Buffer.alloc(0);
        expect(left.length).toBeLessThanOrEqual(Math.max(0, bytes.length - 20));
        for (const family of [4, 6] as const) {
          expect(decodeEchoReply(family, datagram)?.token ?? '').toMatch(/^(?:[0-9a-f]{32})?$/u);
        }
      }),
    );
  });
});

describe('an IPv4 header', () => {
  const datagram = (first: number, protocol: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    bytes.writeUInt8(first, 0);
    if (length > 9) bytes.writeUInt8(protocol, 9);
    return bytes;
  };
  test.each([
    ['without options', datagram(0x45, 1, 84), 64],
    ['with options', datagram(0x4f, 1, 84), 24],
    ['and nothing more', datagram(0x45, 1, 20), 0],
    ['that is cut', datagram(0x45, 1, 19), null],
    ['whose options are cut', datagram(0x4f, 1, 59), null],
    ['that is too short by its own word', datagram(0x44, 1, 84), null],
    ['of version 6', datagram(0x65, 1, 84), null],
    ['before UDP', datagram(0x45, 17, 84), null],
  ])('%s', (_what, bytes, left) => {
    expect(withoutIpv4Header(bytes)?.length ?? null).toBe(left);
  });
});
