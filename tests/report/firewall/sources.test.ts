import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  firewallCsvReporter,
  firewallScriptReporter,
} from '../../../src/report/forms/firewall/index.ts';
import { EN } from '../../../src/text/en/index.ts';
import { scene } from '../formats/hostile.ts';
import { PLAIN, type Told } from '../scenes.ts';

type Row = Readonly<Record<string, string>>;

/** The same report, each client having been looked at from each of these addresses. */
function sentFrom(told: Told, sources: readonly string[]): Told {
  const clients = sources.flatMap((source) =>
    told.clients.map((entry) => ({
      ...entry,
      requirements: entry.requirements.map((requirement) => ({
        ...requirement,
        endpoints: requirement.endpoints.map((endpoint) => ({ ...endpoint, source })),
      })),
    })),
  );
  return { ...told, clients };
}

function rowsOf({ head, clients, tail }: Told): readonly Row[] {
  const options = { appearance: PLAIN, texts: EN, siteWords: [], shell: 'sh' } as const;
  const reporter = firewallCsvReporter(head, options);
  for (const entry of clients) reporter.client(entry);
  return parse<Row>(reporter.close(tail), { bom: true, columns: true });
}

test('a rule for clients names every address that the site server was seen to send from', () => {
  const told = scene('push-blocked');
  const rows = rowsOf(sentFrom(told, ['10.0.0.2', '10.0.0.3'])).filter(
    ({ from_role }) => from_role === 'site-server',
  );
  const named = new Set(rows.flatMap(({ from_addresses = '' }) => from_addresses.split(' ')));
  // One by one, though the two would make a block.
  expect(named).toEqual(new Set(['10.0.0.2', '10.0.0.3']));
});

test('a script admits them alone, whatever else the name of the site server leads to', () => {
  const { head, clients, tail } = sentFrom(scene('push-blocked'), ['10.0.0.2', '10.0.0.3']);
  const reporter = firewallScriptReporter({
    ...head,
    site: { ...head.site, siteServer: 'cm01.contoso.com' },
  });
  for (const entry of clients) reporter.client(entry);
  expect(reporter.close(tail)).toMatch(
    /\[string\[\]\] \$SiteServer = @\('10\.0\.0\.2', '10\.0\.0\.3'\),/,
  );
});

test('a rule for what a client opens names its own address', () => {
  const rows = rowsOf(sentFrom(scene('client-breaks'), ['10.5.5.5']));
  expect(rows.length).toBeGreaterThan(0);
  for (const { from_role, from_addresses, from_names } of rows) {
    expect([from_role, from_addresses, from_names]).toEqual(['client', '10.5.5.5', '']);
  }
});
