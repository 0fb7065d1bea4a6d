import { afterEach, describe, expect, test } from '@jest/globals';
import type { EndpointMapperEvidence, Observation } from '../../../src/probe/observation.ts';
import { probeEndpointMapper } from '../../../src/probe/rpc/endpoint-mapper.ts';
import { EPMAPPER } from '../../../src/probe/rpc/interfaces.ts';
import { contextOf } from './context.ts';
import { listen, listenRpc, mapper, type Handler, type Listening } from './rpc-server.ts';
import {
  bindAck,
  fault,
  lookupStub,
  pdu,
  rejectedInterface,
  response,
  serverAliveStub,
  tower,
  type WireEntry,
} from './wire.ts';
import { closedPort } from '../../support/ports.ts';

const HANDLE = '3b5ffc7c-b092-4475-a3e3-e4d53df481df';
const NOT_REGISTERED = 0x16c9a0d6;

let servers: Listening[] = [];

afterEach(async () => {
  await Promise.all(servers.map(({ close }) => close()));
  servers = [];
});

function probe(
  port: number,
  timeoutMs?: number,
  address = '127.0.0.1',
  host = 'pc001',
): Promise<Observation<EndpointMapperEvidence>> {
  return probeEndpointMapper(
    { kind: 'rpc-endpoint-mapper', host, port },
    address,
    contextOf(timeoutMs),
  );
}

async function probeRpc(
  handler: Handler,
  timeoutMs?: number,
  host?: string,
): Promise<Observation<EndpointMapperEvidence>> {
  const server = await listenRpc(handler);
  servers.push(server);
  return probe(server.port, timeoutMs, undefined, host);
}

async function probeSaying(
  bytes: string | Buffer,
  timeoutMs?: number,
): Promise<Observation<EndpointMapperEvidence>> {
  const server = await listen((socket) => socket.write(bytes));
  servers.push(server);
  return probe(server.port, timeoutMs);
}

const portsOf = ({ evidence }: Observation<EndpointMapperEvidence>): (number | null)[] =>
  evidence.endpoints.map(({ port }) => port);

const entriesOf = (...ports: readonly number[]): WireEntry[] =>
  ports.map((endpoint) => ({ tower: tower({ endpoint }) }));

