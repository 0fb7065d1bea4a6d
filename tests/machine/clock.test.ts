import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { BUILT_WORDS } from '../real/support/tool.ts';
import { outcomeCounts, reportOf } from './support/tool.ts';

const CLOCK_BACK = new URL('./support/clock-back.js', import.meta.url);

describeMachine([])('a clock that is set back during the run', () => {
  let network: Network;
  let host: Host;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
    await host.filterIncoming(['ip daddr 127.8.0.0/16 drop']);
  });
  afterAll(() => network.close());

  test('changes no deadline', async () => {
    const words = [
      'check',
      '--product',
      'cm2007',
      '--client',
      '127.8.0.1',
      '--method',
      'client-push',
      '--timeout',
      '2s',
      '--retries',
      '0',
    ];
    const [node, bin] = BUILT_WORDS;
    const ended = await host.run([
      node,
      '--import',
      fileURLToPath(CLOCK_BACK),
      bin,
      ...words,
      '-o',
      'json',
    ]);
    const report = reportOf(ended);
    // It was: the end is before the beginning.
    expect(Date.parse(report.run.finishedAt ?? '')).toBeLessThan(Date.parse(report.run.startedAt));
    expect(outcomeCounts(report)).toMatchObject({
      'client-push/icmp filtered': 1,
      'client-push/smb filtered': 1,
      'client-push/rpc-endpoint-mapper filtered': 1,
    });
    expect(ended.durationMs).toBeGreaterThan(2000);
    expect(ended.durationMs).toBeLessThan(10_000);
  });
});
