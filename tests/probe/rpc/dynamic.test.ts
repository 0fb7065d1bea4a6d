import type net from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { NetworkFailure } from '../../../src/probe/failure.ts';
import type {
  EndpointMapperEvidence,
  Observation,
  RpcDynamicEvidence,
  RpcEndpoint,
} from '../../../src/probe/observation.ts';
import { type Connect, probeRpcDynamic } from '../../../src/probe/rpc/dynamic.ts';
import { SPOOLER } from '../../../src/probe/rpc/interfaces.ts';
import { EPT_MAP } from '../../../src/probe/rpc/port-request.ts';
import { connectTcp, deadlineFailure } from '../../../src/probe/tcp.ts';
import { contextOf } from './context.ts';
import { type Handler, listen, listenRpc, type Listening } from './rpc-server.ts';
import { SVCCTL, bindAck, fault, pdu, rejectedInterface } from './wire.ts';
import { closedPort } from '../../support/ports.ts';

const MAPPER_PORT = 135;
const RANGE = { first: 49_152, last: 65_535 };
/** Holds whatever port this system hands out. */
const WHOLE_RANGE = { first: 1_024, last: 65_535 };
const UNKNOWN = 'aaaaaaaa-0000-0000-0000-000000000000';

let servers: Listening[] = [];

afterEach(async () => {
  await Promise.all(servers.map(({ close }) => close()));
  servers = [];
});

/** A port that answers every bind, or whatever `handler` does instead. */
async function speakingPort(
  handler: Handler = ({ socket }) => socket.write(rejectedInterface()),
  host?: string,
): Promise<number> {
  const server = await listenRpc(handler, host);
  servers.push(server);
  return server.port;
}

const openPort = (host?: string): Promise<number> => speakingPort(undefined, host);

/** A port that accepts, as a gateway does for any port, and goes on in one way. */
async function acceptingPort(onConnection: (socket: net.Socket) => void): Promise<number> {
  const server = await listen(onConnection);
  servers.push(server);
  return server.port;
}

function endpoint(port: number, uuid = SVCCTL, protocol = 'ncacn_ip_tcp'): RpcEndpoint {
  const name = uuid === SVCCTL ? 'svcctl' : null;
  const rest = { version: '1.0', annotation: '', address: null, pipe: null };
  return { interface: uuid, name, protocol, port, ...rest };
}

function mapperWith(...endpoints: readonly RpcEndpoint[]): Observation<EndpointMapperEvidence> {
  return {
    outcome: 'open',
    reached: 'service',
    rttMs: 1,
    evidence: {
      kind: 'rpc-endpoint-mapper',
      lookup: 'complete',
      lookupStatus: '0x00000000',
      endpoints,
      bindings: null,
      comVersion: null,
      fullSegmentsLost: null,
    },
  };
}

interface Options {
  readonly connect?: Connect;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly address?: string;
  readonly range?: RpcDynamicEvidence['range'];
  readonly mapperPort?: number;
}

function probe(
  mapper: Observation,
  options: Options = {},
): Promise<Observation<RpcDynamicEvidence>> {
  const { connect, timeoutMs, signal, address = '127.0.0.1' } = options;
  const { range = RANGE, mapperPort = MAPPER_PORT } = options;
  return probeRpcDynamic(
    { kind: 'rpc-dynamic', host: 'pc001', mapperPort, range },
    address,
    contextOf(timeoutMs, signal),
    mapper,
    connect,
  );
}

/** Loopback can't be silent: a connect that waits as long as one may. */
const silent: Connect = (_address, _port, attempt) =>
  new Promise((_resolve, reject) => {
    const deadline = attempt.phase(attempt.connectMs);
    const end = (): void => {
      deadline.dispose();
      reject(deadlineFailure(deadline, 'filtered'));
    };
    if (deadline.reason === null) deadline.onEnd(end);
    else end();
  });

const failing =
  (outcome: 'refused' | 'unreachable' | 'error', code: string): Connect =>
  () =>
    Promise.reject(new NetworkFailure(outcome, code));

