import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeFolder, run } from './run.ts';
import { printedBy } from '../support/printed.ts';

const SAVED = 'fixtures/readme/monday.ndjson';
const MISSING = ['cm02.contoso.com (down)', 'pc009'];

describe('merge --missing', () => {
  let folder: string;
  beforeAll(() => {
    folder = makeFolder();
  });

  test.each(['table', 'markdown', 'html', 'junit', 'github'])(
    '%s names who gave no whole report',
    async (format) => {
      const { code, stdout } = await run(['merge', SAVED, '--missing', ...MISSING, '-o', format]);
      expect(code).toBe(130);
      const text = stdout.replaceAll(/\s+/g, ' ');
      expect(text).toContain(`No whole report from ${MISSING.join(', ')}`);
    },
  );

  test('the joined report keeps the names when it is joined again', async () => {
    const file = path.join(folder, 'merged.ndjson');
    await run(['merge', SAVED, '--missing', ...MISSING, '-o', `ndjson=${file}`]);
    const again = await run(['merge', file, SAVED, '--missing', 'pc009', '-o', 'json']);
    expect(JSON.parse(printedBy(again))).toMatchObject({
      run: { complete: false, missing: MISSING },
      summary: { exitCode: 130 },
    });
  });

  test('without a name nothing is told', async () => {
    const merged = await run(['merge', SAVED, '-o', 'json']);
    expect(JSON.parse(printedBy(merged)).run).not.toHaveProperty('missing');
  });
});
