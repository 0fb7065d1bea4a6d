import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { REPOSITORY } from '../real/support/tool.ts';
import { makeFolder, parseReport } from './run.ts';
import { describeUnless } from '../support/skip.ts';

/** A process that its threads keep is killed then, and fails the test. */
const MAX_MS = 40_000;
const STUCK = fileURLToPath(new URL('process-end/stuck-thread.cjs', import.meta.url));
const MUTE = fileURLToPath(new URL('process-end/mute-stdout.cjs', import.meta.url));

const folder = makeFolder();
/** The built tool where every package is, and where the optional one for system calls is not. */
const KINDS = ['that ends itself', 'that is supervised'] as const;
type Kind = (typeof KINDS)[number];
const TOOLS: Readonly<Record<Kind, string>> = {
  'that ends itself': path.join(REPOSITORY, 'bin', 'ccm-preflight.js'),
  'that is supervised': path.join(folder, 'bin', 'ccm-preflight.js'),
};

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const describeWithFifo = describeUnless(
  process.platform === 'win32' ? 'Windows has no FIFO' : null,
);

describeWithFifo('a process with a thread that never comes back', () => {
  beforeAll(() => {
    execFileSync('mkfifo', [path.join(folder, 'fifo')]);
    for (const part of ['bin', 'dist', 'package.json']) {
      fs.cpSync(path.join(REPOSITORY, part), path.join(folder, part), { recursive: true });
    }
    const modules = path.join(REPOSITORY, 'node_modules');
    fs.mkdirSync(path.join(folder, 'node_modules'));
    for (const name of fs.readdirSync(modules)) {
      if (name.includes('koffi') || name.startsWith('@koromix')) continue;
      fs.symlinkSync(path.join(modules, name), path.join(folder, 'node_modules', name));
    }
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  function start(
    kind: Kind,
    words: readonly string[],
    preloaded: readonly string[] = [],
  ): ChildProcess {
    const options = [STUCK, ...preloaded].flatMap((file) => ['--require', file]);
    return spawn(process.execPath, [...options, TOOLS[kind], ...words], {
      cwd: folder,
      env: { ...process.env, TEST_FIFO: path.join(folder, 'fifo'), TEST_KIND: kind },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: MAX_MS,
      killSignal: 'SIGKILL',
    });
  }

  /**
   * @param steps each a text to wait for on standard error, and the signal to send then
   */
  async function end(
    child: ChildProcess,
    ...steps: (readonly [string, NodeJS.Signals])[]
  ): Promise<Ended> {
    let [stdout, stderr, heard] = ['', '', ''];
    child.stdout?.on('data', (piece: Buffer) => (stdout += piece.toString()));
    child.stderr?.on('data', (piece: Buffer) => {
      stderr += piece.toString();
      heard += piece.toString();
      const [step] = steps;
      if (step === undefined || !heard.includes(step[0])) return;
      steps.shift();
      heard = '';
      child.kill(step[1]);
    });
    const [code, signal] = await once(child, 'close');
    // Else the test would prove nothing: there was such a thread, in this process or under it.
    const stuck = fs.readdirSync(folder).filter((name) => name.startsWith('fifo-'));
    expect(stuck.filter((name) => name.split('-').includes(String(child.pid)))).toHaveLength(1);
    return { code, signal, stdout, stderr };
  }

  const CHECK = [
    ...'check --product cm2007 --method client-push'.split(' '),
    ...'--timeout 1s --retries 0'.split(' '),
  ];

  test.each(KINDS)("%s: its report is whole, and the exit code the report's", async (kind) => {
    const { code, signal, stdout, stderr } = await end(
      start(kind, [...CHECK, '--client', '127.0.0.1', '-o', 'json']),
    );
    const report = parseReport(stdout);
    expect([signal, code, stderr]).toEqual([null, report.summary.exitCode, '']);
    expect(report.run.complete).toBe(true);
  });

  test.each(KINDS)('%s: bad usage is 2', async (kind) => {
    const { code, stdout, stderr } = await end(start(kind, ['check', '--unheard-of']));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('unheard-of');
  });

  test.each(KINDS)('%s: one interrupt ends it with what was found', async (kind) => {
    // Nothing of the run's second half is begun when the first client is told.
    const clients = Array.from({ length: 200 }, (_, index) => `127.0.0.${index + 1}`);
    const words = [...CHECK, '--concurrency', '1', '-o', 'ndjson', '--client', ...clients];
    const child = start(kind, words);
    child.stdout?.once('data', () => child.kill('SIGINT'));
    const { code, signal, stdout } = await end(child);
    expect([code, signal]).toEqual([130, null]);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      type: 'summary',
      run: { complete: false },
    });
  });

  test.each(KINDS)('%s: two interrupts end it whatever it is at', async (kind) => {
    // Its report can't be written, so that one interrupt would not do.
    const child = start(kind, [...CHECK, '--client', '127.0.0.1', '-o', 'json'], [MUTE]);
    const ended = await end(child, ['written', 'SIGINT'], ['interrupted', 'SIGINT']);
    expect(ended).toMatchObject({ code: 130, signal: null, stdout: '' });
  });

  test('that ends itself, by a command that looks nothing up: two interrupts do too', async () => {
    const child = start('that ends itself', ['explain', '445'], [MUTE]);
    const ended = await end(child, ['written', 'SIGINT'], ['interrupted', 'SIGINT']);
    expect(ended).toMatchObject({ code: 130, signal: null, stdout: '' });
  });

  test('that is supervised ends when its supervisor is killed', async () => {
    const child = start(
      'that is supervised',
      [...CHECK, '--client', '127.0.0.1', '-o', 'json'],
      [MUTE],
    );
    // The streams are those of both, and close when both have ended.
    const { signal } = await end(child, ['written', 'SIGKILL']);
    expect(signal).toBe('SIGKILL');
  });
});
