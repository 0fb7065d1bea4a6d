import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnProgram } from '../real/support/command.ts';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { TOOL_WORDS } from '../real/support/tool.ts';
import { errorCodesOf, reportOf, verdictsOf } from './support/tool.ts';

/** More than a command may take before it is killed, which no run here may need. */
const SILENT = fileURLToPath(new URL('./support/silent-udp.js', import.meta.url));
const TRUNCATING = fileURLToPath(new URL('./support/truncating-dns.js', import.meta.url));
const NAMES = 60;
/** Sixty names, two at once, each asked for in full and short, would take a minute. */
const BOUND_MS = 30_000;
/** The look-ups that are cut would take longer: whoever waits for them is killed. */
const MAX_RUN_MS = 60_000;
/** Instead of the tool's own, two attempts of two seconds. */
const ONE_SECOND = { RES_OPTIONS: 'timeout:1 attempts:1' };

/** Interrupts a check as soon as its report has begun. @returns its exit code and last line */
async function interruptCheck(
  host: Host,
  names: readonly string[],
): Promise<{ readonly code: number | null; readonly last: unknown }> {
  const namespace = (await host.mustRun(['ip', 'netns', 'identify'])).trim();
  const words = ['check', '--product', 'cm2007', '-o', 'ndjson', '--client', ...names];
  const child = spawnProgram(['ip', 'netns', 'exec', namespace, ...TOOL_WORDS, ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: MAX_RUN_MS,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  child.stdout?.once('data', () => child.kill('SIGINT'));
  child.stdout?.on('data', (piece: Buffer) => (stdout += piece.toString()));
  const [code] = await once(child, 'close');
  return { code, last: JSON.parse(stdout.trim().split('\n').at(-1) ?? '') };
}

const INTERRUPTED = { code: 130, last: { type: 'summary', run: { complete: false } } };

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

  const check = (names: readonly string[], environment: NodeJS.ProcessEnv) =>
    host.run(
      [
        ...TOOL_WORDS,
        'check',
        '--product',
        'cm2007',
        '--method',
        'client-push',
        '-o',
        'json',
        '--client',
        ...names,
      ],
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
      expect([ended.exitCode, ended.stderr]).toEqual([3, '']);
      expect(report.clients).toHaveLength(count);
      expect(report.run.complete).toBe(true);
      expect(verdictsOf(report)).toEqual(['unproven']);
      for (const code of errorCodesOf(report)) expect(['EAI_AGAIN', 'ETIMEDOUT']).toContain(code);
      expect(ended.durationMs).toBeLessThan(BOUND_MS);
    }
  });

  test('does not keep a run that is interrupted', async () => {
    expect(await interruptCheck(host, ['pc1.contoso.com'])).toMatchObject(INTERRUPTED);
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

  const manyNames = Array.from({ length: 300 }, (_none, index) => `pc${index}.contoso.com`);
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
        const ended = await host.run([...TOOL_WORDS, ...words], MAX_RUN_MS);
        expect(exitCodes).toContain(ended.exitCode);
        expect(words[0] !== 'check' || reportOf(ended).run.complete).toBe(true);
      }),
    );
  });

  test('does not keep one that is interrupted', async () => {
    expect(await interruptCheck(host, manyNames)).toMatchObject(INTERRUPTED);
  });
});
