import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { csvReporter } from '../../../src/report/forms/csv/index.ts';
import { EN } from '../../../src/text/en/index.ts';
import { JA } from '../../../src/text/ja/index.ts';
import { PLAIN, REPORTS, render, write } from '../scenes.ts';
import { forHostileText, poisoned, scene } from './hostile.ts';
import { withoutCiCommands } from '../../../src/base/ci-commands.ts';

/** Rows as an independent reader has them; one with more or fewer cells than the first is an error. */
function rowsOf(text: string): readonly Readonly<Record<string, string>>[] {
  return parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });
}

const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

describe('rows', () => {
  test.each(Object.entries(REPORTS))(
    '%s: one for each requirement of each client',
    (name, report) => {
      const wanted = scene(name).clients.flatMap(({ client, requirements }) =>
        requirements.map(({ id, status, outcome }) => ({
          client,
          requirement: id,
          status,
          outcome,
        })),
      );
      const rows = rowsOf(render(report, 'csv').text);
      expect(rows).toHaveLength(wanted.length);
      rows.forEach((row, at) => expect(row).toMatchObject(wanted[at] ?? {}));
    },
  );

  test('hold what decided a requirement, and its method with a sentence where it matters', () => {
    const rows = rowsOf(write(scene('client-breaks'), 'csv'));
    const row = rows.find(({ requirement }) => requirement === 'software-update-point/sup-https');
    expect(row).toMatchObject({
      verdict: 'breaks',
      outcome: 'unhealthy',
      cause: 'certificate-expired',
      host: 'sup01.contoso.com',
      rtt_ms: '2',
      attempts: '1',
      explanation: expect.stringContaining('certificate has expired'),
    });
    expect(rows.find(({ requirement }) => requirement === 'client-push/mp-http')).toMatchObject({
      unmet_hosts: 'mp02.contoso.com',
      explanation: '',
    });
  });

  test('have every cell in quotes: a semicolon ends one where the decimal point is a comma', () => {
    const lines = write(poisoned(scene('client-breaks'), 'a;b'), 'csv')
      .replace('\u{feff}', '')
      .trimEnd()
      .split('\r\n');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(line).toMatch(/^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*$/);
  });

  test('end in CR LF, the last too', () => {
    const text = write(scene('collection'), 'csv');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('\r\n')).toBe(true);
  });
});

test('a byte order mark stands in front, in every language, and nowhere else', () => {
  for (const texts of [EN, JA]) {
    const { head, tail } = scene('client-works');
    const reporter = csvReporter(head, { appearance: PLAIN, texts, siteWords: [], shell: 'sh' });
    const text = `${reporter.opening}${reporter.close(tail)}`;
    expect(text).toMatch(/^\u{feff}"client",[^\u{feff}]*$/u);
  }
});

test('whatever a server says, it stays a text in its cell, and no formula', () => {
  const told = scene('client-breaks');
  const before = rowsOf(write(told, 'csv'));
  forHostileText((text) => {
    // Half pairs have no bytes; a name without a dot was left as it is.
    const poison = (host: string): string =>
      Buffer.from(host.includes('.') ? `${text}${host}${text}` : host).toString();
    const rows = rowsOf(write(poisoned(told, text), 'csv'));
    expect(rows).toHaveLength(before.length);
    const formulas = rows.flatMap((row) => Object.values(row).filter((cell) => FORMULA.test(cell)));
    expect(formulas).toEqual([]);
    const hosts = rows.map((row) => row['host']?.replace(/^'/, ''));
    // A cell begins within a line, and its later lines may not begin with a command of CI.
    const inCell = (host: string): string => withoutCiCommands(`"${host}`).slice(1);
    expect(hosts).toEqual(before.map((row) => inCell(poison(row['host'] ?? '')).replace(/^'/, '')));
  });
});
