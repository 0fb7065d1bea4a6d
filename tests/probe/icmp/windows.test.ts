import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Deadline } from '../../../src/probe/deadline.ts';
import type { EchoEnd } from '../../../src/probe/icmp/sender.ts';
import {
  type IcmpApi,
  ipv4Number,
  ipv6SocketAddress,
} from '../../../src/probe/icmp/windows/api.ts';
import { decodeWindowsReply, failureOfStatus } from '../../../src/probe/icmp/windows/reply.ts';
import { WindowsEchoSender } from '../../../src/probe/icmp/windows/sender.ts';

const AMPLE_MS = 20_000;
const SHORT_MS = 400;

function bytes(...fields: readonly string[]): Buffer {
  return Buffer.from(fields.join('').replaceAll(' ', ''), 'hex');
}

describe('a reply in the system’s buffer', () => {
  // Address, status, round trip, size of the data, reserved; then pointers.
  const V4 = bytes('0a000007 00000000 0c000000 20000000', '00'.repeat(24));
  // Port, flow, address, zone, 2 bytes of padding, status, round trip.
  const V6 = bytes(
    '0000 00000000 fd000000000000000000000000000007 00000000 0000 00000000 0c000000',
  );

  test.each([
    [4, V4, '0a000007'],
    [6, V6, 'fd000000000000000000000000000007'],
  ] as const)('of IPv%i is read', (family, buffer, from) => {
    expect(decodeWindowsReply(family, buffer)).toEqual({ status: 0, rttMs: 12, from });
  });

  test('that is too short is none, and nothing is read beyond it', () => {
    fc.assert(
      fc.property(fc.constantFrom(4, 6), fc.uint8Array({ maxLength: 64 }), (family, bytes) => {
        const reply = decodeWindowsReply(family, Buffer.from(bytes));
        expect(reply === null).toBe(bytes.length < (family === 4 ? 12 : 36));
      }),
    );
  });
});

describe('an address', () => {
  test('of IPv4 is a number with its bytes in network order', () => {
    const memory = Buffer.alloc(4);
    memory.writeUInt32LE(ipv4Number('10.0.0.7'));
    expect([...memory]).toEqual([10, 0, 0, 7]);
    expect(ipv4Number('255.255.255.255')).toBe(0xffffffff);
  });

  test('of IPv6 is a sockaddr_in6 with its zone', () => {
    expect(ipv6SocketAddress('fe80::7%12').toString('hex')).toBe(
      bytes('17000000 00000000 fe800000000000000000000000000007 0c000000').toString('hex'),
    );
  });
});

describe('a status', () => {
  test.each([
    [0, null],
    [11_010, null],
    [11_002, 'unreachable EHOSTUNREACH'],
    [11_003, 'unreachable EHOSTUNREACH'],
    [11_004, 'unreachable EHOSTUNREACH'],
    [11_005, 'refused ECONNREFUSED'],
    [11_013, 'unreachable EHOSTUNREACH'],
    [11_014, 'unreachable EHOSTUNREACH'],
    [11_041, 'unreachable EHOSTUNREACH'],
    [11_006, 'error ENOBUFS'],
    [11_009, 'error PING_FAILED'],
    [11_050, 'error PING_FAILED'],
    [1231, 'error PING_FAILED'],
    [11_000, 'unusable'],
    [11_051, 'unusable'],
    [87, 'unusable'],
    [5, 'unusable'],
  ])('%i is %s', (status, expected) => {
    const word = failureOfStatus(status);
    expect(word === null || word === 'unusable' ? word : `${word.outcome} ${word.code}`).toBe(
      expected,
    );
  });
});

/** What a host does to a request; `null` is silence. */
type Behaviour = (
  request: number,
) =>
  | { status: number; rttMs?: number; from?: string; echo?: 'wrong'; afterMs?: number }
  | { failed: number }
  | null;

/** Windows as its documentation has it, with hosts that behave as they are told. */
function windowsWith(hosts: Readonly<Record<string, Behaviour>>): IcmpApi & {
  readonly handles: Set<number>;
  readonly sent: string[];
} {
  let next = 100;
  const handles = new Set<number>();
  const events = new Map<number, { readonly signalsAt: number }>();
  const statuses = new Map<Buffer, number>();
  const sent: string[] = [];
  const all: Readonly<Record<string, Behaviour>> = {
    '127.0.0.1': () => ({ status: 0 }),
    '::1': () => ({ status: 0 }),
    ...hosts,
  };
  return {
    handles,
    sent,
    open: () => {
      handles.add((next += 1));
      return next;
    },
    close: (handle) => void handles.delete(handle),
    createEvent: () => {
      handles.add((next += 1));
      return next;
    },
    closeEvent: (event) => void handles.delete(event),
    isSignalled: (event) => (events.get(event)?.signalsAt ?? Infinity) <= performance.now(),
    send: (family, _handle, event, address, data, reply, timeoutMs) => {
      sent.push(address);
      const asked = sent.filter((other) => other === address).length;
      const answer = (all[address] ?? (() => null))(asked);
      if (answer !== null && 'failed' in answer) return { error: answer.failed };
      const { afterMs = 1 } = answer ?? { afterMs: Infinity };
      events.set(event, { signalsAt: performance.now() + Math.min(afterMs, timeoutMs) });
      const isLate = afterMs > timeoutMs;
      statuses.set(reply, isLate ? 11_010 : 0);
      if (answer === null || isLate) return 'pending';
      const from = answer.from ?? address;
      const bytes =
        family === 4
          ? Buffer.from(from.split('.').map(Number))
          : ipv6SocketAddress(from).subarray(8, 24);
      const [at, statusAt, rttAt, dataAt] = family === 4 ? [0, 4, 8, 40] : [6, 28, 32, 36];
      reply.set(bytes, at);
      reply.writeUInt32LE(answer.status, statusAt);
      reply.writeUInt32LE(answer.rttMs ?? 0, rttAt);
      reply.set(answer.echo === 'wrong' ? Buffer.alloc(data.length, 7) : data, dataAt);
      return 'pending';
    },
    parse: (_family, reply) => statuses.get(reply) ?? 87,
  };
}

