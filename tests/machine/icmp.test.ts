import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import {
  TOOL_WORDS,
  errorCodesOf,
  outcomeCounts,
  reportOf,
  startResponder,
  verdictsOf,
} from './support/tool.ts';

jest.setTimeout(60_000);

const CHECK = [
  'check',
  '--client',
  '127.0.0.1',
  '--method',
  'client-push',
  '--timeout',
  '1s',
] as const;
const NOBODY = [
  'setpriv',
  '--reuid=65534',
  '--regid=65534',
  '--clear-groups',
  '--no-new-privs',
  '--bounding-set=-all',
  '--inh-caps=-all',
] as const;

describeMachine(['setpriv', 'sysctl'])('a machine that can not ping', () => {
  let network: Network;
  let host: Host;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
    await host.mustRun(['sysctl', '-q', '-w', 'net.ipv4.ping_group_range=1 0']);
    await startResponder(host);
  });
  afterAll(() => network.close());

  test.each<[string, readonly string[], string, string]>([
    [
      'has no ping program',
      ['env', 'PATH=/nonexistent'],
      'PING_MISSING',
      'there is no ping program on this machine',
    ],
    ['gives an unprivileged user no right to', NOBODY, 'EPERM', 'this machine forbids it (EPERM)'],
  ])('because it %s proves all the rest', async (_what, prefix, code, words) => {
    const ended = await host.run([...prefix, ...TOOL_WORDS, ...CHECK, '-o', 'json']);
    const report = reportOf(ended);
    expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
    expect(outcomeCounts(report)).toEqual({
      'client-push/icmp error': 1,
      'client-push/smb open': 1,
      'client-push/rpc-endpoint-mapper open': 1,
      'client-push/rpc-endpoint-mapper-udp refused': 1,
      'client-push/rpc-dynamic open': 1,
    });
    expect(verdictsOf(report)).toEqual(['unproven']);
    expect(report.clients[0]?.answered).toBe(true);
    expect(errorCodesOf(report)).toEqual([code]);
    const table = await host.run([...prefix, ...TOOL_WORDS, ...CHECK]);
    // The column's words, whatever the lines that they are broken into.
    const last = table.stdout.split('\n').map((line) => line.slice(58).trim());
    expect(last.join(' ')).toContain(words);
  });
});
