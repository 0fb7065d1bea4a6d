import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { makeFolder } from '../cli/run.ts';
import { BUILT_COMMAND, EXECUTABLE } from '../real/support/tool.ts';
import { nodesAtHand } from '../support/nodes.ts';
import { tellSkipped } from '../support/skip.ts';

const folder = makeFolder({ 'clients.txt': '127.0.0.1\n' });
const temporary = path.join(folder, 'temporary');
const trace = path.join(folder, 'trace');
fs.mkdirSync(temporary);
afterAll(() => fs.rmSync(folder, { recursive: true }));

const hasStrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!hasStrace) {
  const message = "strace does not run here (Debian's package strace)";
  if (process.env['CCM_PREFLIGHT_REQUIRE_REAL'] === '1') throw new Error(message);
  tellSkipped(message);
}

const tools =
  EXECUTABLE === null
    ? (await nodesAtHand()).map((program) => [program, BUILT_COMMAND] as const)
    : [[EXECUTABLE] as const];

/**
 * A single executable has koffi's library inside, and the system loads libraries from files alone: into
 * a folder that this process has just made, which nobody else may enter.
 */
const MADE = /mkdir\("([^"]+)", 0700\) = 0$/u;

/** The calls that named something in the temporary folder, and not in one that the process made there. */
function touchedBy(tool: readonly string[], words: readonly string[]): readonly string[] {
  const [program = '', ...others] = [
    ...(hasStrace ? ['strace', '-f', '-qq', '-e', 'trace=%file', '-s', '4096', '-o', trace] : []),
    ...tool,
    ...words,
  ];
  const { status, stderr } = spawnSync(program, others, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], TMPDIR: temporary },
  });
  expect([status, stderr]).toEqual([expect.any(Number), '']);
  expect([0, 1, 3]).toContain(status);
  if (!hasStrace) return [];
  const calls = fs.readFileSync(trace, 'utf8').split('\n');
  expect(calls.length).toBeGreaterThan(10);
  const own = EXECUTABLE === null ? [] : calls.flatMap((call) => MADE.exec(call)?.[1] ?? []);
  return calls.filter(
    (call) => call.includes(temporary) && !own.some((made) => call.includes(`"${made}`)),
  );
}

/** Anyone else who may write there could have put it there. */
test.each(
  tools.flatMap((tool) =>
    [
      '--version',
      '--help',
      'explain 445',
      'check --clients clients.txt --product cm2007 --method manual --quiet -o json=report.json',
    ].map((words) => ({ tool, words })),
  ),
)('nothing is read from or left in the temporary folder: $tool.0 $words', ({ tool, words }) => {
  expect(touchedBy(tool, words.split(' '))).toEqual([]);
  expect(fs.readdirSync(temporary)).toEqual([]);
});
