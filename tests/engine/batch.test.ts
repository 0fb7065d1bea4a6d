import { describe, expect, test } from '@jest/globals';
import { Batch, type Send } from '../../src/engine/batch.ts';
import type { Directory } from '../../src/engine/directory.ts';
import type { Check } from '../../src/plan/check.ts';
import { boundCheck, checkKey } from '../../src/plan/checks.ts';
import type { Observation, Outcome } from '../../src/probe/observation.ts';
import { observed } from '../support/observations.ts';

const HOST = 'pc001';
const ICMP: Check = { kind: 'icmp', host: HOST };
const SMB: Check = { kind: 'smb', host: HOST, port: 445, identity: 'must-match' };
const MAPPER: Check = { kind: 'rpc-endpoint-mapper', host: HOST, port: 135 };
const UDP: Check = { kind: 'rpc-endpoint-mapper-udp', host: HOST, port: 135 };
const DYNAMIC: Check = {
  kind: 'rpc-dynamic',
  host: HOST,
  mapperPort: 135,
  range: { first: 49_152, last: 65_535 },
};
const PUSH = [ICMP, SMB, MAPPER, UDP, DYNAMIC];

const CONNECT_MS = 3000;

interface Ran {
  /** Kinds in the order of sending, with the address. */
  readonly sent: readonly string[];
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
}

/** Runs the checks of a client of which each flow has the outcome that is given. */
const NO_DIRECTORY: Directory = {
  nameServers: () => [],
  services: () => Promise.resolve({ kind: 'unresolved', code: 'ENOTFOUND' }),
  addresses: () => Promise.resolve({ kind: 'unresolved', code: 'ENOTFOUND' }),
};

async function run(
  checks: readonly Check[],
  outcomes: Readonly<Record<string, Partial<Record<Check['kind'], Outcome | Observation>>>>,
): Promise<Ran> {
  const sent: string[] = [];
  const send: Send = (check, address, life) => {
    sent.push(`${check.kind} ${address}`);
    const seen = outcomes[address]?.[check.kind] ?? 'filtered';
    const observation = typeof seen === 'string' ? observed(seen) : seen;
    life.note(observation);
    return Promise.resolve({ observation, attempts: 1 });
  };
  const batch = new Batch(
    checks.map(boundCheck),
    () => Promise.resolve({ kind: 'addresses', addresses: Object.keys(outcomes) }),
    send,
    CONNECT_MS,
    NO_DIRECTORY,
  );
  const results = await Promise.all(checks.map((check) => batch.run(boundCheck(check))));
  return {
    sent,
    outcomes: new Map(
      results.map(({ check, endpoints }) => [
        checkKey(check),
        endpoints.map(({ observation }) => observation.outcome),
      ]),
    ),
  };
}

describe('a connect without an answer, where an echo took longer than it may', () => {
  const late: Observation = {
    outcome: 'open',
    reached: 'service',
    rttMs: CONNECT_MS + 1,
    evidence: { kind: 'icmp', sender: 'ping-socket', program: null, line: null },
  };
  const connectedIn = (rttMs: number): Observation => ({ ...observed('open'), rttMs });
  const smbBeside = async (mapper: Outcome | Observation, icmp: Outcome | Observation = late) => {
    const { outcomes } = await run([ICMP, MAPPER, SMB], {
      '10.0.0.1': { icmp, 'rpc-endpoint-mapper': mapper },
    });
    return outcomes.get(checkKey(SMB));
  };

  test.each<[string, Outcome | Observation, Outcome]>([
    ['nothing else was reached', 'filtered', 'inconclusive'],
    ['another connect was as slow', connectedIn(CONNECT_MS - 1), 'inconclusive'],
    ['another connect was quick', connectedIn(20), 'filtered'],
  ])('%s: %s', async (_what, mapper, expected) => {
    expect(await smbBeside(mapper)).toEqual([expected]);
  });

  test('is filtered where the echo was quick', async () => {
    expect(await smbBeside('filtered', { ...late, rttMs: 20 })).toEqual(['filtered']);
  });
});

