import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/model/report.ts';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { NOBODY } from './support/nobody.ts';
import { BUILT_WORDS, TOOL_WORDS } from '../real/support/tool.ts';
import {
  errorCodesOf,
  outcomeCounts,
  reportOf,
  startResponder,
  verdictsOf,
} from './support/tool.ts';

const CHECK = [
  'check',
  '--product',
  'cm2007',
  '--client',
  '127.0.0.1',
  '--method',
  'client-push',
  '--timeout',
  '1s',
] as const;

describeMachine(['setpriv', 'sysctl'])('a machine that cannot ping', () => {
  let network: Network;
  let host: Host;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
    await host.mustRun(['sysctl', '-q', '-w', 'net.ipv4.ping_group_range=1 0']);
    await startResponder(host);
  });
  afterAll(() => network.close());

  test.each<[string, readonly string[], readonly string[], string, string]>([
    [
      'has no ping program',
      ['env', 'PATH=/nonexistent'],
      ['--icmp', 'program'],
      'PING_MISSING',
      'there is no ping program on this machine',
    ],
    [
      'gives an unprivileged user no right to',
      NOBODY,
      [],
      'EPERM',
      'this machine forbids it (EPERM)',
    ],
  ])('because it %s proves all the rest', async (_what, prefix, icmp, code, words) => {
    const ended = await host.run([...prefix, ...TOOL_WORDS, ...CHECK, ...icmp, '-o', 'json']);
    const report = reportOf(ended);
    expect([ended.exitCode, ended.stderr]).toEqual([3, '']);
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
    const table = await host.run([...prefix, ...TOOL_WORDS, ...CHECK, ...icmp]);
    // The column's words, whatever the lines that they are broken into.
    const last = table.stdout.split('\n').map((line) => line.slice(58).trim());
    expect(last.join(' ')).toContain(words);
  });

  const sendersOf = (report: Report): readonly string[] =>
    report.clients
      .flatMap(({ requirements }) => requirements.flatMap(({ endpoints }) => endpoints))
      .flatMap(({ evidence }) =>
        'kind' in evidence && evidence.kind === 'icmp' ? [evidence.sender] : [],
      );

  test.each<[string, readonly string[], readonly string[], string]>([
    ['sends through a raw socket as root', [], [], 'raw-socket'],
    ['sends by the program where that is wanted', [], ['--icmp', 'program'], 'program'],
    ['sends by the program where no addon may be loaded', ['--no-addons'], [], 'program'],
  ])('but %s', async (_what, flags, icmp, sender) => {
    const [node, ...tool] = BUILT_WORDS;
    const words = [node, ...flags, ...tool, ...CHECK, ...icmp, '-o', 'json'];
    const report = reportOf(await host.run(words));
    expect(outcomeCounts(report)).toMatchObject({ 'client-push/icmp open': 1 });
    expect(sendersOf(report)).toEqual([sender]);
  });

  test.each<[string, readonly string[], readonly string[], string]>([
    ['by a user without rights', NOBODY, [], 'this machine forbids it (EACCES)'],
    ['where no addon may be loaded', [], ['--no-addons'], 'ERR_DLOPEN_DISABLED'],
  ])('is told that native echo requests are impossible %s', async (_what, prefix, flags, words) => {
    const [node, ...tool] = BUILT_WORDS;
    const ended = await host.run([...prefix, node, ...flags, ...tool, ...CHECK, '--icmp=native']);
    expect([ended.exitCode, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain('--icmp native');
    expect(ended.stderr).toContain(words);
  });
});
