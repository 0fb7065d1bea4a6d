import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { clientsReporter } from '../../../src/report/forms/clients/index.ts';
import { readyReporter } from '../../../src/report/forms/ready/index.ts';
import { EN } from '../../../src/text/en/index.ts';
import { JA } from '../../../src/text/ja/index.ts';
import { REPORTS, type Told, PLAIN, tell } from '../scenes.ts';
import { poisoned, scene } from './hostile.ts';

type Row = Readonly<Record<string, string>>;

function textOf({ head, clients }: Told, texts = EN): string {
  const reporter = clientsReporter(head, { appearance: PLAIN, texts, siteWords: [], shell: 'sh' });
  return [reporter.opening, ...clients.map((entry) => reporter.client(entry))].join('');
}

function rowsOf(text: string): readonly Row[] {
  return parse<Row>(text, { bom: true, columns: true });
}

test.each(Object.values(REPORTS).map((report) => [report.title, report] as const))(
  '%s: a row a client, ready where -o ready names it',
  (_title, report) => {
    const told = tell(report);
    const rows = rowsOf(textOf(told));
    expect(rows.map(({ client }) => client)).toEqual(told.clients.map(({ client }) => client));
    const [{ method } = { method: '' }, ...others] = told.head.methods;
    const named = others.length === 0 ? method.replaceAll('-', '_') : 'client_push';
    const ready = readyReporter(told.head);
    expect(rows.filter((row) => row[named] === 'ready').map(({ client }) => `${client}\n`)).toEqual(
      told.clients.map((entry) => ready.client(entry)).filter((name) => name !== ''),
    );
  },
);

test('who can be installed has no cause, who cannot has one, and what to open', () => {
  const rows = rowsOf(textOf(scene('collection')));
  const states = rows.map(({ client_push, cause, remedy }) => [
    client_push,
    cause !== '',
    remedy !== '',
  ]);
  expect(states).toContainEqual(['ready', false, false]);
  expect(states).toContainEqual(['breaks', true, true]);
  // Nothing suggests that a firewall hides a machine that is off.
  expect(states).toContainEqual(['no-answer', true, false]);
});

test('columns keep their names, in every language and for every method', () => {
  const heading =
    '"client","address","client_push","software_update_point","group_policy","manual","software_distribution","cause","remedy","audit","findings","locations"';
  for (const name of ['client-breaks', 'push-blocked'] as const) {
    expect(textOf(scene(name)).split('\r\n')[0]).toBe(`\u{feff}${heading}`);
    expect(textOf(scene(name), JA).split('\r\n')[0]).toBe(`\u{feff}${heading}`);
  }
});

test('what the network says stays in its cell', () => {
  for (const text of ['"', '\r\n', ',', '=1+1']) {
    const told = poisoned(scene('collection'), text);
    expect(rowsOf(textOf(told))).toHaveLength(told.clients.length);
  }
});
