import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';

const moduleOf = (name: string): string => JSON.stringify(new URL(name, import.meta.url));

/** A run in a process of its own. @param script what its tests do; `told` is what it prints */
async function runAlone(script: string, signal: NodeJS.Signals | null = null) {
  const program = `
    import { spawn } from 'node:child_process';
    import { once } from 'node:events';
    import fs from 'node:fs';
    import os from 'node:os';
    import path from 'node:path';
    import begin from ${moduleOf('begin.js')};
    import { leftBehind } from ${moduleOf('left-behind.js')};
    begin();
    const folder = os.tmpdir();
    const told = (left) => process.stdout.write(JSON.stringify({ folder, left }));
    ${script}
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (signal !== null) child.stdout.once('data', () => child.kill(signal));
  const closed = once(child, 'close');
  const printed = await text(child.stdout);
  const [code] = await closed;
  const { folder, left }: { folder: string; left: readonly string[] } = JSON.parse(printed);
  return { code, left: left.map((line) => line.replaceAll(folder, 'FOLDER')), folder };
}

test('a run that leaves nothing has nothing to tell, and its folder goes', async () => {
  const { code, left, folder } = await runAlone(`
    fs.writeFileSync(path.join(folder, 'own', 'report.json'), '');
    told(leftBehind());
  `);
  expect([code, left]).toEqual([0, []]);
  expect(fs.existsSync(folder)).toBe(false);
});

test('a file and a process that are left are named', async () => {
  const { left, folder } = await runAlone(`
    fs.mkdirSync(path.join(folder, 'ccm-preflight-lab-x'));
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', 'words'], { stdio: ['pipe', 'ignore', 'ignore'] });
    await once(child, 'spawn');
    const left = leftBehind();
    child.kill();
    await once(child, 'close');
    told(left);
  `);
  const processes = process.platform === 'linux' ? ['process'] : [];
  expect(
    left.map((line) => line.replace(/^process \d+: .*\.resume\(\) words$/, 'process')),
  ).toEqual(['file FOLDER/ccm-preflight-lab-x', ...processes]);
  expect(fs.existsSync(folder)).toBe(false);
});

test.each(['SIGINT', 'SIGTERM'] as const)('after %s the folder goes too', async (signal) => {
  const { code, folder } = await runAlone('told([]); process.stdin.resume();', signal);
  expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
  expect(fs.existsSync(folder)).toBe(false);
});
