import { createSocket } from 'node:dgram';
import { describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import {
  type Ipv4Lookup,
  type Resolver,
  type SystemLookup,
  ipv4LookupAt,
  resolveOnce,
  systemResolver,
} from '../../src/engine/resolve.ts';

const AMPLE_MS = 20_000;
const never: SystemLookup = () => new Promise(() => {});

function resolverOf(
  lookup: SystemLookup,
  timeoutMs = AMPLE_MS,
  signal: AbortSignal = new AbortController().signal,
  ipv4: Ipv4Lookup = () => Promise.reject(new Error('no answer')),
): Resolver {
  return systemResolver(pLimit(4), timeoutMs, 0, signal, lookup, ipv4);
}

const found =
  (...addresses: readonly string[]): SystemLookup =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address })));

/** What getaddrinfo throws: an error of another realm under jest, known by its code. */
const failing =
  (code: string): SystemLookup =>
  () =>
    Promise.reject(Object.assign(new Error(code), { code }));

describe('a name', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['one address', ['127.0.0.1'], ['127.0.0.1']],
    ["several, in the system's order", ['127.0.0.2', '127.0.0.1'], ['127.0.0.2', '127.0.0.1']],
    ['each once', ['127.0.0.1', '127.0.0.1', '127.0.0.2'], ['127.0.0.1', '127.0.0.2']],
  ])('%s', async (_what, answer, addresses) => {
    expect(await resolverOf(found(...answer))('mp01')).toEqual({ kind: 'addresses', addresses });
  });

  test('has all its addresses looked at, up to a bound', async () => {
    const many = Array.from(
      { length: 300 },
      (_none, index) => `127.0.${index >> 8}.${index & 255}`,
    );
    expect(await resolverOf(found(...many))('mp01')).toEqual({
      kind: 'addresses',
      addresses: many.slice(0, 256),
    });
  });

  test('without a family of this machine keeps what it has', async () => {
    // Whether or not there is a network, an only address is looked at.
    expect(await resolverOf(found('2001:db8::7'))('mp01')).toEqual({
      kind: 'addresses',
      addresses: ['2001:db8::7'],
    });
  });

  test.each([[['0.0.0.0']], [['::', '0.0.0.0']]])(
    'that a filter answers with %j has no address: a connect would reach this machine',
    async (blocked) => {
      expect(await resolverOf(found(...blocked))('mp01')).toEqual({
        kind: 'unresolved',
        code: 'ENODATA',
      });
      const mixed = await resolverOf(found(...blocked, '127.0.0.2'))('mp01');
      expect(mixed).toEqual({ kind: 'addresses', addresses: ['127.0.0.2'] });
    },
  );

  test.each(['ENOTFOUND', 'ENODATA'])('%s: has no address', async (code) => {
    expect(await resolverOf(failing(code))('mp01')).toEqual({ kind: 'unresolved', code });
  });

  test.each(['EAI_AGAIN', 'ESERVFAIL', 'ECONNREFUSED', 'EMFILE'])(
    '%s: the resolver failed, not the name',
    async (code) => {
      expect(await resolverOf(failing(code))('mp01')).toEqual({ kind: 'error', code });
    },
  );

  test('of this machine is found by the system', async () => {
    const resolve = systemResolver(pLimit(4), AMPLE_MS, 0, new AbortController().signal);
    const resolution = await resolve('localhost');
    expect(resolution.kind).toBe('addresses');
    for (const address of resolution.kind === 'addresses' ? resolution.addresses : []) {
      expect(['127.0.0.1', '::1']).toContain(address);
    }
  });
});

describe('a name server that does not answer for IPv6', () => {
  const alone: Ipv4Lookup = () => Promise.resolve(['127.0.0.9']);
  const asked = (lookup: SystemLookup, ipv4: Ipv4Lookup, timeoutMs?: number) =>
    resolverOf(lookup, timeoutMs, undefined, ipv4)('mp01.contoso.com');
  const FOUND = { kind: 'addresses', addresses: ['127.0.0.9'] };

  test('has the IPv4 address that it has, however the system puts it', async () => {
    expect(await asked(failing('EAI_AGAIN'), alone)).toEqual(FOUND);
    expect(await asked(never, alone)).toEqual(FOUND);
  });

  test.each<[string, Ipv4Lookup]>([
    ['no answer', () => Promise.reject(new Error('no answer'))],
    ['no address', () => Promise.resolve([])],
  ])('and not for IPv4 either (%s) has failed', async (_what, ipv4) => {
    expect(await asked(failing('EAI_AGAIN'), ipv4)).toEqual({ kind: 'error', code: 'EAI_AGAIN' });
  });

  test('is not asked again where the system has its answer', async () => {
    const unasked: Ipv4Lookup = () => Promise.reject(new Error('asked'));
    expect(await asked(failing('ENOTFOUND'), unasked)).toEqual({
      kind: 'unresolved',
      code: 'ENOTFOUND',
    });
    expect(await asked(found('127.0.0.3'), alone)).toEqual({
      kind: 'addresses',
      addresses: ['127.0.0.3'],
    });
  });
});

test('a name server that does not answer is asked for IPv4 once', async () => {
  const server = createSocket('udp4');
  let questions = 0;
  server.on('message', () => (questions += 1));
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  try {
    const asked = ipv4LookupAt([`127.0.0.1:${server.address().port}`])('mp01.contoso.com');
    await expect(asked).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(questions).toBe(1);
  } finally {
    server.close();
  }
});

describe('an address', () => {
  test.each(['10.0.0.7', '::1', 'fe80::1%eth0'])('%s is not looked up', async (address) => {
    const resolve = resolverOf(() => Promise.reject(new Error('asked')));
    expect(await resolve(address)).toEqual({ kind: 'addresses', addresses: [address] });
  });
});

describe('a resolver that hangs', () => {
  test('is given up after its time', async () => {
    expect(await resolverOf(never, 50)('mp01')).toEqual({ kind: 'error', code: 'ETIMEDOUT' });
  });

  test('is given up on interrupt', async () => {
    const controller = new AbortController();
    const resolution = resolverOf(never, AMPLE_MS, controller.signal)('mp01');
    controller.abort();
    expect(await resolution).toEqual({ kind: 'error', code: 'ABORT_ERR' });
  });

  test('is not waited for after an interrupt', async () => {
    expect(await resolverOf(never, AMPLE_MS, AbortSignal.abort())('mp01')).toEqual({
      kind: 'error',
      code: 'ABORT_ERR',
    });
  });
});

test('a name is asked for once, in whatever case', async () => {
  const asked: string[] = [];
  const resolve = resolveOnce((host) => {
    asked.push(host);
    return Promise.resolve({ kind: 'addresses', addresses: ['127.0.0.1'] });
  });
  await Promise.all([resolve('mp01'), resolve('MP01'), resolve('mp02'), resolve('mp01')]);
  expect(asked).toEqual(['mp01', 'mp02']);
});
