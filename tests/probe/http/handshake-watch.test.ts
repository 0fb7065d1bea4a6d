import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { HandshakeWatch } from '../../../src/probe/http/tls-records.ts';

const record = (type: number, body: Buffer): Buffer => {
  const header = Buffer.from([type, 3, 3, 0, 0]);
  header.writeUInt16BE(body.length, 3);
  return Buffer.concat([header, body]);
};
const message = (type: number, body: Buffer): Buffer => {
  const header = Buffer.from([type, 0, 0, 0]);
  header.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([header, body]);
};

const DER = Buffer.from('30820001', 'hex');
const CERTIFICATE = message(11, Buffer.from(`000007000004${DER.toString('hex')}`, 'hex'));
const HELLO = message(2, Buffer.alloc(70));
const REQUEST = message(13, Buffer.alloc(8));
const SPEC = record(20, Buffer.from([1]));
const FINISHED = record(22, Buffer.alloc(40));
const DATA = record(23, Buffer.alloc(300));

const watching = (...chunks: readonly Buffer[]): HandshakeWatch => {
  const watch = new HandshakeWatch();
  for (const chunk of chunks) watch.feed(chunk);
  return watch;
};

describe('a handshake in plain text', () => {
  const messages = Buffer.concat([HELLO, CERTIFICATE, REQUEST]);
  const bytes = Buffer.concat([
    record(22, messages.subarray(0, 80)),
    record(22, messages.subarray(80)),
    SPEC,
    FINISHED,
    DATA,
  ]);

  test('shows certificate and demand, however it is split', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 })), (sizes) => {
        const watch = new HandshakeWatch();
        let rest = bytes;
        for (const size of sizes) {
          watch.feed(rest.subarray(0, size));
          rest = rest.subarray(size);
        }
        watch.feed(rest);
        expect(watch.leaf).toEqual(DER);
        expect(watch.certificateRequest).toBe('handshake');
        expect(watch.isForeign).toBe(false);
      }),
    );
  });

  test('without a demand shows none', () => {
    const watch = watching(record(22, Buffer.concat([HELLO, CERTIFICATE])), SPEC, FINISHED, DATA);
    expect(watch.certificateRequest).toBe('none');
  });

  test('that begins anew is a demand', () => {
    const hello = record(22, HELLO);
    const watch = watching(hello, SPEC, FINISHED, DATA, FINISHED);
    expect(watch.certificateRequest).toBe('renegotiation');
  });

  test('that is encrypted shows nothing', () => {
    const encrypted = watching(record(22, HELLO), SPEC, record(23, REQUEST), DATA, DATA);
    expect(encrypted.certificateRequest).toBe('none');
  });

  test('may end with an alert', () => {
    expect(watching(Buffer.from('15030300020246', 'hex')).alert).toBe(70);
  });

  test('with a length beyond its bytes waits', () => {
    const watch = watching(record(22, Buffer.from('0bffffff00', 'hex')));
    expect(watch.leaf).toBeNull();
    expect(watching(record(22, message(11, Buffer.from('00000affffff', 'hex')))).leaf).toBeNull();
    expect(watching(record(22, message(11, Buffer.alloc(2)))).leaf).toBeNull();
  });
});

test.each([
  ['H', true],
  ['SSH-2.0', true],
  ['\u0016', false],
  ['\u0016\u0003', false],
  ['\u0016GET', true],
  ['\u0017\u0003\u0003\u0000\u0001x', true],
])('%j is foreign: %s', (bytes, expected) => {
  expect(watching(Buffer.from(bytes, 'latin1')).isForeign).toBe(expected);
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (chunks) => {
      const watch = watching(Buffer.from([22, 3]), ...chunks.map((chunk) => Buffer.from(chunk)));
      expect(['none', 'handshake', 'renegotiation']).toContain(watch.certificateRequest);
    }),
  );
});

test('a chain in records of one byte takes no more time than its bytes', () => {
  // Joined anew for each record this took longer than a test may.
  const chain = message(11, Buffer.alloc(250_000));
  const records = Buffer.concat(Array.from(chain, (byte) => record(22, Buffer.of(byte))));
  const watch = watching(record(22, HELLO), records, record(22, REQUEST));
  expect(watch.certificateRequest).toBe('handshake');
});

test('a record of another type is passed over', () => {
  // RFC 6520: a heartbeat.
  const heartbeat = record(24, Buffer.from('010010', 'hex'));
  const watch = watching(record(22, HELLO), heartbeat, record(22, REQUEST));
  expect(watch.certificateRequest).toBe('handshake');
});

test('a message that grows beyond all bounds is not kept', () => {
  const certificate = (bytes: number): Buffer => {
    const lengths = Buffer.alloc(6);
    lengths.writeUIntBE(bytes, 3, 3);
    return message(11, Buffer.concat([lengths, Buffer.alloc(bytes, 0x30)]));
  };
  const leafIn = (chain: Buffer): Buffer | null => {
    const records = Array.from({ length: Math.ceil(chain.length / 16_384) }, (_, index) =>
      record(22, chain.subarray(index * 16_384, (index + 1) * 16_384)),
    );
    return watching(record(22, HELLO), ...records).leaf;
  };
  expect(leafIn(certificate(250_000))).toHaveLength(250_000);
  expect(leafIn(certificate(270_000))).toBeNull();
});
