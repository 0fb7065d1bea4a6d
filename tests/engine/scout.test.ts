import type net from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Pace } from '../../src/engine/pace.ts';
import { Scout, knockable } from '../../src/engine/scout.ts';
import type { Check } from '../../src/plan/check.ts';
import { Deadline } from '../../src/probe/deadline.ts';
import { NetworkFailure } from '../../src/probe/failure.ts';
import type { EchoEnd, EchoSender } from '../../src/probe/icmp/sender.ts';
import { type Begun, Knock } from '../../src/probe/knock.ts';
import { connectTcp } from '../../src/probe/tcp.ts';
import { ALONE } from '../../src/probe/watch.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { closedPort } from '../support/ports.ts';

const ADDRESS = '127.0.0.1';
const AMPLE_MS = 20_000;
const REPLY: EchoEnd = { kind: 'reply', way: 'ping-socket', rttMs: 1 };
const SILENCE: EchoEnd = {
  kind: 'none',
  way: 'ping-socket',
  failure: new NetworkFailure('filtered', 'ETIMEDOUT'),
  detail: null,
};
const LATE: EchoEnd = { ...SILENCE, failure: new NetworkFailure('error', 'ECHO_LATE') };

let run: AbortController;
let deadline: Deadline;

beforeEach(() => {
  run = new AbortController();
  deadline = new Deadline(AMPLE_MS, run.signal);
});
afterEach(async () => {
  deadline.dispose();
  await closeListeners();
});

/** Echoes end as the test says, one after another; without a word, when their time is over. */
function scout(ends: readonly EchoEnd[], retries = 0) {
  const waiting = [...ends];
  const asked: string[] = [];
  const echo: EchoSender = {
    serves: () => true,
    echo(address, within) {
      asked.push(address);
      const end = waiting.shift();
      return end === undefined
        ? new Promise((resolve) => {
            within.onEnd(() => resolve(SILENCE));
          })
        : Promise.resolve(end);
    },
    close: () => {},
  };
  const slept: boolean[] = [];
  const pace = new Pace(null, 1);
  const made = new Scout({ echo, timeoutMs: AMPLE_MS, retries, pace, signal: run.signal });
  const look = (ports: readonly number[]): ReturnType<Scout['look']> =>
    made.look(ADDRESS, ports, (isAsleep) => slept.push(isAsleep));
  return { look, asked, slept };
}

function begunWith(knock: Knock | null): Begun {
  return { connection: () => knock, hasConnection: () => knock !== null, echo: () => null };
}

/** As a probe connects to a host for which something was begun. */
function connectWith(begun: Begun, port: number): ReturnType<typeof connectTcp> {
  const attempt = new Deadline(AMPLE_MS, run.signal, { ...ALONE, begun });
  return connectTcp(ADDRESS, port, attempt).finally(() => attempt.dispose());
}

describe('a host that answers', () => {
  test('is connected to once: the probe takes over what was begun', async () => {
    const { port } = await startListener();
    const begun = await scout([]).look([port]);
    const [first, second] = [begun.connection(port), begun.connection(port)];
    expect(second).toBeNull();
    const taken = begunWith(first);
    const { socket, rttMs } = await connectWith(taken, port);
    expect(socket).toBe(first?.socket);
    expect(rttMs).toBeGreaterThan(0);
    socket.destroy();
    begun.close();
  });

  test('by a reset is refused', async () => {
    const port = await closedPort();
    const begun = await scout([]).look([port]);
    await expect(connectWith(begun, port)).rejects.toMatchObject({ outcome: 'refused' });
    begun.close();
  });

  test.each([
    ['ends', (peer: net.Socket): void => void peer.end()],
    ['resets', (peer: net.Socket): void => void peer.resetAndDestroy()],
  ] as const)('and %s what nobody asked anything of is connected to anew', async (_what, leave) => {
    const peers: net.Socket[] = [];
    const { port } = await startListener((peer) => peers.push(peer));
    const begun = await scout([]).look([port]);
    const knock = begun.connection(port);
    if (knock === null) throw new Error('a connect was begun');
    const isClosed = new Promise<void>((resolve) => {
      knock.socket.once('close', () => resolve());
    });
    while (peers.length === 0) await new Promise(setImmediate);
    peers.forEach(leave);
    await isClosed;
    const { socket } = await connectWith(begunWith(knock), port);
    expect(socket).not.toBe(knock.socket);
    expect(socket.destroyed).toBe(false);
    socket.destroy();
    begun.close();
  });

  test('by an echo alone is waited for by its probes', async () => {
    const { look, asked } = scout([REPLY], 1);
    const begun = await look([]);
    expect(asked).toHaveLength(1);
    expect(await begun.echo()).toEqual(REPLY);
    expect(begun.echo()).toBeNull();
  });
});

