import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Told, REPORTS, tell, write } from '../report/scenes.ts';
import { type Ended, makeFolder, run } from './run.ts';
import { closedPort } from '../support/ports.ts';
import { describeUnless } from '../support/skip.ts';

const FORMATS = ['markdown', 'csv', 'junit', 'github', 'prometheus'] as const;

const folder = makeFolder();
const at = (name: string): string => path.join(folder, name);
const read = (name: string): string => fs.readFileSync(at(name), 'utf8');
const go = (words: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  run(words, { cwd: folder, env });

function scene(name: string): Told {
  const report = REPORTS[name];
  if (report === undefined) throw new Error(`no scene ${name}`);
  return tell(report);
}

beforeEach(() => {
  for (const name of fs.readdirSync(folder)) fs.rmSync(at(name), { recursive: true });
  fs.writeFileSync(at('saved.ndjson'), write(scene('client-breaks'), 'ndjson'));
});

describe('a saved report shown again', () => {
  test('is what the check wrote', async () => {
    const port = await closedPort();
    fs.writeFileSync(
      at('site.yaml'),
      `product: cm2007\nports: { http: ${port}, smb: ${port} }\nroles: { managementPoints: [127.0.0.1] }\ninstall: { manual: { runFrom: local } }\n`,
    );
    const outputs = FORMATS.map((format) => `-o ${format}=checked.${format}`).join(' ');
    const checked = await go(
      `check --site site.yaml --client-name pc001 --timeout 2s -o ndjson=run.ndjson ${outputs}`,
    );
    expect([checked.code, checked.stderr]).toEqual([1, expect.not.stringContaining('fault')]);
    for (const format of FORMATS) {
      const merged = await go(`merge run.ndjson -o ${format}`);
      // A saved report does not know by which flags its site was described.
      const same = read(`checked.${format}`).replaceAll(' --site site.yaml', ' --site FILE');
      expect([format, merged.code, merged.stdout]).toEqual([format, 1, same]);
    }
  });

  test('goes to stdout where the file is -, as --clients - is standard input', async () => {
    const bare = await go('merge saved.ndjson -o csv');
    expect(await go('merge saved.ndjson -o csv=-')).toEqual(bare);
    expect(fs.existsSync(at('-'))).toBe(false);
    const both = await go('merge saved.ndjson -o csv=- -o junit');
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('both go to stdout')]);
  });

  test('knows what --strict makes of it', async () => {
    fs.writeFileSync(at('saved.ndjson'), write(scene('client-nothing-named'), 'ndjson'));
    expect((await go('merge saved.ndjson -o junit')).stdout).not.toContain('<failure');
    const strict = await go('merge saved.ndjson -o junit --strict');
    expect([strict.code, strict.stdout]).toEqual([3, expect.stringContaining('<failure')]);
  });
});

describe("the summary of a workflow's step", () => {
  test('is appended to the file that the environment names', async () => {
    fs.writeFileSync(at('summary.md'), '# before\n');
    const { code, stdout } = await go('merge saved.ndjson -o github', {
      GITHUB_STEP_SUMMARY: at('summary.md'),
    });
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^::error /)]);
    const markdown = (await go('merge saved.ndjson -o markdown')).stdout;
    expect(read('summary.md')).toBe(`# before\n${markdown}`);
  });

  test('comes with annotations in a file too, and with no other format', async () => {
    const env = { GITHUB_STEP_SUMMARY: at('summary.md') };
    const { stdout } = await go('merge saved.ndjson -o github=a.txt -o github=b.txt', env);
    expect(stdout).toBe('');
    expect(read('a.txt')).toBe(read('b.txt'));
    expect(read('summary.md').match(/^# /gm)).toHaveLength(1);
    fs.rmSync(at('summary.md'));
    await go('merge saved.ndjson -o markdown', env);
    expect(fs.existsSync(at('summary.md'))).toBe(false);
  });

  test.each([[{}], [{ GITHUB_STEP_SUMMARY: '' }]])(
    'without a file there are annotations alone: %j',
    async (env) => {
      const { code, stdout, stderr } = await go('merge saved.ndjson -o github', env);
      expect([code, stderr]).toEqual([1, '']);
      expect(stdout).toMatch(/^::error /);
    },
  );

  test('that cannot be written is exit code 4, and the annotations come all the same', async () => {
    const { code, stdout, stderr } = await go('merge saved.ndjson -o github', {
      GITHUB_STEP_SUMMARY: at('missing/summary.md'),
    });
    expect(code).toBe(4);
    expect(stdout).toMatch(/^::error /);
    expect(stdout).not.toMatch(/^# /m);
    expect(stderr).toContain(at('missing/summary.md'));
  });

  test('never grows beyond what GitHub takes, and says that it was cut', async () => {
    const room = 1000;
    fs.writeFileSync(at('summary.md'), 'x'.repeat(1024 * 1024 - room));
    await go('merge saved.ndjson -o github', { GITHUB_STEP_SUMMARY: at('summary.md') });
    const text = read('summary.md');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text).toMatch(/\nThe rest was left out, .*\n$/);
  });
});

describe('a file of metrics', () => {
  test('takes its name only when it is whole', async () => {
    fs.writeFileSync(at('run.prom'), 'old\n');
    const before = fs.statSync(at('run.prom')).ino;
    const { code } = await go('merge saved.ndjson -o prometheus=run.prom');
    expect(code).toBe(1);
    expect(read('run.prom')).toContain('ccm_preflight_run_complete 1\n');
    expect(fs.statSync(at('run.prom')).ino).not.toBe(before);
    expect(fs.readdirSync(folder).toSorted()).toEqual(['run.prom', 'saved.ndjson']);
  });

  test('stays as it was where the run has nothing to write', async () => {
    fs.writeFileSync(at('run.prom'), 'old\n');
    expect((await go('merge missing.ndjson -o prometheus=run.prom')).code).toBe(2);
    expect(read('run.prom')).toBe('old\n');
  });

  test('behind a link is replaced where it lies', async () => {
    fs.mkdirSync(at('there'));
    fs.writeFileSync(at('there/run.prom'), 'old\n');
    fs.symlinkSync('there/run.prom', at('run.prom'));
    await go('merge saved.ndjson -o prometheus=run.prom');
    expect(fs.lstatSync(at('run.prom')).isSymbolicLink()).toBe(true);
    expect(read('there/run.prom')).toContain('ccm_preflight_run_complete');
  });

  test.each([
    ['is a folder', 'run.prom'],
    ['cannot be made', 'no/run.prom'],
  ])('that %s is refused before anything is read', async (_, file) => {
    fs.mkdirSync(at('run.prom'));
    const { code, stdout, stderr } = await go(`merge saved.ndjson -o prometheus=${file}`);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(file)]);
  });
});

const withDevices = describeUnless(fs.existsSync('/dev/null') ? null : 'there is no /dev/null');

withDevices('a device for metrics', () => {
  test('is written, not replaced', async () => {
    expect((await go('merge saved.ndjson -o prometheus=/dev/null')).code).toBe(1);
    expect(fs.statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

test('every format has a line of help', async () => {
  for (const command of ['check', 'merge']) {
    const { stdout } = await go(`${command} --help`);
    for (const format of FORMATS) expect(stdout).toMatch(new RegExp(`^  ${format} +\\S`, 'm'));
  }
});
