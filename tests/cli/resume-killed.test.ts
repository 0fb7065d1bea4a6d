import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { TOOL_WORDS } from '../real/support/tool.ts';
import { describeLong } from '../support/long.ts';
import { makeFolder } from './run.ts';

/** One whole client, and others whose ports are closed. */
const CLIENTS = ['localhost', ...Array.from({ length: 60 }, (_, index) => `127.1.0.${index + 1}`)];
/** Bytes of the file from one kill to the next: a few clients, and never the same place in a line. */
const STRIDE = 9_001;

const folder = makeFolder();
const file = path.join(folder, 'run.ndjson');
const WORDS = [
  ...'check --site site.yaml --method client-push --clients clients.txt'.split(' '),
  ...'--concurrency 20 --resume run.ndjson -o ndjson=run.ndjson'.split(' '),
];

const [program, ...args] = TOOL_WORDS;

/** Runs until the file has so many bytes, or to its end. @returns the exit code, null when killed */
async function runUntil(bytes: number): Promise<number | null> {
  const child = spawn(program, [...args, ...WORDS], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  const watcher = fs.watch(folder, () => {
    if (size() >= bytes) child.kill('SIGKILL');
  });
  try {
    return await ended;
  } finally {
    watcher.close();
  }
}

const size = (): number => (fs.existsSync(file) ? fs.statSync(file).size : 0);

/** The whole lines of the file, by client. */
function savedLines(): ReadonlyMap<string, string> {
  const lines = fs.readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const byClient = new Map<string, string>();
  for (const line of lines) {
    const { type, client }: { type: string; client: string } = JSON.parse(line);
    if (type !== 'client') continue;
    expect(byClient.has(client)).toBe(false);
    byClient.set(client, line);
  }
  return byClient;
}

describeLong('runs that are killed again and again')('a run killed again and again', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab();
    fs.writeFileSync(path.join(folder, 'site.yaml'), lab.siteFile);
    fs.writeFileSync(path.join(folder, 'clients.txt'), CLIENTS.join('\n'));
  });
  afterAll(async () => {
    await lab.close();
  });

  test('loses nothing, and does nothing twice', async () => {
    let kills = -1;
    let before: ReadonlyMap<string, string> = new Map();
    let code: number | null = null;
    while (code === null) {
      code = await runUntil(size() + STRIDE);
      kills += 1;
      const now = savedLines();
      for (const [client, line] of before) expect(now.get(client)).toBe(line);
      before = now;
    }
    expect(code).toBe(1);
    expect(kills).toBeGreaterThan(3);
    expect([...before.keys()].toSorted()).toEqual(CLIENTS.toSorted());
    const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(CLIENTS.length + 2);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      type: 'summary',
      run: { complete: true },
      clients: CLIENTS.length,
      noAnswer: 0,
      verdicts: { 'client-push': { unproven: 1, breaks: CLIENTS.length - 1 } },
      exitCode: 1,
    });
    expect(fs.readdirSync(folder).toSorted()).toEqual(['clients.txt', 'run.ndjson', 'site.yaml']);
  });
});
