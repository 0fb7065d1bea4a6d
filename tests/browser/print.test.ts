import { expect, jest, test } from '@jest/globals';
import { BROWSER_TEST_MS, describeInBrowser, useBrowser } from './support/browser.ts';
import { crowd, pageOf, scene } from './support/pages.ts';

jest.setTimeout(BROWSER_TEST_MS);

describeInBrowser()('on paper', () => {
  const reader = useBrowser();

  test('summary, causes, every row that is shown, and the details of what breaks', async () => {
    const { page, problems } = await reader.open(pageOf(crowd({ clients: 400 })));
    await page.emulateMedia({ media: 'print' });
    const rows = page.locator('.sheets tbody tr');
    await rows.last().waitFor();
    expect(await rows.count()).toBe(400);
    expect(await page.getByText('To open for SMB to the client').first().isVisible()).toBe(true);
    expect(await page.locator('.sheet article').count()).toBe(50);
    expect(await page.getByLabel('Name or address').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await rows.first().waitFor({ state: 'detached' });
    await page.getByLabel('Verdict', { exact: true }).selectOption({ label: 'breaks' });
    await page.emulateMedia({ media: 'print' });
    await rows.last().waitFor();
    expect(await rows.count()).toBe(100);
    expect(problems).toEqual([]);
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
