import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { runCommand, spawnProgram } from '../real/support/command.ts';
import type { Host } from '../real/support/host.ts';
import { Network } from '../real/support/network.ts';
import { describeMachine } from './support/needs.ts';
import { TOOL_WORDS } from '../real/support/tool.ts';
import { startResponder } from './support/tool.ts';
import { printedBy } from '../support/printed.ts';

/** What a pipe of Linux holds (pipe(7)). */
const PIPE_BYTES = 65_536;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

describeMachine([])('an interrupt', () => {
  let network: Network;
  let host: Host;
  let namespace: string;
  /** How long three runs at once take here, from before Node listens to their end. */
  let wholeMs: number;

  beforeAll(async () => {
    network = await Network.create();
    host = await network.addHost('site');
    namespace = (await host.mustRun(['ip', 'netns', 'identify'])).trim();
    // One half answers, one half swallows everything.
    await host.filterIncoming(['ip daddr 127.8.0.0/16 drop']);
    await startResponder(host);
    const startedAt = performance.now();
    await Promise.all([1, 2, 3].map(() => interruptAfter([], 'SIGINT', [...CHECK, ...CLIENTS])));
    wholeMs = performance.now() - startedAt;
  });
  afterAll(() => network.close());

  async function interruptAfter(
    delaysMs: readonly (number | 'reads')[],
    signal: NodeJS.Signals,
    words: readonly string[],
    stdin: 'ignore' | 'pipe' = 'ignore',
  ): Promise<Ended> {
    const child = spawnProgram(['ip', 'netns', 'exec', namespace, ...TOOL_WORDS, ...words], {
      stdio: [stdin, 'pipe', 'pipe'],
    });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
      const pieces: Buffer[] = [];
      stream?.on('data', (piece: Buffer) => pieces.push(piece));
      return pieces;
    });
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code, by) =>
        resolve({
          code,
          signal: by,
          stdout: Buffer.concat(stdout ?? []).toString(),
          stderr: Buffer.concat(stderr ?? []).toString(),
        }),
      );
    });
    for (const ms of delaysMs) {
      await (ms === 'reads' ? untilRead(child) : pause(ms));
      child.kill(signal);
    }
    return ended;
  }

  const CHECK = [
    'check',
    '--product',
    'cm2007',
    '--method',
    'client-push',
    '--timeout',
    '1s',
    '--retries',
    '0',
    '-o',
    'json',
  ];
  /** How far it came, and how such a run is gone on with. */
  const STOPPED = /^ccm-preflight: stopped: [^\n]+-o ndjson=FILE can be gone on with\n$/u;
  const CLIENTS = ['--client', '127.9.0.1', '127.8.0.1', '127.9.0.2', 'localhost'];

  // What is asked twice, or by the other signal, takes the same way.
  test.each<[NodeJS.Signals, 'once' | 'twice', number]>([
    ['SIGINT', 'once', 12],
    ['SIGTERM', 'once', 5],
    ['SIGINT', 'twice', 7],
  ])(
    '%s %s, at any moment, leaves a whole report and nothing else',
    async (signal, times, steps) => {
      const limit = pLimit(3);
      const delays = Array.from({ length: steps }, (_none, step) => (step * wholeMs) / (steps - 1));
      const runs = delays.map((ms) =>
        limit(async () => {
          const ended = await interruptAfter(times === 'twice' ? [ms, 5] : [ms], signal, [
            ...CHECK,
            ...CLIENTS,
          ]);
          return { ms, ...ended };
        }),
      );
      const all = await Promise.all(runs);
      // Before Node listens, the signal itself ends the process; who asks twice may get nothing.
      const early = all.filter(({ signal: by, stdout }) => by !== null || stdout === '');
      const told = all.filter((ended) => !early.includes(ended));
      expect(early.map(({ stdout }) => stdout).join('')).toBe('');
      expect(early.filter(({ signal: by, code }) => by !== signal && code !== 130)).toEqual([]);
      for (const { code, stdout, stderr } of told) {
        expect(stderr).toMatch(code === 130 ? STOPPED : /^$/u);
        const report = JSON.parse(stdout);
        expect([report.run.complete, report.summary.exitCode]).toEqual([code !== 130, code]);
        expect([0, 1, 130]).toContain(code);
      }
      expect(told.some(({ code }) => code === 130)).toBe(true);
      const { stdout: left } = await runCommand(['ip', 'netns', 'pids', namespace]);
      const programs = left
        .split('\n')
        .filter((pid) => pid !== '')
        .map((pid) => commandLine(pid))
        .filter((line) => line.startsWith('ping') || line.includes('ccm-preflight.js'));
      expect(programs).toEqual([]);
    },
  );

  test('while standard input is read ends at once', async () => {
    const ended = await interruptAfter(
      ['reads'],
      'SIGINT',
      ['check', '--product', 'cm2007', '--clients', '-', '-o', 'json'],
      'pipe',
    );
    expect(ended).toMatchObject({
      code: 130,
      signal: null,
      stderr: expect.stringMatching(STOPPED),
    });
    expect(JSON.parse(printedBy(ended))).toMatchObject({
      run: { complete: false, from: 'site-server' },
      clients: [],
    });
  });
});

/** Waits until the process reads its standard input: more than a pipe holds goes through. */
function untilRead({ stdin }: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    stdin?.write('\n'.repeat(PIPE_BYTES * 4), (error) => (error ? reject(error) : resolve()));
  });
}

/** The process may be gone meanwhile. */
function commandLine(pid: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
