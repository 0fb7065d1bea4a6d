import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, useBrowser } from './support/browser.ts';
import { crowd, pageOf } from './support/pages.ts';

const CROWD = crowd({ clients: 400 });
const HTML = pageOf(CROWD);

describeInBrowser()('filters of the page', () => {
  const reader = useBrowser();

  const shown = async (page: Page): Promise<string> =>
    (await page.getByRole('status').textContent()) ?? '';
  const names = (page: Page): Promise<string[]> => page.locator('button.open').allTextContents();

  test('nothing is filtered at first, and what breaks comes first', async () => {
    const { page, problems } = await reader.open(HTML);
    expect(await shown(page)).toBe('400 of 400 clients');
    expect((await names(page))[0]).toBe('pc00003.contoso.com');
    expect(problems).toEqual([]);
  });

  test('by name and by address, and back', async () => {
    const { page } = await reader.open(HTML);
    const search = page.getByLabel('Name or address');
    await search.fill('PC0000');
    expect(await shown(page)).toBe('10 of 400 clients');
    await search.fill('10.0.2.');
    expect(await shown(page)).toMatch(/^\d\d of 400 clients$/);
    await search.fill('nobody');
    expect(await shown(page)).toBe('0 of 400 clients');
    expect(await page.getByText('No client matches these filters.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await shown(page)).toBe('400 of 400 clients');
    expect(await page.getByText('No client matches these filters.').isVisible()).toBe(false);
  });

  test('by verdict, of one method or of any', async () => {
    const { page } = await reader.open(HTML);
    await page.getByLabel('Verdict', { exact: true }).selectOption({ label: 'breaks' });
    expect(await shown(page)).toBe('100 of 400 clients');
    await page.getByLabel('Method', { exact: true }).selectOption({ label: 'Group Policy' });
    expect(await shown(page)).toBe('0 of 400 clients');
    await page.getByLabel('Method', { exact: true }).selectOption({ label: 'client push' });
    expect(await shown(page)).toBe('100 of 400 clients');
  });

  test('by cause: who did not answer is no case of a blocked port', async () => {
    const { page } = await reader.open(HTML);
    const cause = page.getByLabel('Cause');
    expect(await cause.locator('option').allTextContents()).toContain('No answer (20)');
    await cause.selectOption('answer:0');
    expect(await shown(page)).toBe('20 of 400 clients');
    await cause.selectOption('F');
    expect(await shown(page)).toBe('20 of 400 clients');
    expect(await names(page)).toContain('pc00003.contoso.com');
    await page
      .getByLabel('Requirement', { exact: true })
      .selectOption({ label: 'RPC endpoint mapper' });
    expect(await shown(page)).toBe('0 of 400 clients');
  });

  test('by subnet', async () => {
    const { page } = await reader.open(HTML);
    const subnet = page.getByLabel('Subnet');
    const [, first = ''] = await subnet.locator('option').allTextContents();
    const [, clients] = /\((\d+)\)/.exec(first) ?? [];
    await subnet.selectOption({ index: 1 });
    expect(await shown(page)).toBe(`${clients} of 400 clients`);
  });

  test('from a count and from a cause', async () => {
    const { page } = await reader.open(HTML);
    await page.getByRole('button', { name: '100 breaks' }).click();
    expect(await shown(page)).toBe('100 of 400 clients');
    await page
      .getByRole('button', { name: /^Show these clients: SMB to the client .* no answer/ })
      .click();
    expect(await shown(page)).toBe('20 of 400 clients');
    expect(await page.getByLabel('Requirement', { exact: true }).inputValue()).toBe('smb');
    expect(await page.evaluate('document.activeElement.id')).toBe('matrix');
  });

  test('sorting by a column, by another, and the other way round', async () => {
    const { page } = await reader.open(HTML);
    const sort = page.locator('thead').getByRole('button', { name: 'Client', exact: true });
    await sort.click();
    expect((await names(page)).slice(0, 2)).toEqual(['pc00000.contoso.com', 'pc00001.contoso.com']);
    await sort.click();
    expect((await names(page))[0]).toBe('pc00399.contoso.com');
    const header = page.locator('thead th[aria-sort]');
    expect(await header.count()).toBe(1);
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    await page
      .locator('thead')
      .getByRole('button', { name: 'client push: RPC endpoint mapper', exact: true })
      .click();
    const first = page.locator('tbody tr[aria-rowindex="2"]');
    expect(await first.locator('.badge.bad').count()).toBeGreaterThan(0);
    expect(await first.getByRole('img', { name: 'refused' }).count()).toBeGreaterThan(0);
  });
});