describe('an endpoint mapper', () => {
  test('tells its endpoints and its bindings', async () => {
    const seen = await probeRpc(
      mapper(
        ({ socket }) =>
          socket.write(
            response(
              lookupStub({
                entries: [
                  { tower: tower(), annotation: 'Service \u001b[31mControl' },
                  { tower: tower({ transport: 0x08, endpoint: 1025 }) },
                  {
                    tower: tower({ transport: 0x0f, endpoint: '\\pipe\\lsass', host: '\\\\PC001' }),
                  },
                  { tower: tower({ transport: 0x10, endpoint: 'LRPC-01' }) },
                  { tower: tower({ transport: 0x1f, endpoint: 593, uuid: HANDLE }) },
                  { tower: tower({ transport: 0x16 }) },
                  { tower: null, annotation: 'no tower' },
                ],
              }),
            ),
          ),
        () =>
          serverAliveStub([
            [7, 'PC001\u202e'],
            [15, 'PIPE'],
            [7, '10.0.0.7[135]'],
          ]),
      ),
    );
    const svcctl = { interface: '367abb81-9844-35f1-ad32-98f038001003', version: '2.0' };
    const plain = { ...svcctl, name: 'svcctl', annotation: '', port: null, pipe: null };
    const address = '10.0.0.7';
    expect(seen).toEqual({
      outcome: 'open',
      reached: 'service',
      rttMs: expect.any(Number),
      evidence: {
        kind: 'rpc-endpoint-mapper',
        fullSegmentsLost: null,
        lookup: 'complete',
        lookupStatus: '0x00000000',
        endpoints: [
          {
            ...plain,
            annotation: 'Service [31mControl',
            protocol: 'ncacn_ip_tcp',
            port: 49_664,
            address,
          },
          { ...plain, protocol: 'ncadg_ip_udp', port: 1025, address },
          { ...plain, protocol: 'ncacn_np', pipe: '\\pipe\\lsass', address: '\\\\PC001' },
          { ...plain, protocol: 'ncalrpc', pipe: 'LRPC-01', address },
          { ...plain, interface: HANDLE, name: null, protocol: 'ncacn_http', port: 593, address },
          { ...plain, protocol: '0x16', address },
        ],
        bindings: ['PC001', '10.0.0.7'],
        comVersion: '5.7',
      },
    });
  });

  test('answers over IPv6', async () => {
    const server = await listenRpc(
      mapper(({ socket }) => socket.write(response(lookupStub({ entries: entriesOf(49_665) })))),
      '::1',
    );
    servers.push(server);
    const seen = await probe(server.port, undefined, '::1');
    expect(seen.outcome).toBe('open');
    expect(portsOf(seen)).toEqual([49_665]);
  });

  test('answers in several fragments', async () => {
    const ports = Array.from({ length: 60 }, (_, index) => 50_000 + index);
    const seen = await probeRpc(
      mapper(({ socket }) =>
        socket.write(response(lookupStub({ entries: entriesOf(...ports) }), 97)),
      ),
    );
    expect(portsOf(seen)).toEqual(ports);
    expect(seen.evidence.lookup).toBe('complete');
  });

  test('answers in several pages, asked with the handle it gave', async () => {
    const seen = await probeRpc(
      mapper(({ stub, socket }) => {
        const isFirst = stub.subarray(16, 36).every((byte) => byte === 0);
        socket.write(
          response(
            isFirst
              ? lookupStub({ entries: entriesOf(1), handle: HANDLE })
              : lookupStub({
                  entries: entriesOf(2),
                  status: stub.subarray(20, 36).toString('hex').startsWith('7cfc5f3b') ? 0 : 1,
                }),
          ),
        );
      }),
    );
    expect(portsOf(seen)).toEqual([1, 2]);
    expect(seen.evidence).toMatchObject({ lookup: 'complete', lookupStatus: '0x00000000' });
  });

  test('ends like Samba: entries first, then not_registered', async () => {
    let page = 0;
    const seen = await probeRpc(
      mapper(({ socket }) => {
        page += 1;
        socket.write(
          response(
            page === 1
              ? lookupStub({ entries: entriesOf(49_152, 49_153), handle: HANDLE })
              : lookupStub({ status: NOT_REGISTERED }),
          ),
        );
      }),
    );
    expect(portsOf(seen)).toEqual([49_152, 49_153]);
    expect(seen.evidence).toMatchObject({ lookup: 'complete', lookupStatus: '0x16c9a0d6' });
  });

  test('ends like Samba with entries and status in one page', async () => {
    const seen = await probeRpc(
      mapper(({ socket }) =>
        socket.write(
          response(lookupStub({ entries: entriesOf(7), handle: HANDLE, status: NOT_REGISTERED })),
        ),
      ),
    );
    expect(portsOf(seen)).toEqual([7]);
    expect(seen.evidence.lookup).toBe('complete');
  });

  test('whose towers are partly garbage gives the others', async () => {
    const good = tower({ endpoint: 49_667 });
    const seen = await probeRpc(
      mapper(({ socket }) =>
        socket.write(
          response(
            lookupStub({
              entries: [
                { tower: Buffer.from('ffffffffffff', 'hex') },
                { tower: Buffer.alloc(0) },
                { tower: good.subarray(0, good.length - 3) },
                { tower: good },
                { tower: Buffer.from('0400000000000000000000', 'hex') },
              ],
            }),
          ),
        ),
      ),
    );
    expect(portsOf(seen)).toEqual([49_667]);
    expect(seen.evidence.lookup).toBe('complete');
  });
});

