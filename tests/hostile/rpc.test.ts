import dgram from 'node:dgram';
import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../src/probe/observation.ts';
import { listenRpc, mapper } from '../probe/rpc/rpc-server.ts';
import type { Handler } from '../probe/rpc/rpc-server.ts';
import {
  SVCCTL,
  bindAck,
  lookupStub,
  pdu,
  response,
  serverAliveStub,
  tower,
} from '../probe/rpc/wire.ts';
import { isSafe, textsIn } from '../fuzz/finding.ts';
import { unsafeTexts } from './outputs.ts';
import { AMPLE_MS, SHORT_MS, endpointMapper, endpointMapperUdp, said } from './probes.ts';

const HANDLE = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const EVIL = '\u001b[2J\u009b31mevil\r\n\t<b>|"=1+1\u00ad';

async function seenOf(handler: Handler, timeoutMs = AMPLE_MS): Promise<Observation> {
  const server = await listenRpc(handler);
  try {
    const seen = await endpointMapper(server.port, timeoutMs);
    expect(textsIn(seen).filter((text) => !isSafe(text))).toEqual([]);
    return seen;
  } finally {
    await server.close();
  }
}

function lookupOf({ evidence }: Observation): { lookup: string; count: number } | null {
  return evidence.kind === 'rpc-endpoint-mapper'
    ? { lookup: evidence.lookup, count: evidence.endpoints.length }
    : null;
}

/** Whatever name is told is compared with the one that was asked for. */
const ANOTHER_NAME = 'wrong-host other-computer-name';

describe('lookups', () => {
  test('a handle that never finishes', async () => {
    const page = response(lookupStub({ entries: [{ tower: tower() }], handle: HANDLE }));
    const seen = await seenOf(mapper(({ socket }) => socket.write(page)));
    expect(said(seen)).toBe('open');
    expect(lookupOf(seen)).toEqual({ lookup: 'partial', count: 256 });
  });

  test('a handle that never finishes and pages without entries', async () => {
    const page = response(lookupStub({ handle: HANDLE }));
    const seen = await seenOf(mapper(({ socket }) => socket.write(page)));
    expect(lookupOf(seen)).toEqual({ lookup: 'partial', count: 0 });
  });

  test('thousands of towers are read to the bound', async () => {
    const entries = Array.from({ length: 400 }, (_, index) => ({
      tower: tower({ endpoint: 49_152 + index }),
      annotation: EVIL,
    }));
    const page = response(lookupStub({ entries, handle: HANDLE }));
    const seen = await seenOf(mapper(({ socket }) => socket.write(page)));
    expect(said(seen)).toBe('open');
    expect(lookupOf(seen)).toEqual({ lookup: 'partial', count: 4_096 });
  });

  test('fragments that never end', async () => {
    const fragment = pdu('response', Buffer.alloc(16), 0);
    const first = pdu('response', Buffer.alloc(16), 1);
    const flood = Buffer.concat([first, ...Array.from({ length: 5_000 }, () => fragment)]);
    const seen = await seenOf(mapper(({ socket }) => socket.write(flood)));
    expect(said(seen)).toBe('open');
    expect(lookupOf(seen)).toEqual({ lookup: 'failed', count: 0 });
  });

  test('a stub that never ends, a fragment at a time', async () => {
    const first = pdu('response', Buffer.alloc(16), 1);
    const seen = await seenOf(
      mapper(({ socket }) => socket.write(first)),
      SHORT_MS,
    );
    expect(said(seen)).toBe('open');
    expect(lookupOf(seen)).toEqual({ lookup: 'failed', count: 0 });
  });

  test('texts that are too long, and steer a terminal', async () => {
    const entries = [
      { tower: tower({ transport: 0x0f, endpoint: EVIL.repeat(900), host: EVIL.repeat(900) }) },
      { tower: tower({ uuid: SVCCTL, host: EVIL }), annotation: EVIL.repeat(1_000) },
    ];
    const seen = await seenOf(
      mapper(
        ({ socket }) => socket.write(response(lookupStub({ entries }))),
        () => serverAliveStub([[7, `\ud800${EVIL}\u202e\ufffe`.repeat(900)]]),
      ),
    );
    expect(said(seen)).toBe(ANOTHER_NAME);
    expect(lookupOf(seen)).toEqual({ lookup: 'complete', count: 2 });
    expect(unsafeTexts(seen)).toEqual([]);
    expect(JSON.stringify(seen).length).toBeLessThan(4_000);
  });

  test('any number at any place leaves the service open', async () => {
    const stub = lookupStub({ entries: [{ tower: tower(), annotation: 'x' }, { tower: tower() }] });
    const alive = serverAliveStub([
      [7, 'pc001'],
      [7, '10.0.0.7'],
    ]);
    for (const number of [0, 1, 0x80000000, 0xffffffff]) {
      for (let at = 0; at + 4 <= stub.length; at += 4) {
        const bent = Buffer.from(stub);
        bent.writeUInt32LE(number, at);
        const bentAlive = Buffer.from(alive);
        bentAlive.writeUInt32LE(number, at % (alive.length - 4));
        const seen = await seenOf(
          mapper(
            ({ socket }) => socket.end(response(bent)),
            () => bentAlive,
          ),
        );
        expect(['open', ANOTHER_NAME]).toContain(said(seen));
      }
    }
  });
});

