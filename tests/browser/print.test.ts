import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import type { Texts } from '../../src/text/texts.ts';
import { describeInBrowser, useBrowser } from './support/browser.ts';
import { crowd, pageOf, scene } from './support/pages.ts';

describeInBrowser()('on paper', () => {
  const reader = useBrowser();

  test('summary, causes, every row that is shown, and the details of what breaks', async () => {
    const { page, problems } = await reader.open(pageOf(crowd({ clients: 400 })));
    await page.emulateMedia({ media: 'print' });
    const rows = page.locator('.sheets tbody tr');
    await rows.last().waitFor();
    expect(await rows.count()).toBe(400);
    expect(await page.getByText('To open for SMB to the client').first().isVisible()).toBe(true);
    const said = await page.locator('.sheet li').allTextContents();
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(/^pc00003.contoso.com.*Likewise: pc00023.contoso.com, .*$/s);
    expect(await page.getByLabel('Name or address').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await rows.first().waitFor({ state: 'detached' });
    await page.getByLabel('Verdict', { exact: true }).selectOption({ label: 'breaks' });
    await page.emulateMedia({ media: 'print' });
    await rows.last().waitFor();
    expect(await rows.count()).toBe(100);
    expect(problems).toEqual([]);
  });

  test('thirty clients take three pages, and say once what to do', async () => {
    const pages = async (
      texts: Texts,
    ): Promise<{ readonly page: Page; readonly count: number }> => {
      const { page } = await reader.open(pageOf(crowd({ clients: 30, texts }), texts));
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      return { page, count: [...pdf.matchAll(/\/Type \/Page\b/g)].length };
    };
    expect((await pages(JA)).count).toBe(3);
    const { page, count } = await pages(EN);
    expect(count).toBe(3);
    await page.emulateMedia({ media: 'print' });
    await page.locator('.sheets tbody tr').last().waitFor();
    const text = await page.locator('body').innerText();
    expect(text.split('To open for SMB to the client')).toHaveLength(2);
    const names = page.locator('.sheets tbody th');
    expect(await names.first().innerText()).toBe('pc00003.contoso.com');
  });

  test('of very many the first', async () => {
    const { page } = await reader.open(pageOf(crowd({ clients: 1200 })));
    await page.emulateMedia({ media: 'print' });
    await page.locator('.sheets tbody tr').last().waitFor();
    expect(await page.locator('.sheets tbody tr').count()).toBe(1000);
    expect(await page.getByText(/^The first 1,000 of 1,200 clients are printed/).isVisible()).toBe(
      true,
    );
  });

  test('it becomes a PDF, light in the dark too', async () => {
    const { page } = await reader.open(pageOf(scene('collection')), { colorScheme: 'dark' });
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await page.locator('.sheets tbody tr').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
  });
});