describe('a lookup that goes wrong leaves an accepted bind open', () => {
  test.each([
    ['access denied', 0x00000005, 'denied', '0x00000005'],
    ['another fault', 0x1c010002, 'failed', '0x1c010002'],
  ] as const)('%s', async (_, status, lookup, lookupStatus) => {
    const seen = await probeRpc(mapper(({ socket }) => socket.write(fault(status))));
    expect(seen).toMatchObject({
      outcome: 'open',
      reached: 'service',
      evidence: { lookup, lookupStatus, endpoints: [] },
    });
  });

  test('a status that is a failure', async () => {
    const seen = await probeRpc(
      mapper(({ socket }) => socket.write(response(lookupStub({ status: 0x16c9a0cd })))),
    );
    expect(seen.evidence).toMatchObject({ lookup: 'failed', lookupStatus: '0x16c9a0cd' });
  });

  test.each<[string, Handler]>([
    ['a reset', ({ socket }) => socket.resetAndDestroy()],
    [
      'a reset in mid-answer',
      ({ socket }) => {
        socket.write(response(lookupStub({})).subarray(0, 30), () => socket.resetAndDestroy());
      },
    ],
    ['an end', ({ socket }) => socket.end()],
    ['a stub that is too short', ({ socket }) => socket.write(response(Buffer.alloc(10)))],
    ['an unexpected packet', ({ socket }) => socket.write(bindAck())],
    [
      'a fragment longer than was agreed',
      ({ socket }) => socket.write(pdu('response', Buffer.alloc(9_000))),
    ],
    ['fragments out of order', ({ socket }) => socket.write(pdu('response', Buffer.alloc(40), 0))],
    [
      'empty fragments without end',
      ({ socket }) => {
        socket.write(pdu('response', Buffer.alloc(8), 1));
        socket.write(
          Buffer.concat(Array.from({ length: 2_000 }, () => pdu('response', Buffer.alloc(8), 0))),
        );
      },
    ],
  ])('%s', async (_, lookup) => {
    const seen = await probeRpc(mapper(lookup));
    expect(seen).toMatchObject({
      outcome: 'open',
      evidence: { lookup: 'failed', lookupStatus: null, endpoints: [] },
    });
  });

  test('a server that is too slow: what it sent is kept', async () => {
    let page = 0;
    const seen = await probeRpc(
      mapper(({ socket }) => {
        page += 1;
        if (page === 1) {
          socket.write(response(lookupStub({ entries: entriesOf(49_668), handle: HANDLE })));
        }
      }),
      250,
    );
    expect(seen).toMatchObject({ outcome: 'open', evidence: { lookup: 'partial' } });
    expect(portsOf(seen)).toEqual([49_668]);
  });

  test('a fault after the first page', async () => {
    let page = 0;
    const seen = await probeRpc(
      mapper(({ socket }) => {
        page += 1;
        socket.write(
          page === 1
            ? response(lookupStub({ entries: entriesOf(49_669), handle: HANDLE }))
            : fault(0x1c00001a),
        );
      }),
    );
    expect(seen.evidence).toMatchObject({ lookup: 'partial', lookupStatus: '0x1c00001a' });
    expect(portsOf(seen)).toEqual([49_669]);
  });

  test('a handle that never ends', async () => {
    let pages = 0;
    const seen = await probeRpc(
      mapper(({ socket }) => {
        pages += 1;
        socket.write(response(lookupStub({ entries: entriesOf(49_670), handle: HANDLE })));
      }),
      10_000,
    );
    expect(pages).toBe(256);
    expect(seen.evidence).toMatchObject({ lookup: 'partial', lookupStatus: null });
    expect(portsOf(seen)).toHaveLength(256);
  });

  test('thousands of towers', async () => {
    const page = response(
      lookupStub({ entries: entriesOf(...Array<number>(300).fill(49_671)), handle: HANDLE }),
    );
    const seen = await probeRpc(
      mapper(({ socket }) => socket.write(page)),
      20_000,
    );
    expect(seen.evidence.lookup).toBe('partial');
    expect(portsOf(seen)).toHaveLength(4_096);
  });

  test('more entries than were asked for', async () => {
    const page = response(lookupStub({ entries: entriesOf(...Array<number>(401).fill(1)) }));
    const seen = await probeRpc(mapper(({ socket }) => socket.write(page)));
    expect(seen.evidence.lookup).toBe('failed');
  });
});

