import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { CommandResult } from '../real/support/command.ts';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { TOOL_WORDS } from '../real/support/tool.ts';
import { errorCodesOf, reportOf, verdictsOf } from './support/tool.ts';

jest.setTimeout(60_000);

const SILENT = fileURLToPath(new URL('./support/silent-udp.js', import.meta.url));
const TRUNCATING = fileURLToPath(new URL('./support/truncating-dns.js', import.meta.url));
const NAMES = 60;
/** Sixty names, two at once, each asked for in full and short, would take a minute. */
const BOUND_MS = 30_000;
/** Instead of the tool's own, two attempts of two seconds. */
const ONE_SECOND = { RES_OPTIONS: 'timeout:1 attempts:1' };
const TWO_SECONDS = { RES_OPTIONS: 'timeout:2 attempts:1' };

const INTERRUPTED = ['check', '--client', 'pc1.contoso.com', '-o', 'json'];

describeMachine([])('a resolver that never answers', () => {
  let network: Network;
  let host: Host;
  /** Runs while the others wait. */
  let interrupted: Promise<CommandResult>;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
    host.setResolver('nameserver 127.0.0.53\n');
    await host.startServer([process.execPath, SILENT, '127.0.0.53', '53'], [53], 'udp');
    interrupted = host.run(
      ['timeout', '--preserve-status', '-s', 'INT', '1', ...TOOL_WORDS, ...INTERRUPTED],
      undefined,
      TWO_SECONDS,
    );
  });
  afterAll(() => network.close());

  const check = (names: readonly string[], environment: NodeJS.ProcessEnv) =>
    host.run(
      [...TOOL_WORDS, 'check', '--method', 'client-push', '-o', 'json', '--client', ...names],
      undefined,
      environment,
    );

  test('of one name or of many ends in bounded time, nothing proven', async () => {
    const names = Array.from({ length: NAMES }, (_none, index) => `pc${index}.contoso.com`);
    const [one, many] = await Promise.all([check(['pc1'], {}), check(names, ONE_SECOND)]);
    for (const [ended, count] of [
      [one, 1],
      [many, NAMES],
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
    const ended = await interrupted;
    expect(ended.exitCode).toBe(130);
    expect(reportOf(ended).run.complete).toBe(false);
    expect(ended.durationMs).toBeLessThan(BOUND_MS);
  });
});

describeMachine([])('a resolver that cuts its answers, and is silent over TCP', () => {
  let network: Network;
  let host: Host;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
    host.setResolver('nameserver 127.0.0.53\n');
    await host.startServer([process.execPath, TRUNCATING, '127.0.0.53', '53'], [53]);
  });
  afterAll(() => network.close());

  /** @param interruptedAfter seconds; null for a run that ends by itself */
  const run = (words: readonly string[], interruptedAfter: number | null = null) => {
    const timeout = ['timeout', '--preserve-status', '-s', 'INT', String(interruptedAfter)];
    return host.run([...(interruptedAfter === null ? [] : timeout), ...TOOL_WORDS, ...words]);
  };
  const manyNames = Array.from({ length: 600 }, (_none, index) => `pc${index}.contoso.com`);
  const CHECK = ['check', '--product', 'cm2007', '-o', 'json'];

  test('does not keep a process whose report is there', async () => {
    const runs: readonly (readonly [readonly string[], readonly number[]])[] = [
      [
        [...CHECK, '--client', 'pc1.contoso.com'],
        [0, 3],
      ],
      [
        [...CHECK, '--mp', 'mp1.contoso.com'],
        [0, 3],
      ],
      // So many take several threads.
      [
        [...CHECK, '--client', ...manyNames],
        [0, 3],
      ],
      [['discover', '--domain', 'contoso.com', '--mp', 'mp1.contoso.com'], [1]],
    ];
    await Promise.all(
      runs.map(async ([words, exitCodes]) => {
        const ended = await run(words);
        expect(exitCodes).toContain(ended.exitCode);
        expect(ended.durationMs).toBeLessThan(BOUND_MS);
        expect(words[0] !== 'check' || reportOf(ended).run.complete).toBe(true);
      }),
    );
  });

  test('does not keep one that is interrupted', async () => {
    const ended = await run([...CHECK, '--client', ...manyNames], 1);
    expect(ended.exitCode).toBe(130);
    expect(reportOf(ended).run.complete).toBe(false);
    expect(ended.durationMs).toBeLessThan(BOUND_MS);
  });
});
