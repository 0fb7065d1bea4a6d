import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CommandResult } from '../real/support/command.ts';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { TOOL_WORDS } from '../real/support/tool.ts';
import { errorCodesOf, reportOf, verdictsOf } from './support/tool.ts';

const CLIENTS = ['10.9.9.9', 'fd09::9', 'pc1.contoso.com'];
const PUSH = ['--method', 'client-push', '--client', ...CLIENTS];
const MANUAL = [
  '--method',
  'manual',
  '--mp',
  ...CLIENTS.map((name) => (name.includes(':') ? `[${name}]` : name)),
  '--run-from',
  String.raw`\\10.9.9.9\ccm`,
];

type State = 'but link-local addresses' | 'but loopback' | 'at all';

/** Its eth0 has the link-local address alone that every interface has. */
const TAKEN_DOWN = {
  'but link-local addresses': [],
  'but loopback': ['eth0'],
  'at all': ['eth0', 'lo'],
} as const satisfies Record<State, readonly string[]>;

const STATES: readonly State[] = ['but link-local addresses', 'but loopback', 'at all'];

interface Ended {
  readonly push: CommandResult;
  readonly manual: CommandResult;
}

describeMachine([])('a machine without a network', () => {
  let network: Network;
  /** Most of the time nobody does anything but wait: all run at once. */
  let running: ReadonlyMap<State, Promise<Ended>>;

  beforeAll(async () => {
    network = await Network.create();
    const hosts: Host[] = [];
    for (const [index] of STATES.entries()) hosts.push(await network.addHost(`site${index}`));
    running = new Map(
      STATES.map((state, index) => [state, checkBoth(hosts[index], TAKEN_DOWN[state])]),
    );
  });
  afterAll(() => network.close());

  test.each(STATES)('%s proves nothing and breaks nothing', async (state) => {
    const ended = await running.get(state);
    if (ended === undefined) throw new Error('it was not started');
    for (const each of [ended.push, ended.manual]) {
      const report = reportOf(each);
      expect([each.exitCode, each.stderr]).toEqual([3, '']);
      expect(verdictsOf(report)).toEqual(['unproven']);
      expect(report.summary.noAnswer).toBe(0);
      const codes = errorCodesOf(report);
      expect(codes).toContain('ENETUNREACH');
      // Without loopback the system's resolver may wait longer than a look-up may.
      expect(codes.filter((code) => code === 'EAI_AGAIN' || code === 'ETIMEDOUT')).toHaveLength(1);
    }
    expect(reportOf(ended.push).clients.map(({ answered }) => answered)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

async function checkBoth(host: Host | undefined, down: readonly string[]): Promise<Ended> {
  if (host === undefined) throw new Error('there is no host');
  for (const device of down) await host.mustRun(['ip', 'link', 'set', device, 'down']);
  const check = (words: readonly string[]) =>
    host.run(
      [...TOOL_WORDS, 'check', '--product', 'cm2007', '--timeout', '1s', '-o', 'json', ...words],
      undefined,
      {
        // Without loopback the system's resolver gets no refusal, and waits.
        RES_OPTIONS: 'timeout:1 attempts:1',
      },
    );
  const [push, manual] = await Promise.all([check(PUSH), check(MANUAL)]);
  return { push, manual };
}