describe('ServerAlive2', () => {
  const whole: Handler = ({ socket }) =>
    socket.write(response(lookupStub({ entries: entriesOf(49_671) })));
  const alive = (): Buffer => serverAliveStub([[7, 'PC001']]);

  /** How many connections it takes to hear all that a server tells. */
  async function connectionsTo(handler: Handler): Promise<number> {
    const sockets = new Set<unknown>();
    const seen = await probeRpc((call) => {
      sockets.add(call.socket);
      handler(call);
    });
    expect(seen).toMatchObject({
      outcome: 'open',
      evidence: { lookup: 'complete', bindings: ['PC001'], fullSegmentsLost: null },
    });
    return sockets.size;
  }

  test('is asked on the connection of the list', async () => {
    expect(await connectionsTo(mapper(whole, alive))).toBe(1);
  });

  test('is asked on its own where the server rejects a second interface', async () => {
    expect(await connectionsTo(mapper(whole, alive, 'on its own'))).toBe(2);
  });

  test('is asked on its own where a second interface ends the connection', async () => {
    const ends = mapper(whole, alive);
    expect(
      await connectionsTo((call) => {
        if (call.type === 'alter') call.socket.resetAndDestroy();
        else ends(call);
      }),
    ).toBe(2);
  });
});

describe('ServerAlive2 never changes the outcome', () => {
  const lookup: Handler = ({ socket }) => socket.write(response(lookupStub({})));

  test.each<[string, () => Buffer]>([
    ['garbage', () => Buffer.from('00')],
    [
      'an array longer than its answer',
      () => Buffer.from('0500070000000200ffff0000ffff0200', 'hex'),
    ],
    ['a failure', () => Buffer.from('050007000000000000000000ff070780', 'hex')],
  ])('%s', async (_, alive) => {
    const seen = await probeRpc(mapper(lookup, alive));
    expect(seen).toMatchObject({ outcome: 'open', evidence: { bindings: null, comVersion: null } });
  });

  test('a fault', async () => {
    const seen = await probeRpc((call) => {
      if (call.interface === EPMAPPER.uuid) mapper(lookup)(call);
      else call.socket.write(call.type === 'bind' ? bindAck() : fault(5));
    });
    expect(seen).toMatchObject({
      outcome: 'open',
      evidence: { lookup: 'complete', bindings: null, comVersion: null },
    });
  });

  test('silence', async () => {
    const seen = await probeRpc((call) => {
      if (call.interface === EPMAPPER.uuid) mapper(lookup)(call);
    }, 250);
    expect(seen).toMatchObject({
      outcome: 'open',
      evidence: { lookup: 'complete', bindings: null },
    });
  });
});

describe('a host that refuses whoever is anonymous', () => {
  test('is open', async () => {
    const seen = await probeRpc(({ socket }) => socket.write(fault(5)));
    expect(seen).toMatchObject({
      outcome: 'open',
      reached: 'protocol',
      evidence: {
        lookup: 'denied',
        lookupStatus: '0x00000005',
        endpoints: [],
        bindings: null,
        comVersion: null,
      },
    });
  });

  test('but not its object exporter tells its bindings', async () => {
    const seen = await probeRpc((call) => {
      if (call.interface === EPMAPPER.uuid) call.socket.write(fault(5));
      else if (call.type === 'bind') call.socket.write(bindAck());
      else call.socket.write(response(serverAliveStub([[7, '10.0.0.7']])));
    });
    expect(seen.evidence).toMatchObject({ lookup: 'denied', bindings: ['10.0.0.7'] });
  });
});

