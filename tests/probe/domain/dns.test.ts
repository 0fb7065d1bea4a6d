import dgram from 'node:dgram';
import { afterEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { startNameServer } from '../../../src/lab/simulator/name-server.ts';
import type { Simulator } from '../../../src/lab/simulator/simulator.ts';
import { decodeDnsResponse, encodeQuery, probeDns } from '../../../src/probe/domain/dns.ts';
import { AnswerFailure } from '../../../src/probe/failure.ts';
import type { DnsEvidence, Observation } from '../../../src/probe/observation.ts';
import { closedPort } from '../../support/ports.ts';
import { contextOf } from '../rpc/context.ts';

const RECORD = '_ldap._tcp.dc._msdcs.contoso.com';
const AT = { address: '127.0.0.1', port: 0 } as const;
const SERVICES = [
  { record: RECORD, target: 'dc01.contoso.com', port: 389 },
  { record: RECORD, target: 'dc02.contoso.com', port: 389 },
];

const simulators: Simulator[] = [];
let sockets: dgram.Socket[] = [];

afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
  await Promise.all(
    sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
  );
  sockets = [];
});

async function server(rest: Partial<Parameters<typeof startNameServer>[0]> = {}): Promise<number> {
  const simulator = await startNameServer({ ...AT, services: SERVICES, addresses: [], ...rest });
  simulators.push(simulator);
  return simulator.port;
}

/** Answers each datagram with what `answer` makes of it, over UDP alone. */
async function serve(answer: (query: Buffer) => readonly Buffer[]): Promise<number> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, { address, port }) => {
    for (const reply of answer(query)) socket.send(reply, port, address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  sockets.push(socket);
  return socket.address().port;
}

function ask(
  port: number,
  { timeoutMs = 5_000, record = RECORD } = {},
): Promise<Observation<DnsEvidence>> {
  return probeDns(
    { kind: 'dns', host: '127.0.0.1', port, record },
    '127.0.0.1',
    contextOf(timeoutMs),
  );
}

const told = (seen: Observation): string =>
  'cause' in seen ? `${seen.outcome}/${seen.cause}` : seen.outcome;

/** The query made an answer with these flags and this behind the question. */
function answerOf(query: Buffer, flags: number, records: readonly Buffer[] = []): Buffer {
  const head = Buffer.from(query);
  head.writeUInt16BE(flags, 2);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, ...records]);
}

describe('a name server', () => {
  test('that has the record is open, by UDP alone', async () => {
    expect(await ask(await server())).toMatchObject({
      outcome: 'open',
      reached: 'service',
      rttMs: expect.any(Number),
      evidence: { record: RECORD, transport: 'udp', responseCode: 0, records: 2 },
    });
  });

  test('whose answer is too long for UDP is asked by TCP', async () => {
    expect(await ask(await server({ fault: 'truncated' }))).toMatchObject({
      outcome: 'open',
      evidence: { transport: 'tcp', records: 2 },
    });
  });

  test('whose answer is too long, and that has no TCP, says nothing that counts', async () => {
    const port = await serve((query) => [answerOf(query, 0x8780)]);
    expect(told(await ask(port))).toBe('inconclusive/answer-truncated');
  });

  test('that has no such record is there, and no name server of the domain', async () => {
    const seen = await ask(await server(), { record: '_ldap._tcp.dc._msdcs.fabrikam.com' });
    expect(told(seen)).toBe('unhealthy/record-missing');
    expect(seen).toMatchObject({ reached: 'service', evidence: { responseCode: 3, records: 0 } });
  });

  test.each([
    ['SERVFAIL', 0x8182, 'unhealthy/name-server-failure'],
    ['REFUSED', 0x8185, 'unhealthy/name-server-failure'],
    ['nothing of that type', 0x8180, 'unhealthy/record-missing'],
    ['an answer to another operation', 0xa980, 'wrong-service/not-dns'],
    ['no response', 0x0100, 'wrong-service/not-dns'],
  ])('%s', async (_what, flags, outcome) => {
    expect(told(await ask(await serve((query) => [answerOf(query, flags)])))).toBe(outcome);
  });

  test('what answers another question is passed over', async () => {
    const port = await serve((query) => {
      const other = answerOf(query, 0x8180);
      other.writeUInt16BE(query.readUInt16BE(0) ^ 1, 0);
      return [other, answerOf(query, 0x8182)];
    });
    expect(told(await ask(port))).toBe('unhealthy/name-server-failure');
  });

  test('that is something else', async () => {
    expect(told(await ask(await server({ fault: 'wrong-service' })))).toBe('wrong-service/not-dns');
  });

  test('that is not there refuses', async () => {
    expect(told(await ask(await closedPort()))).toBe('refused');
  });

  test('that is silent is filtered, whatever TCP does', async () => {
    const port = await server({ fault: 'silent' });
    expect(await ask(port, { timeoutMs: 200 })).toMatchObject({
      outcome: 'filtered',
      code: 'ETIMEDOUT',
      evidence: { transport: null },
    });
  });
});

describe('a response', () => {
  const query = encodeQuery(RECORD, 7);

  /** None where it is refused as documented. */
  function recordsIn(message: Buffer): number {
    try {
      return decodeDnsResponse(message, query).records;
    } catch (thrown) {
      if (thrown instanceof AnswerFailure) return 0;
      throw thrown;
    }
  }

  test('to a question in other letters is one', () => {
    const reply = answerOf(query, 0x8180);
    reply.write('_LDAP', 13);
    expect(decodeDnsResponse(reply, query)).toEqual({
      responseCode: 0,
      records: 0,
      isTruncated: false,
    });
  });

  test('that repeats no question, as of a server that could not read it, is one', () => {
    const reply = answerOf(query, 0x8181).subarray(0, 12);
    reply.writeUInt16BE(0, 4);
    expect(decodeDnsResponse(reply, query)).toMatchObject({ responseCode: 1 });
  });

  test.each([
    ['a name without end', Buffer.from([5, 1, 2])],
    ['a label of a kind that there is not', Buffer.from([0x40, 0, 0])],
    ['fields cut short', Buffer.from([0xc0, 12, 0, 33, 0, 1])],
    ['data cut short', Buffer.from([0xc0, 12, 0, 33, 0, 1, 0, 0, 0, 60, 0, 9, 1])],
  ])('with %s is none, unless it says that it is cut', (_what, record) => {
    expect(() => decodeDnsResponse(answerOf(query, 0x8180, [record]), query)).toThrow(
      AnswerFailure,
    );
    expect(decodeDnsResponse(answerOf(query, 0x8380, [record]), query)).toMatchObject({
      records: 0,
    });
  });

  test('of any bytes is read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 96 }), fc.boolean(), (bytes, isAnswer) => {
        const message = isAnswer
          ? Buffer.concat([answerOf(query, 0x8180), Buffer.from(bytes)])
          : Buffer.from(bytes);
        if (isAnswer) message.writeUInt16BE(3, 6);
        expect(recordsIn(message)).toBeLessThanOrEqual(3);
      }),
    );
  });
});
