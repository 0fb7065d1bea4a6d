import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import type { Report } from '../../src/report/model/report.ts';
import { makeFolder, run } from '../cli/run.ts';

const GUIDE = readFileSync(
  path.join(import.meta.dirname, '..', '..', 'docs', 'scheduled.md'),
  'utf8',
);
/** `$env:CCM_PREFLIGHT_…` of the guide's PowerShell. */
const ENVIRONMENT = Object.fromEntries(
  [...GUIDE.matchAll(/^\$env:(CCM_PREFLIGHT_\w+) = '([^']*)'$/gm)].map(
    ([, name = '', value = '']) => [name, value] as const,
  ),
);

describe('the guide for scheduled runs', () => {
  let lab: Lab;
  let folder: string;
  beforeAll(async () => {
    lab = await startLab();
    folder = makeFolder({ 'site.yaml': lab.siteFile });
  });
  afterAll(async () => {
    await lab.close();
  });

  const environment = (): Readonly<Record<string, string>> => ({
    ...ENVIRONMENT,
    CCM_PREFLIGHT_SITE: path.join(folder, 'site.yaml'),
  });

  test('its environment variables are those of options that check has', () => {
    expect(Object.keys(ENVIRONMENT)).toEqual([
      'CCM_PREFLIGHT_SITE',
      'CCM_PREFLIGHT_RATE',
      'CCM_PREFLIGHT_METHOD',
    ]);
  });

  test('a check without words takes site file and methods from them', async () => {
    const { code, stdout } = await run('check --client localhost --quiet -o json', {
      env: environment(),
    });
    expect(code).toBe(0);
    const report: Report = JSON.parse(stdout);
    expect(report.methods.map(({ method }) => method)).toEqual(
      ENVIRONMENT['CCM_PREFLIGHT_METHOD']?.split(';'),
    );
  });

  test('the rate is read: a wrong one is refused', async () => {
    const { code, stderr } = await run('check --client localhost --quiet', {
      env: { ...environment(), CCM_PREFLIGHT_RATE: 'fast' },
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('"fast"')]);
  });

  test('diff takes no notice of them', async () => {
    const saved = 'fixtures/readme/monday.ndjson';
    const { code } = await run(`diff ${saved} ${saved}`, { env: environment() });
    expect(code).toBe(0);
  });
});
