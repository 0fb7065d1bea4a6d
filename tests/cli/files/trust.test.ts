import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SITE_FILE } from '../../../src/cli/preset.ts';
import { type Ended, makeFolder, run } from '../run.ts';
import { describeUnless, tellSkipped } from '../../support/skip.ts';

const NOBODY = 65_534;
const ROOT = process.getuid?.() === 0;

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = makeFolder({ [SITE_FILE]: 'product: cm2007\nsiteCode: P01\n' });
  fs.chmodSync(at(SITE_FILE), 0o644);
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const plan = (...words: readonly string[]): Promise<Ended> =>
  run(['plan', '--product', 'cm2007', '-o', 'json', ...words], { cwd: folder });

/** The site code that a plan was made with. */
const siteCode = ({ stdout }: Ended): string | null => JSON.parse(stdout).site.siteCode;

const onPosix = describeUnless(process.platform === 'win32' ? 'Windows has no such modes' : null);

onPosix('a site file that nobody named', () => {
  test.each([
    ['its group may write to it', () => fs.chmodSync(at(SITE_FILE), 0o664)],
    ['everybody may write to it', () => fs.chmodSync(at(SITE_FILE), 0o646)],
    ['its group may write to its folder', () => fs.chmodSync(folder, 0o770)],
    ['everybody may write to its folder', () => fs.chmodSync(folder, 0o707)],
    ['everybody may add to its folder, as to /tmp', () => fs.chmodSync(folder, 0o1777)],
    [
      'it lies in a folder that everybody may write to',
      () => {
        fs.mkdirSync(at('shared'));
        fs.chmodSync(at('shared'), 0o777);
        fs.renameSync(at(SITE_FILE), at('shared/theirs.yaml'));
        fs.symlinkSync('shared/theirs.yaml', at(SITE_FILE));
      },
    ],
    ...(ROOT
      ? ([
          ['it is another user’s', () => fs.chownSync(at(SITE_FILE), NOBODY, NOBODY)],
          ['its folder is another user’s', () => fs.chownSync(folder, NOBODY, NOBODY)],
        ] as const)
      : []),
  ])('is not taken where %s; named, it is', async (_where, prepare) => {
    prepare();
    const left = await plan();
    expect(siteCode(left)).toBeNull();
    expect(left.stderr).toBe(
      `ccm-preflight: ${SITE_FILE} in this folder is not taken, because others than you may write to it or to its folder; to use it all the same: --site ${SITE_FILE}\n`,
    );
    const named = await plan('--site', SITE_FILE);
    expect([siteCode(named), named.stderr]).toEqual(['P01', '']);
  });

  test('is not told of where another is named, or where none is wanted', async () => {
    fs.chmodSync(folder, 0o777);
    fs.writeFileSync(at('other.yaml'), 'product: cm2007\n');
    expect((await plan('--site', 'other.yaml')).stderr).toBe('');
    expect((await run('completion bash --lang en', { cwd: folder })).stderr).toBe('');
  });

  test('is not taken where it is a folder', async () => {
    fs.rmSync(at(SITE_FILE));
    fs.mkdirSync(at(SITE_FILE));
    const ended = await plan();
    expect([ended.code, ended.stderr]).toEqual([
      0,
      `ccm-preflight: ${SITE_FILE} in this folder is not taken, because it is no regular file\n`,
    ]);
  });

  test('is taken where only this user may write', async () => {
    fs.chmodSync(folder, 0o755);
    expect(siteCode(await plan())).toBe('P01');
  });
});

if (!ROOT) tellSkipped('a site file of another user: only root gives files away');