const refused = failing('refused', 'ECONNREFUSED');
const unreachable = failing('unreachable', 'EHOSTUNREACH');
const shortage = failing('error', 'EMFILE');

/** A connect with a fate for every port; the control port is among the others. */
function fates(byPort: Readonly<Record<number, Connect>>, others: Connect): Connect {
  return (address, port, deadline) => (byPort[port] ?? others)(address, port, deadline);
}

const noConnect: Connect = () => Promise.reject(new Error('a packet was sent'));

describe('on real sockets', () => {
  test('one port that answers in DCE/RPC is open', async () => {
    const open = await openPort();
    const closed = await closedPort();
    const seen = await probe(
      mapperWith(
        endpoint(open),
        endpoint(open),
        endpoint(open, UNKNOWN),
        endpoint(closed, UNKNOWN),
        endpoint(MAPPER_PORT),
        endpoint(1024, SVCCTL, 'ncadg_ip_udp'),
      ),
      { range: WHOLE_RANGE },
    );
    expect(seen).toEqual({
      outcome: 'open',
      reached: 'protocol',
      rttMs: expect.any(Number),
      evidence: {
        kind: 'rpc-dynamic',
        advertised: 2,
        range: WHOLE_RANGE,
        tried: [
          { port: open, outcome: 'open' as const, interfaces: ['svcctl', UNKNOWN] },
          { port: closed, outcome: 'refused' as const, interfaces: [UNKNOWN] },
        ].sort((a, b) => a.port - b.port),
        control: null,
      },
    });
  });

  test('open over IPv6', async () => {
    const open = await openPort('::1');
    const seen = await probe(mapperWith(endpoint(open)), { address: '::1' });
    expect(seen.outcome).toBe('open');
  });

  test('closed ports are refused', async () => {
    const [one, two] = [await closedPort(), await closedPort()];
    const seen = await probe(mapperWith(endpoint(one), endpoint(two, UNKNOWN)));
    expect(seen).toMatchObject({ outcome: 'refused', code: 'ECONNREFUSED', reached: 'resolved' });
  });

  test('silent ports beside a closed control port are filtered', async () => {
    const seen = await probe(mapperWith(endpoint(50_000)), {
      connect: fates({ 50_000: silent }, connectTcp),
      timeoutMs: 300,
    });
    expect(seen).toMatchObject({
      outcome: 'filtered',
      code: 'ETIMEDOUT',
      evidence: {
        tried: [{ port: 50_000, outcome: 'filtered' }],
        control: { port: 4, outcome: 'refused' },
      },
    });
  });
});

describe('without a packet', () => {
  test('the mapper is not open', async () => {
    const { evidence } = mapperWith(endpoint(50_000));
    const seen = await probe(
      { outcome: 'filtered', code: 'ETIMEDOUT', reached: 'resolved', rttMs: null, evidence },
      { connect: noConnect },
    );
    expect(seen).toMatchObject({ outcome: 'inconclusive', cause: 'mapper-not-open' });
  });

  test('the name has no address', async () => {
    const mapper: Observation = {
      outcome: 'unresolved',
      code: 'ENOTFOUND',
      reached: 'none',
      rttMs: null,
      evidence: { kind: 'none' },
    };
    expect(await probe(mapper, { connect: noConnect })).toMatchObject({
      outcome: 'inconclusive',
      cause: 'mapper-not-open',
      evidence: { advertised: 0, tried: [] },
    });
  });

  test('nothing but 135 is advertised', async () => {
    const seen = await probe(mapperWith(endpoint(135)), { connect: noConnect });
    expect(seen).toMatchObject({
      outcome: 'inconclusive',
      cause: 'nothing-advertised',
      reached: 'resolved',
      evidence: { advertised: 0, tried: [], control: null },
    });
  });
});

