import dgram from 'node:dgram';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Observation, UdpEvidence } from '../../../src/probe/observation.ts';
import { datagramFailure } from '../../../src/probe/datagram.ts';
import { probeEndpointMapperUdp } from '../../../src/probe/rpc/udp.ts';
import { contextOf } from './context.ts';
import { closedPort } from '../../support/ports.ts';

let sockets: dgram.Socket[] = [];

afterEach(async () => {
  await Promise.all(
    sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
  );
  sockets = [];
});

/** Answers every datagram with what `answer` makes of it; null is silence. */
async function serve(
  answer: (request: Buffer) => Buffer | null,
  host = '127.0.0.1',
): Promise<number> {
  const socket = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (request, { address, port }) => {
    const reply = answer(request);
    if (reply !== null) socket.send(reply, port, address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, host, resolve);
  });
  sockets.push(socket);
  return socket.address().port;
}

function probe(
  port: number,
  timeoutMs?: number,
  signal?: AbortSignal,
  address = '127.0.0.1',
): Promise<Observation<UdpEvidence>> {
  return probeEndpointMapperUdp(
    { kind: 'rpc-endpoint-mapper-udp', host: 'pc001', port },
    address,
    contextOf(timeoutMs, signal),
  );
}

/** The request made an answer of another type. */
function answerOf(request: Buffer, type: number): Buffer {
  const packet = Buffer.from(request);
  packet.writeUInt8(type, 1);
  return packet;
}

describe('the endpoint mapper over UDP', () => {
  test.each([
    [2, 'response'],
    [3, 'fault'],
    [6, 'reject'],
  ])('packet type %d is open', async (type, packetType) => {
    const seen = await probe(await serve((request) => answerOf(request, type)));
    expect(seen).toEqual({
      outcome: 'open',
      reached: 'protocol',
      rttMs: expect.any(Number),
      evidence: { kind: 'rpc-endpoint-mapper-udp', packetType },
    });
  });

  test('answers over IPv6', async () => {
    const port = await serve((request) => answerOf(request, 2), '::1');
    const seen = await probe(port, undefined, undefined, '::1');
    expect(seen.evidence.packetType).toBe('response');
  });

  test('answers only when asked again: no round trip can be told', async () => {
    let requests = 0;
    const port = await serve((request) => {
      requests += 1;
      return requests === 1 ? null : answerOf(request, 2);
    });
    expect(await probe(port, 300)).toMatchObject({ outcome: 'open', rttMs: null });
  });

  test('a closed port is refused', async () => {
    const port = await closedPort();
    expect(await probe(port)).toMatchObject({
      outcome: 'refused',
      code: 'ECONNREFUSED',
      reached: 'resolved',
    });
  });

  test('a closed port whose answer is told by the next request is refused too', async () => {
    const port = await closedPort();
    const seen = probe(port, 400);
    // Nothing is read until it is time to ask again: then it is the send that fails.
    setImmediate(() => {
      const until = performance.now() + 200;
      while (performance.now() < until) continue;
    });
    expect(await seen).toMatchObject({ outcome: 'refused', code: 'ECONNREFUSED' });
  });

  test('silence says nothing, after three requests', async () => {
    let requests = 0;
    const port = await serve(() => {
      requests += 1;
      return null;
    });
    expect(await probe(port, 300)).toMatchObject({
      outcome: 'inconclusive',
      cause: 'no-answer-udp',
      reached: 'resolved',
      evidence: { packetType: null },
    });
    expect(requests).toBe(3);
  });

  test.each<[string, (request: Buffer) => Buffer]>([
    ['garbage', () => Buffer.from('hello')],
    ['nothing', () => Buffer.alloc(0)],
    ['an echo', (request) => request],
    ['another version', (request) => Buffer.concat([Buffer.from([5]), request.subarray(1)])],
    ['an unknown packet type', (request) => answerOf(request, 11)],
    [
      'big-endian integers',
      (request) => {
        const packet = answerOf(request, 2);
        packet.writeUInt8(0, 4);
        return packet;
      },
    ],
    [
      'an unknown data representation',
      (request) => {
        const packet = answerOf(request, 2);
        packet.writeUInt8(0xf0, 4);
        return packet;
      },
    ],
    [
      'a packet longer than its datagram',
      (request) => {
        const packet = answerOf(request, 2);
        packet.writeUInt16LE(1, 74);
        return packet;
      },
    ],
  ])('%s is another service', async (_, answer) => {
    expect(await probe(await serve(answer))).toMatchObject({
      outcome: 'wrong-service',
      cause: 'not-rpc',
      evidence: { packetType: null },
    });
  });

  test('an interrupted run says nothing of it', async () => {
    const port = await serve(() => null);
    const run = new AbortController();
    const before = await probe(port, 1_000, AbortSignal.abort());
    expect(before).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
    const probing = probe(port, 1_000, run.signal);
    run.abort();
    expect(await probing).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
  });
});

test.each([
  ['ECONNREFUSED', 'refused', 'ECONNREFUSED'],
  // Windows' word for it.
  ['ECONNRESET', 'refused', 'ECONNREFUSED'],
  ['EHOSTUNREACH', 'unreachable', 'EHOSTUNREACH'],
  ['EMFILE', 'error', 'EMFILE'],
])('a datagram socket’s %s is %s', (code, outcome, told) => {
  expect(datagramFailure(code, '10.0.0.7')).toMatchObject({ outcome, code: told });
});
