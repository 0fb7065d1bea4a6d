import { expect, test } from '@jest/globals';
import { describeInBrowser, useBrowser } from './support/browser.ts';
import { crowd, pageOf, scene } from './support/pages.ts';

const CROWD = pageOf(crowd({ clients: 400 }));

describeInBrowser()('details of a client', () => {
  const reader = useBrowser();

  test('a click tells the sentence, the symptom, what to open, evidence, source, another way', async () => {
    const { page, problems } = await reader.open(CROWD);
    await page.getByRole('button', { name: 'pc00003.contoso.com' }).click();
    const details = page.getByRole('dialog');
    const text = (await details.textContent()) ?? '';
    expect(text).toContain(
      'SMB to the client: pc00003.contoso.com (10.0.0.13) on TCP 445 does not answer. In ccm.log',
    );
    expect(text).toContain('0x80070035 (53');
    expect(text).toContain(
      'To open for SMB to the client: TCP 445 from the site server to pc00003',
    );
    expect(text).toContain('File and Printer Sharing');
    expect(text).toContain('Group Policy (not proven yet)');
    expect(text).toContain('Ports Used During Configuration Manager Client Deployment');
    const other = page.getByRole('button', { name: 'pc00015.contoso.com' });
    await other.click();
    await details.getByText('Evidence').first().click();
    expect(await details.getByText('pc999.contoso.com').first().isVisible()).toBe(true);
    expect(problems).toEqual([]);
  });

  test('of a client that does not answer nothing is called in order', async () => {
    const { page } = await reader.open(pageOf(scene('collection')));
    await page.getByRole('button', { name: 'pc002.contoso.com' }).click();
    const text = (await page.getByRole('dialog').textContent()) ?? '';
    expect(text).toContain('No answer from pc002.contoso.com');
    expect(text).not.toContain('has to be mended');
  });

  test('what is expected to be closed is told of each client, and of all together', async () => {
    const { page, problems } = await reader.open(pageOf(scene('audited')));
    const all = page.getByRole('region', { name: 'Expected to be closed' });
    expect(await all.textContent()).toContain(
      'SMB to the client: 1 open (pc002.contoso.com), 2 not proven (pc003.contoso.com, pc004.contoso.com), 1 closed',
    );
    await page.getByRole('button', { name: 'pc002.contoso.com' }).click();
    expect(await page.getByRole('dialog').textContent()).toContain(
      'SMB to the client is open, and it is expected to be closed: pc002.contoso.com (10.0.0.7) on TCP 445.',
    );
    await page.getByRole('button', { name: 'pc001.contoso.com' }).click();
    expect(await page.getByRole('dialog').textContent()).toContain(
      'Nothing is to be opened for client push',
    );
    expect(problems).toEqual([]);
  });

  test('what a block would lead to is not told of another computer', async () => {
    const { page } = await reader.open(pageOf(scene('collection')));
    await page.getByRole('button', { name: 'pc004.contoso.com' }).click();
    const details = page.getByRole('dialog');
    expect(await details.textContent()).toContain('another computer has this address');
    expect(await details.locator('p.symptom').count()).toBe(0);
    await page.getByRole('button', { name: 'pc002.contoso.com' }).click();
    expect(await details.locator('p.symptom').first().textContent()).toContain('Without it');
  });

  test('a flow that describes no symptom leaves no heading alone', async () => {
    const told = scene('collection');
    const catalogue = { ...told.head.catalogue };
    for (const [id, entry] of Object.entries(catalogue)) {
      Object.assign(catalogue, { [id]: { ...entry, symptom: '' } });
    }
    const { page } = await reader.open(pageOf({ ...told, head: { ...told.head, catalogue } }));
    await page.getByRole('button', { name: 'pc002.contoso.com' }).click();
    const details = page.getByRole('dialog');
    expect(await details.textContent()).toContain('Port');
    expect(await details.textContent()).not.toContain('Without it');
    expect(await details.locator('p.symptom').count()).toBe(0);
  });

  test('a click anywhere in a row opens it', async () => {
    const { page } = await reader.open(CROWD);
    await page.locator('tbody tr[aria-rowindex="3"] td').nth(2).click();
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
  });

  test('all of it by keys', async () => {
    const { page } = await reader.open(CROWD);
    await page.getByRole('button', { name: 'Clear filters' }).count();
    await page.locator('thead').getByRole('button').last().focus();
    await page.keyboard.press('Tab');
    const focused = (): Promise<unknown> => page.evaluate('document.activeElement.textContent');
    expect(await focused()).toBe('pc00003.contoso.com');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('pc00006.contoso.com');
    await page.keyboard.press('End');
    expect(await focused()).toBe('pc00399.contoso.com');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Home');
    expect(await focused()).toBe('pc00003.contoso.com');
    await page.keyboard.press('Enter');
    const details = page.getByRole('dialog');
    expect(await details.isVisible()).toBe(true);
    expect(await focused()).toBe('pc00003.contoso.com');
    await details.getByRole('button', { name: 'Next client' }).click();
    expect(await details.getByRole('heading').first().textContent()).toBe('pc00006.contoso.com');
    await page.keyboard.press('Escape');
    expect(await details.isVisible()).toBe(false);
    expect(await focused()).toBe('pc00006.contoso.com');
    expect(await page.evaluate('document.activeElement.className')).toBe('open');
  });

  test('one client is told at once, without filters', async () => {
    const { page, problems } = await reader.open(pageOf(scene('push-blocked')));
    expect(await page.getByRole('heading', { name: 'What to do' }).isVisible()).toBe(true);
    expect(await page.getByText('does not answer').first().isVisible()).toBe(true);
    expect(await page.getByLabel('Name or address').isVisible()).toBe(false);
    expect(await page.getByText(/^Servers that clients will talk to/).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'pc001.contoso.com' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('only-title');
    expect(problems).toEqual([]);
  });

  test('on a phone it takes the window, and no part of the page is wider', async () => {
    const { page } = await reader.open(CROWD, { viewport: { width: 320, height: 640 } });
    const width = (): Promise<unknown> => page.evaluate('document.documentElement.scrollWidth');
    expect(await width()).toBe(320);
    expect(await page.locator('tbody td.requirement').first().isVisible()).toBe(false);
    await page.getByLabel('Show every requirement').check();
    expect(await page.locator('tbody td.requirement').first().isVisible()).toBe(true);
    expect(await width()).toBe(320);
    await page.getByRole('button', { name: 'pc00003.contoso.com' }).click();
    const box = await page.getByRole('dialog').boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 320, height: 640 });
  });
});
