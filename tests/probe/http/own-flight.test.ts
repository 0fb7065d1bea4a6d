import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { OwnFlight } from '../../../src/probe/http/tls-records.ts';

const record = (type: number, length: number): Buffer => {
  const bytes = Buffer.alloc(5 + length, 0x17);
  bytes.writeUInt8(type, 0);
  bytes.writeUInt16BE(length, 3);
  return bytes;
};

const HELLO = record(22, 300);
const SPEC = record(20, 1);
const EMPTY_CERTIFICATE = record(23, 25);
const CERTIFICATE = record(23, 900);
const REQUEST = record(23, 200);

describe('what this side sends over TLS 1.3', () => {
  test.each([
    ['a Finished of SHA-256', [record(23, 53), REQUEST], false],
    ['a Finished of SHA-384', [record(23, 69), REQUEST], false],
    ['an empty Certificate', [EMPTY_CERTIFICATE, record(23, 53), REQUEST], true],
    ['a Certificate', [CERTIFICATE, record(23, 53), REQUEST], true],
    ['nothing encrypted', [], false],
  ])('after the hello is %s', (_what, records, hasCertificate) => {
    const bytes = Buffer.concat([HELLO, SPEC, ...records]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 })), (sizes) => {
        const flight = new OwnFlight();
        let rest = bytes;
        for (const size of sizes) {
          flight.feed(rest.subarray(0, size));
          rest = rest.subarray(size);
        }
        flight.feed(rest);
        expect(flight.hasCertificate).toBe(hasCertificate);
      }),
    );
  });
});