describe('what is no endpoint mapper', () => {
  test('a closed port', async () => {
    expect(await probe(await closedPort())).toMatchObject({
      outcome: 'refused',
      code: 'ECONNREFUSED',
      reached: 'resolved',
      evidence: { lookup: 'not-asked' },
    });
  });

  test.each<[string, () => Buffer, string, string]>([
    ['bind_nak', () => pdu('bind_nak', Buffer.alloc(8)), 'unhealthy', 'bind-refused'],
    ['a fault', () => fault(0x1c010003), 'unhealthy', 'bind-refused'],
    ['a fault without a status', () => pdu('fault', Buffer.alloc(0)), 'wrong-service', 'not-rpc'],
    ['a local limit', () => bindAck({ result: 2, reason: 3 }), 'unhealthy', 'bind-refused'],
    ['another interface', rejectedInterface, 'wrong-service', 'not-endpoint-mapper'],
  ])('answers the bind with %s', async (_, answer, outcome, cause) => {
    const seen = await probeRpc(({ socket }) => socket.write(answer()));
    const reached = cause === 'not-rpc' ? 'connected' : 'protocol';
    expect(seen).toMatchObject({ outcome, cause, reached });
  });

  test.each<[string, string | Buffer]>([
    ['a greeting shorter than a header', 'SSH'],
    ['a greeting', '220 mail.contoso.com ESMTP\r\n'],
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['SOCKS', Buffer.from([5, 0xff])],
    ['a request', pdu('request', Buffer.alloc(8))],
    ['an unknown packet', Buffer.from('0500ff031000000010000000010000000000', 'hex')],
    ['an unknown data representation', Buffer.from('05000c03f00000001000000001000000', 'hex')],
    ['big-endian integers', Buffer.from('05000c03000000000010000000000001', 'hex')],
    ['an oversize fragment', Buffer.from('05000c0310000000ffff000001000000', 'hex')],
    ['a fragment shorter than its header', Buffer.from('05000c03100000000f00000001000000', 'hex')],
    ['an empty bind_ack', pdu('bind_ack', Buffer.alloc(0))],
    ['a bind_ack without results', pdu('bind_ack', Buffer.alloc(44))],
  ])('says %s', async (_, bytes) => {
    const seen = await probeSaying(bytes);
    expect(seen).toMatchObject({
      outcome: 'wrong-service',
      cause: 'not-rpc',
      reached: 'connected',
    });
  });

  test('accepts and is silent', async () => {
    expect(await probeSaying('', 200)).toMatchObject({
      outcome: 'silent',
      code: 'ETIMEDOUT',
      reached: 'connected',
      rttMs: expect.any(Number),
    });
  });

  test('closes', async () => {
    const seen = await probeRpc(({ socket }) => socket.end());
    expect(seen).toMatchObject({ outcome: 'wrong-service', cause: 'closed-before-answer' });
  });

  test('resets', async () => {
    const seen = await probeRpc(({ socket }) => socket.resetAndDestroy());
    expect(seen).toMatchObject({ outcome: 'wrong-service', cause: 'reset-before-answer' });
  });

  test('an interrupted run says nothing of it', async () => {
    const seen = await probeEndpointMapper(
      { kind: 'rpc-endpoint-mapper', host: 'pc001', port: 1 },
      '127.0.0.1',
      contextOf(1_000, AbortSignal.abort()),
    );
    expect(seen).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
  });
});

