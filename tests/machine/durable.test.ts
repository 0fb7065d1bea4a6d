import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { makeFolder } from '../cli/run.ts';
import { TOOL_WORDS } from '../real/support/tool.ts';
import { describeMachine } from './support/needs.ts';

const CHECK = 'check --from client --product cm2007 --method manual --run-from local --quiet';

describeMachine(['strace'])('what an exit code vouches for', () => {
  const folder = makeFolder();
  const trace = path.join(folder, 'trace');
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** What is done with files that stand in a folder of the test's own, in order. */
  const done = (words: string, redirection = ''): readonly string[] => {
    const strace = `strace -f -qq -y -e trace=fsync,rename,write,pwrite64 -o ${trace}`;
    const ended = spawnSync(
      'sh',
      ['-c', `exec ${strace} "$@" ${words} ${redirection}`, 'sh', ...TOOL_WORDS],
      { cwd: folder, encoding: 'utf8' },
    );
    // A check that was not told a management point proves nothing.
    const status = words.startsWith('check') ? 3 : 0;
    expect([ended.status, ended.stderr]).toEqual([status, expect.any(String)]);
    const calls = fs.readFileSync(trace, 'utf8').matchAll(/^\d+ +(\w+)\((.*)/gmu);
    const steps = [...calls].flatMap(([, call = '', args = '']) => {
      if (call === 'rename') return args.includes(folder) ? ['takes its name'] : [];
      const [, file = ''] = /^\d+<([^>]*)>/u.exec(args) ?? [];
      if (!file.startsWith(folder) || file.endsWith('.lock')) return [];
      return [call === 'fsync' ? `${file === folder ? 'folder' : 'file'} on disk` : 'written'];
    });
    return steps.filter((step, index) => step !== 'written' || steps[index - 1] !== 'written');
  };

  test.each([
    `${CHECK} -o json=report`,
    'plan --product cm2007 -o json=report',
    'init report --force',
  ])('is on the disk before it takes its name, and the name before the end: %s', (words) => {
    expect(done(words)).toEqual(['written', 'file on disk', 'takes its name', 'folder on disk']);
  });

  test('is on the disk at the end where it is written line by line', () => {
    expect(done(`${CHECK} -o ndjson=lines`)).toEqual([
      'written',
      'file on disk',
      'takes its name',
      'folder on disk',
      'written',
      'file on disk',
    ]);
  });

  test('is on the disk at the end where a run goes on', () => {
    expect(done(`${CHECK} --resume run.ndjson`).slice(-2)).toEqual([
      'file on disk',
      'folder on disk',
    ]);
  });

  test.each(['plan --product cm2007', 'init', `${CHECK} -o json`])(
    'is on the disk where the shell named it: %s',
    (words) => {
      expect(done(words, '>report').slice(-2)).toEqual(['written', 'file on disk']);
    },
  );
});