describe('UDP of the endpoint mapper', () => {
  test('is asked when something else of the address has answered', async () => {
    const { sent } = await run(PUSH, { '10.0.0.1': { icmp: 'open' } });
    expect(sent).toContain('rpc-endpoint-mapper-udp 10.0.0.1');
  });

  test.each(['refused', 'unreachable'] as const)('%s is an answer', async (outcome) => {
    const { sent } = await run(PUSH, { '10.0.0.1': { smb: outcome } });
    expect(sent).toContain('rpc-endpoint-mapper-udp 10.0.0.1');
  });

  test.each(['filtered', 'error'] as const)(
    'is not asked where all is %s, and says so',
    async (outcome) => {
      const { sent, outcomes } = await run(PUSH, {
        '10.0.0.1': { icmp: outcome, smb: outcome, 'rpc-endpoint-mapper': outcome },
      });
      expect(sent).not.toContain('rpc-endpoint-mapper-udp 10.0.0.1');
      expect(outcomes.get(checkKey(UDP))).toEqual(['inconclusive']);
    },
  );

  test('is asked of the address that answered, and of no other', async () => {
    const { sent } = await run(PUSH, { '10.0.0.1': { icmp: 'open' }, '10.0.0.2': {} });
    expect(sent.filter((line) => line.startsWith('rpc-endpoint-mapper-udp'))).toEqual([
      'rpc-endpoint-mapper-udp 10.0.0.1',
    ]);
  });

  test('that nothing else tells of is asked', async () => {
    const { sent } = await run([UDP], { '10.0.0.1': {} });
    expect(sent).toEqual(['rpc-endpoint-mapper-udp 10.0.0.1']);
  });
});

test('dynamic ports are asked for after the endpoint mapper, whatever the order of checks', async () => {
  const { sent } = await run([DYNAMIC, MAPPER], { '10.0.0.1': { 'rpc-endpoint-mapper': 'open' } });
  expect(sent).toEqual(['rpc-endpoint-mapper 10.0.0.1', 'rpc-dynamic 10.0.0.1']);
});

describe('a name with many addresses', () => {
  const MP: Check = { kind: 'tcp', host: 'pc001', port: 10_123 };
  const addresses = Array.from({ length: 20 }, (_, index) => `10.0.0.${index + 1}`);
  const without = (open: string): Readonly<Record<string, { readonly tcp?: Outcome }>> =>
    Object.fromEntries(
      addresses.map((each) => [each, each === open ? { tcp: 'open' as const } : {}]),
    );

  test.each([
    ['10.0.0.3', 8],
    ['10.0.0.11', 16],
    ['none', 20],
  ])('is looked at until one answers: %s, %i addresses', async (open, looked) => {
    const { sent } = await run([MP], without(open));
    expect(sent).toHaveLength(looked);
  });
});

describe('a path whose echo takes longer than a connect may', () => {
  const SMB: Check = { kind: 'smb', host: 'pc001', port: 445, identity: 'must-match' };
  const ICMP: Check = { kind: 'icmp', host: 'pc001' };

  const seen = async (rttMs: number, outcome: Outcome): Promise<Outcome | undefined> => {
    const batch = new Batch(
      [SMB, ICMP].map(boundCheck),
      () => Promise.resolve({ kind: 'addresses', addresses: ['10.0.0.1'] }),
      (check) => {
        const observation: Observation =
          check.kind === 'icmp' ? { ...observed('open'), rttMs } : observed(outcome);
        return Promise.resolve({ observation, attempts: 2 });
      },
      CONNECT_MS,
      NO_DIRECTORY,
    );
    return (await batch.run(boundCheck(SMB))).endpoints[0]?.observation.outcome;
  };

  test.each<[number, Outcome, Outcome]>([
    [3500, 'filtered', 'inconclusive'],
    [20, 'filtered', 'filtered'],
    [3500, 'refused', 'refused'],
  ])('%i ms, %s: %s', async (rttMs, outcome, expected) => {
    expect(await seen(rttMs, outcome)).toBe(expected);
  });
});