describe('what the ports say together', () => {
  const two = mapperWith(endpoint(50_000), endpoint(50_001));

  test.each<[string, Connect, object]>([
    ['refused and unreachable', fates({ 50_000: refused }, unreachable), { outcome: 'refused' }],
    ['unreachable', unreachable, { outcome: 'unreachable', code: 'EHOSTUNREACH' }],
    [
      'refused and silent',
      fates({ 50_000: refused }, silent),
      { outcome: 'inconclusive', cause: 'mixed-answers' },
    ],
    [
      'unreachable and silent',
      fates({ 50_000: unreachable }, silent),
      { outcome: 'inconclusive', cause: 'mixed-answers' },
    ],
    ['silent with the control', silent, { outcome: 'inconclusive', cause: 'silent-per-service' }],
    [
      'silent, the control unreachable',
      fates({ 50_000: silent, 50_001: silent }, unreachable),
      { outcome: 'inconclusive', cause: 'silent-per-service' },
    ],
    [
      'silent, the control refused',
      fates({ 50_000: silent, 50_001: silent }, refused),
      { outcome: 'filtered', code: 'ETIMEDOUT' },
    ],
    [
      "this machine's failure and refused",
      fates({ 50_000: shortage }, refused),
      { outcome: 'error', code: 'EMFILE' },
    ],
    [
      "this machine's failure and silent",
      fates({ 50_000: shortage }, silent),
      { outcome: 'error', code: 'EMFILE' },
    ],
    ['a fault of ours', noConnect, { outcome: 'error', code: 'Error' }],
  ])('%s', async (_, connect, expected) => {
    expect(await probe(two, { connect, timeoutMs: 200 })).toMatchObject(expected);
  });

  test("this machine's failure beside a port that accepts is open", async () => {
    const open = await openPort();
    const seen = await probe(mapperWith(endpoint(open), endpoint(50_000, UNKNOWN)), {
      connect: fates({ [open]: connectTcp }, shortage),
      range: WHOLE_RANGE,
    });
    expect(seen.outcome).toBe('open');
  });

  test('a silent spooler is filtered whatever the control says', async () => {
    const seen = await probe(mapperWith(endpoint(50_000), endpoint(50_001, SPOOLER)), {
      connect: silent,
      timeoutMs: 200,
    });
    expect(seen).toMatchObject({ outcome: 'filtered', evidence: { control: { port: 4 } } });
  });

  test('an interrupted run', async () => {
    const run = new AbortController();
    const connect: Connect = (address, port, deadline) => {
      const connecting = silent(address, port, deadline);
      run.abort();
      return connecting;
    };
    const seen = await probe(two, { connect, signal: run.signal });
    expect(seen).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
  });
});

describe('a port that accepts outside the range', () => {
  const OUTSIDE = 20_000;
  const accepting: Connect = async (_address, _port, deadline) =>
    connectTcp('127.0.0.1', await openPort(), deadline);
  const both = mapperWith(endpoint(50_000), endpoint(OUTSIDE, UNKNOWN));
  const ONLY_OUTSIDE = { outcome: 'inconclusive', cause: 'outside-range-only' } as const;

  test.each<[string, Connect, 'refused' | 'filtered' | 'unreachable']>([
    ['refused', refused, 'refused'],
    ['silent', silent, 'filtered'],
    ['unreachable', unreachable, 'unreachable'],
  ])('proves nothing for one in it that is %s', async (_, inside, outcome) => {
    const connect = fates({ [OUTSIDE]: accepting, 50_000: inside }, refused);
    expect(await probe(both, { connect, timeoutMs: 200 })).toMatchObject({
      ...ONLY_OUTSIDE,
      reached: 'protocol',
      rttMs: expect.any(Number),
      evidence: {
        advertised: 2,
        tried: [
          { port: OUTSIDE, outcome: 'open', interfaces: [UNKNOWN] },
          { port: 50_000, outcome, interfaces: ['svcctl'] },
        ],
      },
    });
  });

  test('is no use to a silent spooler in it either', async () => {
    const mapper = mapperWith(endpoint(50_000, SPOOLER), endpoint(OUTSIDE, UNKNOWN));
    const connect = fates({ [OUTSIDE]: accepting }, silent);
    expect(await probe(mapper, { connect, timeoutMs: 200 })).toMatchObject(ONLY_OUTSIDE);
  });

  test("takes nothing from this machine's failure", async () => {
    const connect = fates({ [OUTSIDE]: accepting }, shortage);
    expect(await probe(both, { connect })).toMatchObject({ outcome: 'error', code: 'EMFILE' });
  });

  test('takes nothing from one in it that accepts', async () => {
    expect(await probe(both, { connect: accepting })).toMatchObject({ outcome: 'open' });
  });

  test('is open where none is in it: the site misstates the range', async () => {
    const mapper = mapperWith(endpoint(OUTSIDE), endpoint(OUTSIDE + 1));
    const connect = fates({ [OUTSIDE]: accepting }, refused);
    expect(await probe(mapper, { connect })).toMatchObject({ outcome: 'open' });
  });

  test('counts as little where it refuses: the silence in the range is judged alone', async () => {
    const connect = fates({ 50_000: silent }, refused);
    expect(await probe(both, { connect, timeoutMs: 300 })).toMatchObject({
      outcome: 'filtered',
      evidence: { control: { port: 4, outcome: 'refused' } },
    });
  });
});

