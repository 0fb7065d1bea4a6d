import { describe, expect, test } from '@jest/globals';
import { Batch, type Send } from '../../src/engine/batch.ts';
import type { Check } from '../../src/plan/check.ts';
import { checkKey } from '../../src/plan/checks.ts';
import type { Outcome } from '../../src/probe/observation.ts';
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

interface Ran {
  /** Kinds in the order of sending, with the address. */
  readonly sent: readonly string[];
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
}

/** Runs the checks of a client of which each flow has the outcome that is given. */
async function run(
  checks: readonly Check[],
  outcomes: Readonly<Record<string, Partial<Record<Check['kind'], Outcome>>>>,
): Promise<Ran> {
  const sent: string[] = [];
  const send: Send = (check, address, life) => {
    sent.push(`${check.kind} ${address}`);
    const observation = observed(outcomes[address]?.[check.kind] ?? 'filtered');
    life.note(observation);
    return Promise.resolve({ observation, attempts: 1 });
  };
  const batch = new Batch(
    checks,
    () => Promise.resolve({ kind: 'addresses', addresses: Object.keys(outcomes) }),
    send,
  );
  const results = await Promise.all(checks.map((check) => batch.run(check)));
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
