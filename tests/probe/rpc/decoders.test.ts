import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AnswerFailure } from '../../../src/probe/failure.ts';
import {
  decodeBindAck,
  decodeFault,
  decodePduHeader,
  decodeRpcResponse,
  encodeBind,
  encodePdu,
} from '../../../src/probe/rpc/pdu.ts';
import { NdrReader, decodeUuid, encodeUuid } from '../../../src/probe/rpc/ndr.ts';
import {
  decodeConnectionlessType,
  encodeConnectionlessRequest,
} from '../../../src/probe/rpc/udp.ts';
import {
  LARGE_PAGE,
  NULL_HANDLE,
  decodeEptLookup,
  encodeEptLookup,
} from '../../../src/probe/rpc/lookup.ts';
import { EPMAPPER, MANAGEMENT, interfaceName } from '../../../src/probe/rpc/interfaces.ts';
import { decodeServerAlive2 } from '../../../src/probe/rpc/object-exporter.ts';
import { decodeTower } from '../../../src/probe/rpc/tower.ts';
import { bindAck, fault, lookupStub, response, serverAliveStub, tower } from './wire.ts';
import { runs } from '../../support/long.ts';

const ACTIVITY = '01234567-89ab-cdef-0123-456789abcdef';

const DECODERS: Readonly<Record<string, { valid: Buffer; decode: (bytes: Buffer) => unknown }>> = {
  'packet header': { valid: bindAck(), decode: decodePduHeader },
  bind_ack: { valid: bindAck().subarray(16), decode: decodeBindAck },
  response: {
    valid: response(Buffer.alloc(40)),
    decode: (bytes) => decodeRpcResponse(decodePduHeader(bytes), bytes.subarray(16)),
  },
  fault: {
    valid: fault(5),
    decode: (bytes) => decodeFault(bytes.subarray(16)),
  },
  'ept_lookup answer': {
    valid: lookupStub({ entries: [{ tower: tower(), annotation: 'a' }, { tower: tower() }] }),
    decode: (bytes) => decodeEptLookup(new NdrReader(bytes)),
  },
  tower: { valid: tower({ transport: 0x0f, endpoint: '\\pipe\\x' }), decode: decodeTower },
  'ServerAlive2 answer': {
    valid: serverAliveStub([
      [7, 'pc001'],
      [7, '10.0.0.7'],
    ]),
    decode: (bytes) => decodeServerAlive2(new NdrReader(bytes)),
  },
  'connectionless packet': {
    valid: encodeConnectionlessRequest(MANAGEMENT, 0, ACTIVITY),
    decode: decodeConnectionlessType,
  },
};

function decodeOrRefuse(decode: () => unknown): void {
  try {
    decode();
  } catch (thrown) {
    if (!(thrown instanceof AnswerFailure)) throw thrown;
  }
}

describe.each(Object.entries(DECODERS))('%s', (_, { valid, decode }) => {
  test('decodes what is valid', () => {
    expect(decode(valid)).toBeDefined();
  });

  test('throws nothing but AnswerFailure for changed, cut and longer bytes', () => {
    const property = fc.property(
      fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.nat(valid.length),
      fc.uint8Array({ maxLength: 8 }),
      (changes, length, tail) => {
        const bytes = Buffer.from(valid);
        for (const [at, value] of changes) bytes[at] = value;
        const cut = Buffer.concat([bytes.subarray(0, length), tail]);
        decodeOrRefuse(() => decode(bytes));
        decodeOrRefuse(() => decode(cut));
      },
    );
    expect(() => fc.assert(property, { numRuns: runs(500) })).not.toThrow();
  });

  test('throws nothing but AnswerFailure for noise', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), (noise) =>
      decodeOrRefuse(() => decode(Buffer.from(noise))),
    );
    expect(() => fc.assert(property)).not.toThrow();
  });
});

describe('data representation', () => {
  const headerWith = (label: number): Buffer => {
    const header = Buffer.from(bindAck().subarray(0, 16));
    header.writeUInt8(label, 4);
    return header;
  };

  test.each([
    [0x10, 'ASCII'],
    [0x11, 'EBCDIC'],
  ])('%i is taken: little-endian integers, %s', (label) => {
    expect(decodePduHeader(headerWith(label)).type).toBe('bind_ack');
  });

  test.each([
    [0x00, 'big-endian integers'],
    [0x20, 'no integer format'],
  ])('%i is refused: %s', (label) => {
    expect(() => decodePduHeader(headerWith(label))).toThrow(AnswerFailure);
  });
});

describe('what we send', () => {
  test('a bind to the endpoint mapper is the bytes that Windows sends', () => {
    expect(encodePdu('bind', 1, encodeBind([EPMAPPER])).toString('hex')).toBe(
      '05000b03100000004800000001000000d016d0160000000001000000' +
        '000001000883afe11f5dc91191a408002b14a0fa03000000' +
        '045d888aeb1cc9119fe808002b10486002000000',
    );
  });

  test('a lookup asks for all entries from the start', () => {
    expect(encodeEptLookup(NULL_HANDLE, LARGE_PAGE).toString('hex')).toBe(
      `00000000${'00000000'.repeat(2)}01000000${'00'.repeat(20)}90010000`,
    );
  });

  test('a connectionless request has 80 bytes', () => {
    const packet = encodeConnectionlessRequest(MANAGEMENT, 0, ACTIVITY);
    expect(packet).toHaveLength(80);
    expect(packet.subarray(40, 56)).toEqual(encodeUuid(ACTIVITY));
  });
});

test('UUIDs survive encoding', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      expect(decodeUuid(encodeUuid(uuid))).toBe(uuid);
    }),
  );
});

test('names are only those of known interfaces', () => {
  expect(interfaceName('12345678-1234-abcd-ef00-0123456789ab')).toBe('spoolss');
  expect(interfaceName('constructor')).toBeNull();
});

test('a tower’s port of zero is none', () => {
  expect(decodeTower(tower({ endpoint: 0 })).port).toBeNull();
  expect(decodeTower(tower({ endpoint: 1 })).port).toBe(1);
});