describe('which ports are tried', () => {
  const silently = (mapper: Observation, options: Options = {}) =>
    probe(mapper, { connect: silent, timeoutMs: 150, ...options });

  test('at most 64, the spooler always', async () => {
    const many = Array.from({ length: 100 }, (_, index) => endpoint(50_000 + index));
    const { evidence } = await silently(mapperWith(...many, endpoint(60_000, SPOOLER)));
    expect(evidence.advertised).toBe(101);
    expect(evidence.tried).toHaveLength(64);
    expect(evidence.tried.at(-1)?.port).toBe(60_000);
  });

  test('those in the range first', async () => {
    const many = Array.from({ length: 100 }, (_, index) => endpoint(20_000 + index));
    const outside = endpoint(30_000, SPOOLER);
    const { evidence } = await silently(mapperWith(...many, outside, endpoint(60_000)));
    expect(evidence.tried).toHaveLength(64);
    expect(evidence.tried.map(({ port }) => port).slice(-2)).toEqual([30_000, 60_000]);
  });

  test('the control port is neither advertised nor in the range', async () => {
    const { evidence } = await silently(mapperWith(endpoint(4), endpoint(6)), {
      range: { first: 7, last: 9 },
    });
    expect(evidence.control?.port).toBe(10);
  });

  test('no control port is left', async () => {
    const { evidence } = await silently(mapperWith(endpoint(50_000)), {
      range: { first: 1, last: 65_535 },
    });
    expect(evidence.control).toBeNull();
  });

  test('a control port is not bothered where a port has answered', async () => {
    const asked: number[] = [];
    const connect: Connect = (address, port, deadline) => {
      asked.push(port);
      return refused(address, port, deadline);
    };
    await probe(mapperWith(endpoint(50_000)), { connect });
    expect(asked).toEqual([50_000]);
  });
});