async function ask(api: IcmpApi, address: string, timeoutMs: number): Promise<EchoEnd> {
  const sender = await WindowsEchoSender.open(api);
  const deadline = new Deadline(timeoutMs, new AbortController().signal);
  const end = await sender.echo(address, deadline);
  deadline.dispose();
  sender.close();
  return end;
}

function told(end: EchoEnd): string {
  switch (end.kind) {
    case 'reply':
      return `reply ${end.rttMs}`;
    case 'none':
      return `${end.failure.outcome} ${end.failure.code}`;
    case 'unusable':
      return end.kind;
  }
}

describe('Windows’ own echo requests', () => {
  test.each<[string, Behaviour, string]>([
    ['a reply', () => ({ status: 0, rttMs: 12 }), 'reply 12'],
    [
      'a reply to the second',
      (request) => (request === 1 ? { status: 11_003 } : { status: 0 }),
      'reply 0',
    ],
    [
      'a reply to the first, after the second',
      (request) => (request === 1 ? { status: 0, rttMs: 1_300, afterMs: 1_300 } : null),
      'reply 1300',
    ],
    ['silence', () => null, 'filtered ETIMEDOUT'],
    ['an unreachable', () => ({ status: 11_003, from: '10.0.0.1' }), 'unreachable EHOSTUNREACH'],
    ['a refusal of the call', () => ({ failed: 87 }), 'unusable'],
    ['no route', () => ({ failed: 1231 }), 'error PING_FAILED'],
    ['somebody else’s reply', () => ({ status: 0, from: '10.0.0.9' }), 'filtered ETIMEDOUT'],
    ['other data', () => ({ status: 0, echo: 'wrong' }), 'filtered ETIMEDOUT'],
  ])('with %s', async (_what, behaviour, expected) => {
    const ample = expected.startsWith('reply') || expected === 'unusable';
    const api = windowsWith({ '10.0.0.7': behaviour, 'fd00::7': behaviour });
    expect(told(await ask(api, '10.0.0.7', ample ? AMPLE_MS : SHORT_MS))).toBe(expected);
  });

  test('over IPv6 are open', async () => {
    const api = windowsWith({ 'fe80::7%12': () => ({ status: 0, rttMs: 3 }) });
    expect(told(await ask(api, 'fe80::7%12', AMPLE_MS))).toBe('reply 3');
  });

  test('serve only the family whose loopback address replies', async () => {
    const sender = await WindowsEchoSender.open(windowsWith({ '::1': () => ({ status: 11_050 }) }));
    expect([sender.serves('10.0.0.7'), sender.serves('fd00::7')]).toEqual([true, false]);
    sender.close();
  });

  test.each<[string, Behaviour]>([
    ['does not reply', () => null],
    ['replies what was not asked', () => ({ status: 0, echo: 'wrong' })],
    ['is refused', () => ({ failed: 87 })],
  ])('are not used where loopback %s', async (_what, behaviour) => {
    const api = windowsWith({ '127.0.0.1': behaviour, '::1': behaviour });
    await expect(WindowsEchoSender.open(api)).rejects.toMatchObject({ code: 'PING_FAILED' });
  });

  test('serve addresses alone', async () => {
    const sender = await WindowsEchoSender.open(windowsWith({}));
    for (const text of ['pc001', '', '10.0.0', 'fe80::7%eth0', '10.0.0.7 -f']) {
      expect([text, sender.serves(text)]).toEqual([text, false]);
    }
    sender.close();
  });

  test('leave no handle behind', async () => {
    const api = windowsWith({ '10.0.0.7': () => ({ status: 0 }) });
    await ask(api, '10.0.0.7', AMPLE_MS);
    expect([...api.handles]).toEqual([]);
  });

  test('many at once keep apart', async () => {
    const addresses = Array.from(
      { length: 500 },
      (_, index) => `10.1.${index >> 8}.${index & 255}`,
    );
    const api = windowsWith(
      Object.fromEntries(
        addresses.map((address, index) => [address, () => ({ status: 0, rttMs: index })]),
      ),
    );
    const sender = await WindowsEchoSender.open(api);
    const ends = await Promise.all(
      addresses.map(async (address) => {
        const deadline = new Deadline(AMPLE_MS, new AbortController().signal);
        return sender.echo(address, deadline).finally(() => deadline.dispose());
      }),
    );
    sender.close();
    expect(ends.map(told)).toEqual(addresses.map((_, index) => `reply ${index}`));
    expect([...api.handles]).toEqual([]);
  });
});