describe('packets whose lengths lie', () => {
  test.each([0, 1, 15, 16, 17, 5_840, 5_841, 0x7fff, 0x8000, 0xffff])(
    'a bind_ack of %i bytes',
    async (length) => {
      const bytes = bindAck();
      bytes.writeUInt16LE(length, 8);
      const seen = await seenOf(({ socket }) => socket.write(bytes), SHORT_MS);
      const isAwaited = length > bytes.length && length <= 5_840;
      expect(said(seen)).toBe(isAwaited ? 'silent ETIMEDOUT' : 'wrong-service not-rpc');
    },
  );

  test.each([1, 0x7fff, 0xffff])('authentication of %i bytes', async (length) => {
    const bytes = response(lookupStub({}));
    bytes.writeUInt16LE(length, 10);
    const seen = await seenOf(mapper(({ socket }) => socket.write(bytes)));
    expect(said(seen)).toBe('open');
  });

  test.each([0, 1, 0x7fff, 0xffff])('a secondary address of %i bytes', async (length) => {
    const bytes = bindAck();
    bytes.writeUInt16LE(length, 24);
    const seen = await seenOf(({ socket, type }) => {
      if (type === 'bind') socket.write(bytes);
      else socket.end();
    });
    expect(['open', 'wrong-service not-rpc', 'unhealthy bind-refused']).toContain(said(seen));
  });
});

describe('datagrams', () => {
  async function answered(...replies: readonly Buffer[]): Promise<Observation> {
    const socket = dgram.createSocket('udp4');
    socket.on('message', (_request, { port, address }) => {
      for (const reply of replies) socket.send(reply, port, address, () => {});
    });
    await new Promise<void>((resolve) => {
      socket.bind(0, '127.0.0.1', resolve);
    });
    try {
      const seen = await endpointMapperUdp(socket.address().port, SHORT_MS);
      expect(unsafeTexts(seen)).toEqual([]);
      return seen;
    } finally {
      socket.close();
    }
  }

  const packet = (type: number, bodyLength: number): Buffer => {
    const bytes = Buffer.alloc(80);
    bytes.writeUInt8(4, 0);
    bytes.writeUInt8(type, 1);
    bytes.writeUInt8(0x10, 4);
    bytes.writeUInt16LE(bodyLength, 74);
    return bytes;
  };
  const NOT_RPC = 'wrong-service not-rpc';

  test.each([
    ['nothing', [], 'inconclusive no-answer-udp'],
    ['an empty datagram', [Buffer.alloc(0)], NOT_RPC],
    ['a byte', [Buffer.of(4)], NOT_RPC],
    ['zeros', [Buffer.alloc(80)], NOT_RPC],
    ['the largest datagram', [Buffer.alloc(65_507, 0xff)], NOT_RPC],
    ['terminal escapes', [Buffer.from(EVIL)], NOT_RPC],
    ['a body of one byte that is not there', [packet(2, 1)], NOT_RPC],
    ['a body of the largest length', [packet(2, 0xffff)], NOT_RPC],
    ['an unknown type', [packet(0xff, 0)], NOT_RPC],
    ['a reject', [packet(6, 0)], 'open'],
    ['a thousand rejects', Array.from({ length: 1_000 }, () => packet(6, 0)), 'open'],
  ] as const)('%s', async (_name, replies, expected) => {
    expect(said(await answered(...replies))).toBe(expected);
  });
});
