import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { TOOL_WORDS, errorCodesOf, reportOf, verdictsOf } from './support/tool.ts';

jest.setTimeout(60_000);

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

describeMachine([])('a machine without a network', () => {
  let network: Network;
  let host: Host;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
  });
  afterAll(() => network.close());

  const check = (words: readonly string[]) =>
    host.run([...TOOL_WORDS, 'check', '--timeout', '1s', '-o', 'json', ...words]);

  test.each<[string, readonly (readonly string[])[]]>([
    // Its eth0 has the link-local address alone that every interface has.
    ['but link-local addresses', []],
    ['but loopback', [['ip', 'link', 'set', 'eth0', 'down']]],
    [
      'at all',
      [
        ['ip', 'link', 'set', 'eth0', 'down'],
        ['ip', 'link', 'set', 'lo', 'down'],
      ],
    ],
  ])('%s proves nothing and breaks nothing', async (_what, commands) => {
    for (const words of commands) await host.mustRun(words);
    const [push, manual] = await Promise.all([check(PUSH), check(MANUAL)]);
    for (const ended of [push, manual]) {
      const report = reportOf(ended);
      expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
      expect(verdictsOf(report)).toEqual(['unproven']);
      expect(report.summary.noAnswer).toBe(0);
      expect(errorCodesOf(report)).toEqual(expect.arrayContaining(['EAI_AGAIN', 'ENETUNREACH']));
    }
    expect(reportOf(push).clients.map(({ answered }) => answered)).toEqual([null, null, null]);
  });
});
