import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, useBrowser } from './support/browser.ts';
import { crowd, pageOf } from './support/pages.ts';

const HTML = pageOf(crowd({ clients: 40 }));

const shown = async (page: Page): Promise<string> =>
  (await page.getByRole('status').textContent()) ?? '';

describeInBrowser()('the address of the page', () => {
  const reader = useBrowser();

  test('keeps the filters, and a page that is opened by it shows the same', async () => {
    const { page, problems } = await reader.open(HTML);
    const verdict = page.getByLabel('Verdict', { exact: true });
    await page.getByRole('button', { name: 'ready' }).first().click();
    const ready = await shown(page);
    expect(ready).toMatch(/^\d\d of 40 clients$/);
    expect(new URL(page.url()).hash).toBe('#method=client-push&verdict=here%3Aready');
    await page.getByLabel('Name or address').fill('pc0001');
    const both = await shown(page);
    expect(both).not.toBe(ready);
    await page.reload();
    expect(await shown(page)).toBe(both);
    expect(await verdict.inputValue()).toBe('here:ready');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(new URL(page.url()).hash).toBe('');
    await page.goto(`${page.url()}#subnet=10.0.0.0%2F24&cause=F`);
    expect(await page.getByLabel('Cause').inputValue()).toBe('F');
    expect(problems).toEqual([]);
  });

  test('what it asks for and this page does not have is not asked for', async () => {
    const { page } = await reader.open(HTML);
    await page.goto(`${page.url()}#verdict=__proto__&method=7&flow=%00&x=1&text=pc00003`);
    expect(await shown(page)).toBe('1 of 40 clients');
    expect(new URL(page.url()).hash).toBe('#text=pc00003');
  });
});

describeInBrowser()('the names that are shown', () => {
  const reader = useBrowser();

  test('are copied, and saved, as a list for --clients', async () => {
    const { page, problems } = await reader.open(HTML, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByLabel('Cause').selectOption('answer:0');
    const names = await page.locator('button.open').allTextContents();
    const list = names.map((name) => `${name}\n`).join('');
    expect(names.length).toBeGreaterThan(1);
    await page.getByRole('button', { name: 'Copy names' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(list);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save names' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('clients.txt');
    expect(readFileSync(await download.path(), 'utf8')).toBe(list);
    await page.getByLabel('Name or address').fill('nobody');
    expect(await page.getByRole('button', { name: 'Save names' }).isDisabled()).toBe(true);
    expect(problems.filter((problem) => !problem.startsWith('request: blob:'))).toEqual([]);
  });
});

describeInBrowser()('on a narrow screen', () => {
  const reader = useBrowser();

  test.each([320, 360, 400, 1280])('%i: names are whole, and columns fit', async (width) => {
    const html = HTML.replaceAll('contoso.com', 'berlin.emea.corp.contoso.com');
    const { page } = await reader.open(html, { viewport: { width, height: 800 } });
    const found = await page.evaluate(`(() => {
      const scroller = document.querySelector('.scroller');
      const rows = [...document.querySelectorAll('tbody tr[aria-rowindex]')];
      return {
        heights: new Set(rows.map((row) => row.getBoundingClientRect().height)).size,
        tooWide: scroller.scrollWidth - scroller.clientWidth,
        cut: rows.filter((row) => {
          const cell = row.querySelector('th').getBoundingClientRect();
          return [...row.querySelectorAll('bdi')].some((text) => {
            const range = document.createRange();
            range.selectNodeContents(text);
            const box = range.getBoundingClientRect();
            return box.right > cell.right || box.left < cell.left || box.bottom > cell.bottom;
          });
        }).length,
      };
    })()`);
    expect(found).toEqual({ heights: 1, tooWide: 0, cut: 0 });
    expect(await page.locator('button.open').first().innerText()).toBe(
      'pc00003.berlin.emea.corp.contoso.com',
    );
  });
});