describe('a port that accepts', () => {
  /** What a test's port gets in place of the advertised one; the control port is among the others. */
  const at =
    (port: number): Connect =>
    (_address, _port, deadline) =>
      connectTcp('127.0.0.1', port, deadline);
  const one = mapperWith(endpoint(50_000));
  const CUT = { outcome: 'inconclusive', cause: 'bind-cut', reached: 'connected' } as const;

  test.each<[string, () => Buffer]>([
    ['acknowledges the bind', () => bindAck()],
    ['knows no such interface', rejectedInterface],
    ['refuses the bind', () => pdu('bind_nak', Buffer.from([2, 0, 0]))],
    ['answers with a fault', () => fault(5)],
  ])('is open where it %s', async (_, answer) => {
    const port = await speakingPort(({ socket }) => socket.write(answer()));
    expect(await probe(one, { connect: at(port) })).toMatchObject({
      outcome: 'open',
      evidence: { tried: [{ port: 50_000, outcome: 'open' }], control: null },
    });
  });

  test('is asked for what is advertised there, and for WMI', async () => {
    const asked: string[] = [];
    const port = await acceptingPort((socket) =>
      socket.once('data', (bind) => {
        asked.push(bind.subarray(32, 48).toString('hex'), bind.subarray(76, 92).toString('hex'));
        socket.write(rejectedInterface());
      }),
    );
    await probe(one, { connect: at(port) });
    expect(asked).toEqual(['81bb7a364498f135ad3298f038001003', '18ad09f36ad8d011a07500c04fb68820']);
  });

  const UNSPOKEN = [
    ['says nothing', () => {}],
    ['closes', (socket) => socket.resume().end()],
    ['resets', (socket) => socket.resetAndDestroy()],
  ] as const satisfies readonly (readonly [string, (socket: net.Socket) => void])[];

  test.each(UNSPOKEN)('and %s may be shut by interface: it proves nothing', async (_, then) => {
    const port = await acceptingPort(then);
    const connect = fates({ 50_000: at(port) }, refused);
    const seen = await probe(one, { connect, timeoutMs: 200 });
    expect(seen).toMatchObject({ ...CUT, evidence: { control: { outcome: 'refused' } } });
  });

  test.each([
    [UNSPOKEN[0], { outcome: 'silent', code: 'ETIMEDOUT' }, 'silent'],
    [UNSPOKEN[1], { outcome: 'wrong-service', cause: 'closed-before-answer' }, 'wrong-service'],
    [UNSPOKEN[2], { outcome: 'wrong-service', cause: 'reset-before-answer' }, 'wrong-service'],
  ] as const)(
    'and %s, like a port that no client has, is a gateway',
    async ([, then], expected, tried) => {
      const port = await acceptingPort(then);
      const seen = await probe(one, { connect: at(port), timeoutMs: 200 });
      expect(seen).toMatchObject({
        ...expected,
        reached: 'connected',
        evidence: {
          tried: [{ port: 50_000, outcome: tried }],
          control: { port: 4, outcome: 'accepted' },
        },
      });
    },
  );

  test('and says something else is not RPC', async () => {
    const port = await acceptingPort((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    const connect = fates({ 50_000: at(port) }, refused);
    expect(await probe(one, { connect })).toMatchObject({
      outcome: 'wrong-service',
      cause: 'not-rpc',
    });
  });

  test('is enough where it answers: the others are not waited for', async () => {
    const open = await openPort();
    const mute = await acceptingPort(() => {});
    const seen = await probe(
      mapperWith(endpoint(50_000), endpoint(50_001, UNKNOWN), endpoint(50_002, UNKNOWN)),
      { connect: fates({ 50_000: at(mute), 50_001: at(open) }, silent), timeoutMs: 60_000 },
    );
    expect(seen).toMatchObject({
      outcome: 'open',
      evidence: {
        tried: [
          { port: 50_000, outcome: 'not-waited-for' },
          { port: 50_001, outcome: 'open' },
          { port: 50_002, outcome: 'not-waited-for' },
        ],
        control: null,
      },
    });
  });

  test('only where the mapper was asked for it is found', async () => {
    let opened: () => void = () => {};
    const isOpened = new Promise<void>((resolve) => {
      opened = resolve;
    });
    const mapperPort = await speakingPort(({ type, operation, socket }) => {
      if (type === 'request' && operation === EPT_MAP) opened();
      socket.write(type === 'bind' ? bindAck() : fault(0x1c01_0003));
    });
    const open = await openPort();
    const connect: Connect = async (address, _port, deadline) => {
      await isOpened;
      return connectTcp(address, open, deadline);
    };
    const seen = await probe(one, {
      connect: fates({ 50_000: connect }, refused),
      mapperPort,
      timeoutMs: 600,
    });
    expect(seen.outcome).toBe('open');
  });
});

describe('a list without a port', () => {
  const { evidence } = mapperWith();

  test.each([
    ['complete', null, 'nothing-advertised'],
    ['denied', '0x00000005', 'list-denied'],
    ['failed', '0x1c010003', 'list-denied'],
    ['failed', null, 'list-unanswered'],
    ['partial', null, 'list-cut'],
  ] as const)('%s, %s: %s', async (lookup, lookupStatus, cause) => {
    const mapper = {
      ...mapperWith(),
      evidence: { ...evidence, lookup, lookupStatus },
    };
    expect(await probe(mapper, { connect: noConnect })).toMatchObject({
      outcome: 'inconclusive',
      cause,
      evidence: { tried: [] },
    });
  });
});
