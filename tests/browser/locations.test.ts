import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import type { Texts } from '../../src/text/texts.ts';
import { tell } from '../report/scenes.ts';
import { describeInBrowser, useBrowser } from './support/browser.ts';
import { pageOf } from './support/pages.ts';

const LOCATIONS = 15;

/** A client at each of so many locations; SMB is closed at the last one. */
function located(texts: Texts): string {
  const clients = Array.from({ length: LOCATIONS }, (_none, at) => `10.${at}.0.7`);
  const told = tell(
    {
      title: 'locations',
      site: {
        product: 'current-branch',
        communication: 'http',
        roles: { managementPoints: ['mp1'] },
        boundaryGroups: clients.map((_client, at) => ({
          name: `Group <b>${at}`,
          boundaries: `10.${at}.0.0/16`,
        })),
      },
      methods: ['client-push'],
      from: 'site-server',
      clients: clients.map((client, at) => ({
        client,
        see: ({ kind }) => (kind === 'smb' && at === LOCATIONS - 1 ? 'filtered' : 'open'),
      })),
    },
    texts,
  );
  return pageOf(told, texts);
}

async function violations(page: Page): Promise<unknown> {
  const { default: axe } = await import('axe-core');
  await page.evaluate(axe.source);
  return page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]))',
  );
}

describeInBrowser()('how it stands at each location', () => {
  const reader = useBrowser();

  test('the most blocked first, twelve at once, and of each client where it is', async () => {
    const { page } = await reader.open(located(EN));
    const section = page.getByRole('region', { name: 'By location' });
    const titles = section.locator('h3');
    expect(await titles.first().textContent()).toBe(`Group <b>${LOCATIONS - 1}, 1 client`);
    expect(await section.locator('li').first().textContent()).toContain('SMB to the client');
    expect(await titles.locator('visible=true').count()).toBe(12);
    await section.getByText('3 more locations').click();
    expect(await titles.locator('visible=true').count()).toBe(LOCATIONS);
    await page.locator('button.open').first().click();
    const details = await page.getByRole('dialog').textContent();
    expect(details).toContain(`In boundary group Group <b>${LOCATIONS - 1}.`);
  });

  test('what only helps at a location is not painted as what the site requires', async () => {
    const told = tell({
      title: 'helpful',
      site: {
        product: 'current-branch',
        communication: 'http',
        roles: {
          managementPoints: ['mp1'],
          distributionPoints: [
            { host: 'dp1', serves: ['http', 'smb'] },
            { host: 'dp2', serves: ['smb'] },
          ],
        },
        boundaryGroups: [
          { name: 'A', boundaries: '10.1.0.0/16', distributionPoints: 'dp1' },
          { name: 'B', boundaries: '10.2.0.0/16', distributionPoints: 'dp2' },
        ],
      },
      methods: ['software-distribution'],
      from: 'client',
      addresses: ['10.1.0.7'],
      clients: [{ see: ({ kind }) => (kind === 'smb' ? 'filtered' : 'open') }],
    });
    const { page } = await reader.open(pageOf(told));
    expect(await page.locator('td.requirement .badge.bad').count()).toBe(0);
    expect(await page.locator('td.requirement .badge.warn').textContent()).toContain('F');
    const item = page.locator('.seen li').filter({ hasText: 'dp1:445' });
    expect(await item.textContent()).toContain('helpful');
  });

  test.each([
    ['en', EN, 'light', 1280],
    ['ja', JA, 'dark', 320],
  ] as const)('axe finds nothing, %s', async (_language, texts, colorScheme, width) => {
    const options = { colorScheme, viewport: { width, height: 800 } };
    const { page } = await reader.open(located(texts), options);
    await page.evaluate(
      'for (const details of document.querySelectorAll("details")) details.open = true',
    );
    expect(await violations(page)).toEqual([]);
  });
});
