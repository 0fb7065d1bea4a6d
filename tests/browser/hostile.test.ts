import { expect, test } from '@jest/globals';
import { describeInBrowser, useBrowser } from './support/browser.ts';
import { crowd, pageOf, scene } from './support/pages.ts';
import type { Told } from '../report/scenes.ts';

const ATTACKS = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!--<script>',
  ']]><svg onload=alert(1)>',
  '"><style>*{display:none}</style>',
  '{shown}\u0001\u0002\u2028\u202e\u0000\ud800',
];

/** Every text that a server, or a list of clients, could have put there. */
function poisoned(told: Told, attack: string): Told {
  const poison = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return TAKEN.has(key) ? `${value}${attack}` : value;
    if (Array.isArray(value)) return value.map((member) => poison(member, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, poison(member, name)]),
    );
  };
  const copy = JSON.parse(
    JSON.stringify({ clients: poison(told.clients), tail: poison(told.tail) }),
  );
  return { head: told.head, ...copy };
}

const TAKEN: ReadonlySet<string> = new Set([
  'client',
  'host',
  'address',
  'dnsComputerName',
  'netbiosComputerName',
  'dialect',
  'server',
  'reason',
  'url',
  'location',
  'subject',
  'issuer',
  'names',
  'cipher',
  'line',
  'bindings',
  'interfaces',
  'explanation',
  'message',
]);

describeInBrowser()('text of others stays text', () => {
  const reader = useBrowser();

  test.each(ATTACKS)('%j', async (attack) => {
    for (const told of [crowd({ clients: 40 }), scene('client-breaks'), scene('collection')]) {
      const { page, problems } = await reader.open(pageOf(poisoned(told, attack)));
      const rows = page.locator('button.open');
      expect(await rows.count()).toBeGreaterThan(0);
      await rows.first().click();
      await page.evaluate(
        'for (const details of document.querySelectorAll("details")) details.open = true',
      );
      expect(await page.locator('img, svg, body script, body style, object, iframe').count()).toBe(
        0,
      );
      expect(await page.locator('h1').isVisible()).toBe(true);
      expect(problems).toEqual([]);
    }
  });

  test('what was said is shown as it was said', async () => {
    const [attack = ''] = ATTACKS;
    const { page } = await reader.open(pageOf(poisoned(scene('client-breaks'), attack)));
    expect(await page.locator('button.open').textContent()).toBe(`pc001${attack}`);
  });

  test('the policy lets no script in that is not the page’s own', async () => {
    const { page, problems } = await reader.open(pageOf(scene('collection')));
    await page.evaluate(
      `const script = document.createElement('script');
       script.textContent = 'document.title = "taken"';
       document.body.append(script);`,
    );
    expect(await page.title()).not.toBe('taken');
    expect(problems.join()).toContain('Content Security Policy');
  });

  test('a file without its end tells what it has, and that it has no end', async () => {
    const html = pageOf(crowd({ clients: 400 }));
    const { page, problems } = await reader.open(html.slice(0, html.indexOf('pc00300') + 40));
    expect(await page.getByText('This file has no end').isVisible()).toBe(true);
    expect(await page.getByRole('status').textContent()).toBe('300 of 300 clients');
    expect(problems).toEqual([]);
  });
});
