import { rmSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { SITE_FILE } from '../../src/cli/preset.ts';
import { makeFolder, run } from './run.ts';

const SITE = 'product: cm2007\nsiteCode: P01\nroles:\n  managementPoints: [mp01.contoso.com]\n';
const folder = makeFolder({ [SITE_FILE]: SITE, 'other.yaml': SITE.replace('P01', 'P02') });
const empty = makeFolder();

/** The site code and the methods of a plan. */
async function planned(
  words: readonly string[],
  options: Parameters<typeof run>[1],
): Promise<{ readonly siteCode: string | null; readonly methods: readonly string[] }> {
  const { code, stdout } = await run(['plan', '-o', 'json', ...words], options);
  expect(code).toBe(0);
  const plan: {
    readonly site: { readonly siteCode: string | null };
    readonly requirements: readonly { readonly method: string }[];
  } = JSON.parse(stdout);
  const methods = [...new Set(plan.requirements.map(({ method }) => method))];
  return { siteCode: plan.site.siteCode, methods };
}

describe('the site file of the working folder', () => {
  test('is taken, and told', async () => {
    expect(await planned([], { cwd: folder })).toMatchObject({ siteCode: 'P01' });
    const { stderr } = await run('plan', { cwd: folder });
    expect(stderr).toBe(`ccm-preflight: the site is that of ${SITE_FILE} in this folder\n`);
  });

  test('gives way to another that is named, and then nothing is told', async () => {
    const words = ['--site', 'other.yaml'];
    expect(await planned(words, { cwd: folder })).toMatchObject({ siteCode: 'P02' });
    expect((await run(['plan', ...words], { cwd: folder })).stderr).toBe('');
    expect((await run(['plan', '--site', SITE_FILE], { cwd: folder })).stderr).toBe('');
  });

  test('is not there: the defaults hold', async () => {
    expect(await planned([], { cwd: empty })).toMatchObject({ siteCode: null });
  });

  test('is refused with its name where it is wrong', async () => {
    const wrong = makeFolder({ [SITE_FILE]: 'sitecode: P01\n' });
    const { code, stderr } = await run('plan', { cwd: wrong });
    expect(code).toBe(2);
    expect(stderr).toContain(`${SITE_FILE}:1:1`);
    rmSync(wrong, { recursive: true });
  });
});

describe('the environment', () => {
  test.each([
    ['a value', { CCM_PREFLIGHT_SITE_CODE: 'E01' }, [], 'E01'],
    ['an empty value is none', { CCM_PREFLIGHT_SITE_CODE: '' }, [], null],
    [
      'what is typed outranks it',
      { CCM_PREFLIGHT_SITE_CODE: 'E01' },
      ['--site-code', 'T01'],
      'T01',
    ],
    ['a variable of no option says nothing', { CCM_PREFLIGHT_NOBODY: '1' }, [], null],
  ])('%s', async (_what, env, words, siteCode) => {
    expect(await planned(words, { cwd: empty, env })).toMatchObject({ siteCode });
  });

  test('outranks the site file of the folder, and names another', async () => {
    const env = { CCM_PREFLIGHT_SITE: 'other.yaml' };
    expect(await planned([], { cwd: folder, env })).toMatchObject({ siteCode: 'P02' });
    expect((await run('plan', { cwd: folder, env })).stderr).toBe('');
  });

  test('a list is parted by semicolons', async () => {
    const env = { CCM_PREFLIGHT_METHOD: 'manual; group-policy' };
    const { methods } = await planned([], { cwd: empty, env });
    expect(methods).toEqual(['group-policy', 'manual']);
  });

  test('outranks a default', async () => {
    const env = { CCM_PREFLIGHT_TIMEOUT: 'soon' };
    const { code, stderr } = await run('check --mp localhost', { cwd: empty, env });
    expect(code).toBe(2);
    expect(stderr).toContain('"soon"');
  });

  test.each([
    [{ CCM_PREFLIGHT_METHOD: 'push' }, 'CCM_PREFLIGHT_METHOD: "push" is none of client-push'],
    [{ CCM_PREFLIGHT_STRICT: 'perhaps' }, 'CCM_PREFLIGHT_STRICT: yes or no is expected'],
  ])('%j is refused with its name', async (env, said) => {
    const { code, stderr } = await run('check --mp localhost', { cwd: empty, env });
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  test.each([
    ['YES', 3],
    ['0', 2],
  ])('a switch: CCM_PREFLIGHT_SKIP_INVALID=%s', async (value, expected) => {
    const env = { CCM_PREFLIGHT_SKIP_INVALID: value };
    // Nothing of this method starts at the site server, so that nothing is sent.
    const words = 'check --product cm2007 --method manual --clients - --quiet -o json';
    const ended = await run(words, { cwd: empty, env, stdin: 'pc001\na b\n' });
    expect(ended.code).toBe(expected);
  });
});
