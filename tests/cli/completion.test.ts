import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SHELLS } from '../../src/cli/completion/scripts.ts';
import { makeFolder, run } from './run.ts';
import { describeUnless } from '../support/skip.ts';

/** What fits after these words, the last of them as far as it is typed. */
async function complete(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout } = await run(['complete', String(words.length), '--', ...words]);
  expect(code).toBe(0);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t', 1)[0] ?? '']));
}

describe('what fits', () => {
  test('commands at first', async () => {
    expect(await complete('')).toEqual(expect.arrayContaining(['check', 'plan', '--version']));
    expect(await complete('ch')).toEqual(['check']);
  });

  test.each([
    [['check', '--client-k'], ['--client-key']],
    [['check', '--method', 'client'], ['client-push']],
    [['check', '--method=client'], ['--method=client-push']],
    // As bash cuts it.
    [['check', '--method', '=', 'client'], ['client-push']],
    [
      ['check', '--from', '='],
      ['site-server', 'client'],
    ],
    [
      ['check', '--client', 'pc001', '--from', ''],
      ['site-server', 'client'],
    ],
    [
      ['check', '-o', 'nd'],
      ['ndjson', 'ndjson-full'],
    ],
    [['plan', '--output', 'cs'], ['csv']],
    [['explain', 'client-push/sm'], ['client-push/smb']],
    [['completion', 'z'], ['zsh']],
    [['check', '--quiet', '--str'], ['--strict']],
  ])('%j: %j', async (words, expected) => {
    expect(await complete(...words)).toEqual(expected);
  });

  test.each([[['check', '--site', '']], [['merge', 'share-']], [['check', '--timeout', '']]])(
    '%j: nothing, so that the shell offers files',
    async (words) => {
      expect(await complete(...words)).toEqual([]);
    },
  );

  test('an empty last word that a shell has lost counts', async () => {
    const { stdout } = await run(['complete', '3', '--', 'check', '--from']);
    expect(stdout).toBe('site-server\t\nclient\t\n');
  });

  test('a count that is none harms nothing', async () => {
    expect((await run(['complete', 'many', '--', 'check'])).code).toBe(0);
    expect((await run(['complete', '99999999999', '--', 'check'])).code).toBe(0);
    expect((await run(['complete'])).code).toBe(0);
  });
});

const BIN = path.join(import.meta.dirname, '..', '..', 'bin', 'ccm-preflight.js');
const folder = makeFolder();
writeFileSync(
  path.join(folder, 'ccm-preflight'),
  `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`,
  { mode: 0o755 },
);

/** What a shell itself makes of its script. */
function inShell(shell: string, args: readonly string[]): readonly string[] {
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const { stdout, stderr } = spawnSync(shell, args, { env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;
const describeIn = (shell: string) =>
  describeUnless(has(shell) ? null : `this machine has no ${shell}`);
const describeBash = describeIn('bash');
const describeZsh = describeIn('zsh');

const BASH_WORDS = [
  ['check --cl', ['--client', '--clients', '--client-name', '--client-cert', '--client-key']],
  ['check --from ', ['site-server', 'client']],
  ['check --site ', ['']],
] as const;

describeBash('bash', () => {
  test.each(BASH_WORDS)('ccm-preflight %s', (typed, expected) => {
    const words = `ccm-preflight ${typed}`.split(' ');
    const script = [
      'source <(ccm-preflight completion bash)',
      `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length - 1}`,
      '_ccm_preflight',
      `printf '%s\\n' "\${COMPREPLY[@]}"`,
    ].join('\n');
    expect(inShell('bash', ['--norc', '-c', script])).toEqual(expected);
  });

  test('knows whose words they are', () => {
    const script = 'source <(ccm-preflight completion bash); complete -p ccm-preflight';
    expect(inShell('bash', ['--norc', '-c', script])).toEqual([
      'complete -o default -F _ccm_preflight ccm-preflight',
    ]);
  });
});

describeZsh('zsh', () => {
  test.each([
    ['plan --fr', ['--from:Only the flows that this end opens']],
    ['check --from ', ['site-server:', 'client:']],
    ['check --site ', ['FILES']],
  ])('ccm-preflight %s', (typed, expected) => {
    const words = `ccm-preflight ${typed}`.split(' ');
    const script = [
      'compdef() { }',
      '_describe() { print -rl -- $described }',
      '_files() { print FILES }',
      'source <(ccm-preflight completion zsh)',
      `words=(${words.map((word) => `'${word}'`).join(' ')}) CURRENT=${words.length}`,
      '_ccm_preflight',
    ].join('\n');
    expect(inShell('zsh', ['-f', '-c', script])).toEqual(expected);
  });
});

test.each(SHELLS)('there is a script for %s', async (shell) => {
  const { code, stdout } = await run(['completion', shell]);
  expect(code).toBe(0);
  expect(stdout).toContain('complete');
  // An old Windows PowerShell reads it in the system's code page.
  expect(stdout).toMatch(/^[\n\t\u0020-\u007e]+$/);
});

test('another shell is refused with those that there are', async () => {
  const { code, stderr } = await run(['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(stderr).toBe('ccm-preflight: completion: "tcsh" is none of bash, zsh, powershell\n');
});
