import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { TOOL_WORDS, errorCodesOf, reportOf, verdictsOf } from './support/tool.ts';

jest.setTimeout(60_000);

const SILENT = fileURLToPath(new URL('./support/silent-udp.js', import.meta.url));
/** Two attempts of two seconds, a few times in turn, until the resolver is given up. */
const BOUND_MS = 30_000;

describeMachine([])('a resolver that never answers', () => {
  let network: Network;
  let host: Host;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
    host.setResolver('nameserver 127.0.0.53\n');
    await host.startServer([process.execPath, SILENT, '127.0.0.53', '53'], [53], 'udp');
  });
  afterAll(() => network.close());

  const check = (...names: readonly string[]) =>
    host.run([
      ...TOOL_WORDS,
      'check',
      '--method',
      'client-push',
      '-o',
      'json',
      '--client',
      ...names,
    ]);

  test('of one name or of many ends in bounded time, nothing proven', async () => {
    const names = Array.from({ length: 20 }, (_none, index) => `pc${index}.contoso.com`);
    const [one, many] = await Promise.all([check('pc1.contoso.com'), check(...names)]);
    for (const [ended, count] of [
      [one, 1],
      [many, 20],
    ] as const) {
      const report = reportOf(ended);
      expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
      expect(report.clients).toHaveLength(count);
      expect(report.run.complete).toBe(true);
      expect(verdictsOf(report)).toEqual(['unproven']);
      for (const code of errorCodesOf(report)) expect(['EAI_AGAIN', 'ETIMEDOUT']).toContain(code);
      expect(ended.durationMs).toBeLessThan(BOUND_MS);
    }
  });

  test('does not keep a run that is interrupted', async () => {
    const words = [...TOOL_WORDS, 'check', '--client', 'pc1.contoso.com', '-o', 'json'];
    const ended = await host.run(['timeout', '--preserve-status', '-s', 'INT', '1', ...words]);
    expect(ended.exitCode).toBe(130);
    expect(reportOf(ended).run.complete).toBe(false);
    expect(ended.durationMs).toBeLessThan(BOUND_MS);
  });
});
