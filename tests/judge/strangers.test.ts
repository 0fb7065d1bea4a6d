import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../src/probe/observation.ts';
import type { CheckResult, EndpointResult } from '../../src/probe/result.ts';
import { isOwn, strangersOf } from '../../src/judge/strangers.ts';
import type { Check } from '../../src/plan/check.ts';
import { type See, judge, observed } from '../support/observations.ts';

const OWN = '10.0.0.7';
const OTHER = '10.0.0.8';

/** What each of two addresses of the client's name offers. */
function seen(own: Partial<Record<string, Outcome>>, other: Partial<Record<string, Outcome>>): See {
  return (check) => [
    { address: OWN, observation: observed(own[check.kind] ?? 'open') },
    { address: OTHER, observation: observed(other[check.kind] ?? 'open') },
  ];
}

function clientPush(see: See) {
  const { method, requirement, client } = judge({ site: {}, from: 'site-server', see });
  return { push: method('client-push'), requirement, client };
}

describe('a stale record beside a good one', () => {
  test('what the other computer offers proves nothing for the client', () => {
    const { push, requirement } = clientPush(
      seen({ 'rpc-endpoint-mapper': 'refused' }, { smb: 'wrong-host' }),
    );
    expect(push.here).toBe('breaks');
    expect(push.brokenBy).toEqual(['client-push/rpc-endpoint-mapper']);
    expect(requirement('client-push/smb').status).toBe('met');
    expect(requirement('client-push/rpc-endpoint-mapper').outcome).toBe('refused');
  });

  test('both addresses stay in the report', () => {
    const { requirement } = clientPush(seen({}, { smb: 'wrong-host' }));
    expect(requirement('client-push/smb').endpoints.map(({ address }) => address)).toEqual([
      OWN,
      OTHER,
    ]);
  });

  test('nor does its answer mean that the client is there', () => {
    const everything = [
      'icmp',
      'smb',
      'rpc-endpoint-mapper',
      'rpc-endpoint-mapper-udp',
      'rpc-dynamic',
    ];
    const filtered = Object.fromEntries(everything.map((kind) => [kind, 'filtered' as const]));
    const { client, push } = clientPush(seen(filtered, { smb: 'wrong-host' }));
    expect(client.answered).toBe('no');
    expect(push.verdict).toBe('breaks');
  });

  test('two addresses of the one computer help each other', () => {
    const { push } = clientPush(
      seen({ 'rpc-endpoint-mapper': 'refused' }, { smb: 'refused', icmp: 'filtered' }),
    );
    expect(push.here).toBe('works');
  });

  test('a name that leads to another computer alone: SMB tells, the rest is told as it was seen', () => {
    const { push, client } = clientPush(seen({ smb: 'wrong-host' }, { smb: 'wrong-host' }));
    expect(push.brokenBy).toEqual(['client-push/smb']);
    expect(client.answered).toBe('yes');
  });
});

describe('who is a stranger', () => {
  const endpoint = (host: string, address: string | null, outcome: Outcome): EndpointResult => ({
    host,
    address,
    port: 445,
    attempts: 1,
    observation: observed(outcome),
  });
  const smb = (host: string, identity: 'must-match' | 'may-differ'): Check => ({
    kind: 'smb',
    host,
    port: 445,
    identity,
  });
  const strangers = (...results: readonly CheckResult[]): string[] => [
    ...strangersOf('pc', new Map(results.map((result, index) => [`${index}`, result]))),
  ];
  const both = [endpoint('pc', OWN, 'open'), endpoint('pc', OTHER, 'wrong-host')];

  test("the address of the client's name at which another computer answered", () => {
    expect(strangers({ check: smb('pc', 'must-match'), endpoints: both })).toEqual([OTHER]);
  });

  test('nobody, where the name leads to strangers alone or to nothing', () => {
    const alone = both.filter(({ address }) => address === OTHER);
    expect(strangers({ check: smb('pc', 'must-match'), endpoints: alone })).toEqual([]);
    expect(strangers({ check: smb('pc', 'must-match'), endpoints: [] })).toEqual([]);
    expect(strangers()).toEqual([]);
  });

  test('nobody, where the client was not asked who it is', () => {
    expect(strangers({ check: smb('pc', 'may-differ'), endpoints: both })).toEqual([]);
  });

  test("another computer by its object resolver's names, where SMB does not answer", () => {
    const check: Check = { kind: 'rpc-endpoint-mapper', host: 'pc', port: 135 };
    const silent = [endpoint('pc', OWN, 'filtered'), endpoint('pc', OTHER, 'filtered')];
    expect(
      strangers({ check, endpoints: both }, { check: smb('pc', 'must-match'), endpoints: silent }),
    ).toEqual([OTHER]);
  });

  test('nobody of another name, and nobody without an address', () => {
    const check = smb('pc', 'must-match');
    const elsewhere = endpoint('pd', '10.0.0.9', 'wrong-host');
    const nowhere = endpoint('pc', null, 'wrong-host');
    expect(strangers({ check, endpoints: [...both, elsewhere, nowhere] })).toEqual([OTHER]);
    const gone = [endpoint('pd', OWN, 'open'), endpoint('pc', OTHER, 'wrong-host')];
    expect(strangers({ check, endpoints: gone })).toEqual([]);
  });

  test.each<[string, string, string | null, boolean]>([
    ['its own address', 'pc', OWN, true],
    ["a stranger's", 'pc', OTHER, false],
    ["another host's, at a stranger's address", 'mp', OTHER, true],
    ['no address', 'pc', null, true],
    ["another host's", 'mp', OWN, true],
  ])('%s counts: %s %s %s', (_what, host, address, own) => {
    expect(isOwn(endpoint(host, address, 'open'), 'pc', new Set([OTHER]))).toBe(own);
  });
});
