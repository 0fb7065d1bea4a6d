import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { describeInBrowser, useBrowser } from './support/browser.ts';
import { crowd, pageOf, scene } from './support/pages.ts';

const TEXTS = { en: EN, ja: JA } as const;

const CASES = (['en', 'ja'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    ([1280, 320] as const).map((width) => ({ language, colorScheme, width })),
  ),
);

/** Every rule of axe, each violation with the elements that it is about. */
async function violations(page: Page): Promise<unknown> {
  const { default: axe } = await import('axe-core');
  await page.evaluate(axe.source);
  return page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]))',
  );
}

describeInBrowser()('axe finds nothing', () => {
  const reader = useBrowser();

  test.each(CASES)('$language, $colorScheme, $width wide', async (each) => {
    const texts = TEXTS[each.language];
    const options = {
      colorScheme: each.colorScheme,
      viewport: { width: each.width, height: 800 },
    };
    const { page } = await reader.open(pageOf(crowd({ clients: 60, texts }), texts), options);
    expect(await page.locator('html').getAttribute('lang')).toBe(each.language);
    expect(await violations(page)).toEqual([]);
    await page.evaluate(
      'for (const details of document.querySelectorAll("details")) details.open = true',
    );
    await page.locator('button.open').first().click();
    await page.getByRole('dialog').waitFor();
    await page.evaluate(
      'for (const details of document.querySelectorAll("details")) details.open = true',
    );
    expect(await violations(page)).toEqual([]);
    const one = await reader.open(pageOf(scene('client-breaks', texts), texts), options);
    await one.page.evaluate(
      'for (const details of document.querySelectorAll("details")) details.open = true',
    );
    expect(await violations(one.page)).toEqual([]);
  });

  test('it would find something', async () => {
    const { page } = await reader.open('<!doctype html><html><img src="data:,"></html>');
    expect(await violations(page)).not.toEqual([]);
  });
});
