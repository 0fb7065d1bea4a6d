import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { GENERATED, bundlePage } from '../../scripts/report-page/bundle.ts';

test('the page in the sources is what `npm run page` makes', async () => {
  expect(readFileSync(GENERATED, 'utf8')).toBe(await bundlePage());
});