describe('a host that does not answer', () => {
  test('is asked again as often as its probes would, and each try is handed over', async () => {
    const { look, asked } = scout([SILENCE, SILENCE, SILENCE], 2);
    const begun = await look([]);
    expect(asked).toHaveLength(3);
    expect([await begun.echo(), await begun.echo(), await begun.echo()]).toEqual(
      Array.from({ length: 3 }, () => SILENCE),
    );
    expect(begun.echo()).toBeNull();
  });

  test('and answers the second try is not asked a third time', async () => {
    const { look, asked } = scout([SILENCE, REPLY], 5);
    await look([]);
    expect(asked).toHaveLength(2);
  });

  test('because the request left too late is no silence', async () => {
    const { look, asked } = scout([LATE], 5);
    const begun = await look([]);
    expect(asked).toHaveLength(1);
    expect(await begun.echo()).toEqual(LATE);
  });

  test('is asleep until the run ends or an answer comes', async () => {
    const { look, slept } = scout([]);
    const looking = look([]);
    await new Promise<void>((resolve) => {
      const wait = (): void => void (slept.length > 0 ? resolve() : setImmediate(wait));
      wait();
    });
    expect(slept).toEqual([true]);
    run.abort();
    await looking;
    expect(slept).toEqual([true, false]);
  });
});

test('a connect whose time is over is filtered, at once', async () => {
  const { port } = await startListener();
  const knock = new Knock(ADDRESS, port);
  knock.giveUp();
  await expect(connectWith(begunWith(knock), port)).rejects.toMatchObject({
    outcome: 'filtered',
    code: 'ETIMEDOUT',
  });
});

test('what no probe has taken is there for the next, and what one has taken is not', async () => {
  const { port } = await startListener();
  const begun = await scout([REPLY]).look([port]);
  expect([begun.hasConnection(port), begun.hasConnection(port + 1)]).toEqual([true, false]);
  begun.connection(port)?.giveUp();
  expect(begun.hasConnection(port)).toBe(false);
  begun.close();
});

test('what no probe has taken is closed', async () => {
  const { port } = await startListener();
  const begun = await scout([REPLY]).look([port]);
  begun.close();
  const knock = begun.connection(port);
  expect(knock?.socket.destroyed).toBe(true);
});

describe('only the checks of one client', () => {
  const icmp: Check = { kind: 'icmp', host: 'pc1' };
  const smb: Check = { kind: 'smb', host: 'pc1', port: 445, identity: 'must-match' };
  const mapper: Check = { kind: 'rpc-endpoint-mapper', host: 'pc1', port: 135 };
  const udp: Check = { kind: 'rpc-endpoint-mapper-udp', host: 'pc1', port: 135 };
  const tcp: Check = { kind: 'tcp', host: 'pc1', port: 10_123 };

  test.each([
    ['a client', [icmp, smb, mapper, udp], { host: 'pc1', ports: [445, 135] }],
    [
      'a client, of which a row of a user asks at the same port',
      [icmp, smb, { ...smb, identity: 'may-differ' }],
      { host: 'pc1', ports: [445] },
    ],
    ['none', [], null],
    ['without an echo', [smb, mapper], null],
    ['an echo alone', [icmp], null],
    ['a server', [icmp, smb, tcp], null],
    ['two hosts', [icmp, { ...smb, host: 'pc2' }], null],
  ] as const)('%s', (_name, checks, expected) => {
    expect(knockable(checks)).toEqual(expected);
  });
});