describe('a path on which full-size segments are lost', () => {
  const FULL_BYTES = 1_400;
  const MANY = entriesOf(...Array.from({ length: 30 }, (_, index) => 49_700 + index));
  const alive = (): Buffer => response(serverAliveStub([[7, 'PC001']]));

  /** A mapper behind a path that drops what is long, in one direction, so many times. */
  function behind(direction: 'to it' | 'from it', drops = Infinity): Handler {
    let left = drops;
    const isDropped = (bytes: number): boolean => bytes > FULL_BYTES && left-- > 0;
    return ({ type, interface: bound, stub, socket, operation }) => {
      if (direction === 'to it' && isDropped(stub.length)) return;
      if (type === 'bind') {
        socket.write(bindAck());
        return;
      }
      const pageSize = bound === EPMAPPER.uuid && operation === 2 ? stub.readUInt32LE(36) : 0;
      const answer =
        bound === EPMAPPER.uuid
          ? response(lookupStub({ entries: MANY.slice(0, pageSize) }))
          : alive();
      if (direction === 'from it' && isDropped(answer.length)) return;
      socket.write(answer);
    };
  }

  const seenBehind = async (handler: Handler) => (await probeRpc(handler, 400)).evidence;

  test('to it', async () => {
    expect(await seenBehind(behind('to it'))).toMatchObject({
      fullSegmentsLost: 'sent',
      lookup: 'complete',
      bindings: ['PC001'],
    });
  });

  test('from it: its list is read in small pages', async () => {
    const seen = await seenBehind(behind('from it'));
    expect(seen).toMatchObject({ fullSegmentsLost: 'received', lookup: 'complete' });
    expect(seen.endpoints).toHaveLength(4);
  });

  test.each(['to it', 'from it'] as const)('once is a lost packet: %s', async (direction) => {
    expect(await seenBehind(behind(direction, 1))).toMatchObject({
      fullSegmentsLost: null,
      lookup: 'complete',
      bindings: ['PC001'],
    });
  });

  test('is not what drops every question for the list', async () => {
    const seen = await seenBehind(
      mapper(
        () => {},
        () => serverAliveStub([[7, 'PC001']]),
      ),
    );
    expect(seen).toMatchObject({ fullSegmentsLost: null, lookup: 'failed' });
  });

  test('nor what answers no long bind, and no short one', async () => {
    const seen = await seenBehind(({ type, interface: bound, socket }) => {
      if (bound !== EPMAPPER.uuid) return;
      socket.write(type === 'bind' ? bindAck() : response(lookupStub({ entries: MANY })));
    });
    expect(seen).toMatchObject({ fullSegmentsLost: null, bindings: null });
  });

  test('nor what refuses a long bind', async () => {
    const seen = await seenBehind(({ type, interface: bound, stub, socket }) => {
      if (bound === EPMAPPER.uuid) {
        socket.write(type === 'bind' ? bindAck() : response(lookupStub({ entries: MANY })));
      } else if (type === 'bind') {
        socket.write(
          stub.length > FULL_BYTES ? pdu('bind_nak', Buffer.from([2, 0, 0])) : bindAck(),
        );
      } else socket.write(alive());
    });
    expect(seen).toMatchObject({ fullSegmentsLost: null, bindings: ['PC001'] });
  });
});

describe('a computer that gives itself another name', () => {
  const named = (...bindings: readonly string[]): Handler =>
    mapper(
      ({ socket }) => socket.write(response(lookupStub({ entries: entriesOf(49_664) }))),
      () => serverAliveStub(bindings.map((binding) => [7, binding] as const)),
    );

  test.each<[string, readonly string[], string]>([
    ['pc001', ['PC002', '10.0.0.7'], 'wrong-host'],
    ['pc001.contoso.com', ['PC002'], 'wrong-host'],
    ['pc001.contoso.com', ['PC001', '10.0.0.8'], 'open'],
    ['a-very-long-computer-name', ['A-VERY-LONG-COM'], 'open'],
    ['pc001', ['cluster1', 'PC001'], 'open'],
    ['pc001', ['10.0.0.8', '192.168.1.1'], 'open'],
    ['10.0.0.7', ['PC002'], 'open'],
  ])('%s, that says %p: %s', async (host, bindings, outcome) => {
    expect((await probeRpc(named(...bindings), undefined, host)).outcome).toBe(outcome);
  });
});
