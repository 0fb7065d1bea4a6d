import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { BUILT_COMMAND } from '../../real/support/tool.ts';
import { makeFolder } from '../run.ts';

jest.setTimeout(30_000);

test('a pipe with a name is refused, even before anybody writes into it', async () => {
  const pipe = path.join(makeFolder(), 'clients');
  execFileSync('mkfifo', [pipe]);
  const words = [BUILT_COMMAND, 'check', '--clients', pipe, '--wait', '1m'];
  const ended = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, words, { timeout: 20_000 }, (error, _stdout, stderr) =>
      resolve({ code: error?.code ?? null, stderr }),
    );
  });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('a pipe may have no end');
});
