import { beforeAll, expect, test } from '@jest/globals';
import { describeInBrowser, useBrowser } from './support/browser.ts';
import { crowd, pageOf } from './support/pages.ts';

/** What fits in the window, and some rows above and below. */
const MAX_ROWS = 80;

describeInBrowser()('10,000 clients', () => {
  const reader = useBrowser();
  let html = '';
  beforeAll(() => {
    html = pageOf(crowd({ clients: 10_000 }));
  });

  test('only rows that are looked at are elements, wherever that is', async () => {
    const { page, problems } = await reader.open(html);
    const rows = page.locator('tbody tr[aria-rowindex]');
    const last = page.locator('tbody tr[aria-rowindex="10001"]');
    expect(await page.locator('table.matrix').getAttribute('aria-rowcount')).toBe('10001');
    expect(await rows.count()).toBeLessThan(MAX_ROWS);
    for (const part of [0.25, 0.5, 0.9, 1]) {
      await page.evaluate(
        `const e = document.querySelector('.scroller');
         e.scrollTop = (e.scrollHeight - e.clientHeight) * ${part};`,
      );
      const middle = Math.round(10_000 * part);
      await page.locator(`tbody tr[aria-rowindex="${middle}"]`).waitFor();
      expect(await rows.count()).toBeLessThan(MAX_ROWS);
    }
    const place = await last.boundingBox();
    const frame = await page.locator('.scroller').boundingBox();
    expect(place === null || frame === null).toBe(false);
    expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(
      (frame?.y ?? 0) + (frame?.height ?? 0) + 1,
    );
    expect(problems).toEqual([]);
  });

  test('rows come in order and without a gap while one scrolls by the wheel', async () => {
    const { page } = await reader.open(html);
    await page.locator('.scroller').hover();
    const [turns, by] = [20, 700];
    const row = await page.locator('tbody tr[aria-rowindex]').first().boundingBox();
    for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, by);
    const first = Math.ceil((turns * by) / (row?.height ?? 0));
    await page.locator(`tbody tr[aria-rowindex="${first + 2}"]`).waitFor();
    const places = await page.evaluate(
      `[...document.querySelectorAll('tbody tr[aria-rowindex]')]
         .map((row) => Number(row.getAttribute('aria-rowindex')))`,
    );
    const shown: readonly unknown[] = Array.isArray(places) ? places : [];
    expect(shown.length).toBeGreaterThan(20);
    expect(shown).toEqual(shown.map((_, place) => Number(shown[0]) + place));
  });

  test('a filter works on all of them', async () => {
    const { page } = await reader.open(html);
    await page.getByLabel('Name or address').fill('pc0999');
    expect(await page.getByRole('status').textContent()).toBe('10 of 10,000 clients');
    expect(await page.locator('tbody tr[aria-rowindex]').count()).toBe(10);
  });

  test('a page is small enough to be sent', () => {
    expect(html.length / 10_000).toBeLessThan(500);
  });
});
