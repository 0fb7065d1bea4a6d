import { describe, expect, test } from '@jest/globals';
import { golden } from '../support/golden.ts';
import { run } from './run.ts';

describe('help', () => {
  test.each([
    ['help', '--help'],
    ['help-check', 'check --help'],
    ['help-plan', 'plan --help'],
    ['help-explain', 'explain --help'],
    ['help-merge', 'merge --help'],
    ['help-diff', 'diff --help'],
    ['help-diagnose', 'diagnose --help'],
    ['help-discover', 'discover --help'],
    ['help-init', 'init --help'],
    ['help-lab', 'lab --help'],
  ])('%s', async (name, words) => {
    const ended = await run(words);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(ended.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(ended.stdout).toContain(name === 'help' ? 'Commands:' : 'Examples:');
    const { actual, expected } = golden(`cli/${name}`, {
      title: `ccm-preflight ${words}`,
      text: ended.stdout,
      exitCode: ended.code,
    });
    expect(actual).toBe(expected);
  });

  test('the version', async () => {
    const ended = await run('--version');
    expect(ended).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });
});
