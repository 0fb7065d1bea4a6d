import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { type Program, isInOwnWindow, stayOpen } from '../../src/cli/own-window.ts';
import { EN } from '../../src/text/en/index.ts';

const ENV = { SystemRoot: 'D:\\Windows', PATH: 'D:\\Windows\\System32' };

/** What a double click on the executable shows and starts. */
async function doubleClick(executable: string, exitCode: number | null = 0) {
  const programs: Program[] = [];
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  let shown = '';
  stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  const ended = stayOpen({
    executable,
    env: ENV,
    stdin,
    stdout,
    texts: EN.help.window,
    run: async (program) => {
      programs.push(program);
      return exitCode;
    },
  });
  return { ended, programs, stdin, shown: () => shown };
}

test('a double click says what to type, and leaves a prompt that knows the tool by its name', async () => {
  const { ended, programs, shown } = await doubleClick('D:\\Tools\\ccm-preflight-1.0-win-x64.exe');
  await expect(ended).resolves.toBe(0);
  expect(shown()).toContain('  ccm-preflight lab --check\n');
  expect(programs).toEqual([
    {
      file: 'D:\\Windows\\System32\\cmd.exe',
      commandLine: '/K doskey ccm-preflight="ccm-preflight-1.0-win-x64.exe" $*',
      env: { ...ENV, PATH: 'D:\\Windows\\System32;D:\\Tools' },
    },
  ]);
});

test.each(['100%PATH%.exe', 'a&b.exe', 'a^b.exe', 'プリ.exe'])(
  'a name that may mean something to the prompt is not handed to it: %s',
  async (name) => {
    const { ended, programs, shown } = await doubleClick(`D:\\Tools\\${name}`);
    await expect(ended).resolves.toBe(0);
    expect(programs.map(({ commandLine }) => commandLine)).toEqual(['/K']);
    expect(shown()).toContain(`  "${name}" lab --check\n`);
  },
);

test('where no prompt may be started, the window stays until Enter', async () => {
  const { ended, stdin, shown } = await doubleClick('D:\\Tools\\ccm-preflight.exe', null);
  stdin.write('\r\n');
  await expect(ended).resolves.toBe(0);
  expect(shown()).toContain(EN.help.window.closeByEnter);
});

test('a process on another system has no such window', async () => {
  await expect(isInOwnWindow('linux')).resolves.toBe(false);
});
