import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CommandResult } from '../real/support/command.ts';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { TOOL_WORDS } from '../real/support/tool.ts';
import { outcomeCounts, reportOf, startResponder, verdictsOf } from './support/tool.ts';

const CLIENTS = 60;
const CHECK = [
  'check',
  '--product',
  'cm2007',
  '--method',
  'client-push',
  '--timeout',
  '2s',
  '-o',
  'json',
] as const;

describeMachine(['prlimit'])('a machine that allows 64 open files', () => {
  let network: Network;
  let host: Host;
  let starved: Promise<CommandResult>;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
    host.setNames(
      Array.from({ length: CLIENTS }, (_none, index) => [
        `127.9.0.${index + 1}`,
        `pc${index}.contoso.com`,
        `pc${index}`,
      ]),
    );
    await startResponder(host);
    // Waits until the shortage is given up, meanwhile the others run.
    starved = limited(20, ['127.9.0.1']);
  });
  afterAll(() => network.close());

  const limited = (files: number, names: readonly string[]) => {
    const list = path.join(host.folder, `clients-${files}-${names.length}.txt`);
    fs.writeFileSync(list, names.join('\n'));
    return host.run([
      'prlimit',
      `--nofile=${files}:${files}`,
      ...TOOL_WORDS,
      ...CHECK,
      '--clients',
      list,
    ]);
  };

  test.each([
    ['addresses', (index: number) => `127.9.0.${index + 1}`],
    ['names', (index: number) => `pc${index}.contoso.com`],
  ])('finds all of many clients by their %s', async (_what, nameOf) => {
    const ended = await limited(
      64,
      Array.from({ length: CLIENTS }, (_none, index) => nameOf(index)),
    );
    const report = reportOf(ended);
    expect(ended.stderr).toBe('');
    expect(ended.exitCode).toBe(0);
    expect(outcomeCounts(report)).toEqual({
      'client-push/icmp open': CLIENTS,
      'client-push/smb open': CLIENTS,
      'client-push/rpc-endpoint-mapper open': CLIENTS,
      'client-push/rpc-endpoint-mapper-udp refused': CLIENTS,
      'client-push/rpc-dynamic open': CLIENTS,
    });
    expect(report.clients.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test('with fewer files than a run needs never says that something is closed', async () => {
    const ended = await limited(40, ['127.9.0.1', 'pc2.contoso.com', '127.9.0.4']);
    const report = reportOf(ended);
    expect(ended.exitCode).toBe(0);
    expect(verdictsOf(report)).toEqual(['unproven']);
  });

  test('with hardly enough to load the tool ends with no verdict that is wrong', async () => {
    expect([0, 3, 4]).toContain((await starved).exitCode);
  });
});
