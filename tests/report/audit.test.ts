import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { clientsReporter } from '../../src/report/forms/clients/index.ts';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { PLAIN, REPORTS, type Told, tell, write } from './scenes.ts';

const scene = (texts = EN): Told =>
  tell(REPORTS['audited'] ?? { title: '', from: 'client', clients: [] }, texts);

/** As many as are told of in sum. */
function many({ head, clients, tail }: Told): Told {
  const all = Array.from({ length: 5 }, (_none, round) =>
    clients.map((entry) => ({ ...entry, client: `${round}-${entry.client}` })),
  );
  return { head, clients: all.flat(), tail };
}

describe('flows of many clients that are expected to be closed', () => {
  test.each(['table', 'markdown'] as const)(
    'are counted by flow and by what was found: %s',
    (format) => {
      const text = write(many(scene()), format)
        .replaceAll('\\', '')
        .replaceAll(/[\s|]+/g, ' ');
      expect(text).toContain('Expected to be closed');
      expect(text).toContain(
        '5 open (0-pc002.contoso.com, 1-pc002.contoso.com, 2-pc002.contoso.com, …)',
      );
      expect(text).toContain('10 not proven (0-pc003.contoso.com, ');
      expect(text).toContain('5 closed');
      expect(text).toContain('20 not looked at from here');
    },
  );

  test('nothing is asked to be opened for the method that can’t do without them', () => {
    const text = write(many(scene()), 'table').replaceAll(/\s+/g, ' ');
    expect(text).toContain('Nothing is to be opened for client push, as what it needs is expected');
    expect(text).not.toContain('To open for');
  });

  test('an annotation a flow and a result, which is an error where the exit code counts it', () => {
    const kindsOf = (audit: boolean): readonly string[] =>
      write(many(scene()), 'github', PLAIN, { audit })
        .split('\n')
        .filter((line) => line.includes('Expected to be closed%3A SMB to the client'))
        .map((line) => /^::(\w+)/.exec(line)?.[1] ?? '');
    expect(kindsOf(true)).toEqual(['error', 'error']);
    expect(kindsOf(false)).toEqual(['error', 'warning']);
  });
});

test('a client that breaks as expected fails no test with --audit, and one without', () => {
  const first = (audit: boolean): string =>
    write(scene(), 'junit', PLAIN, { audit }).split('</testsuite>')[0] ?? '';
  expect(first(true)).toContain('failures="0"');
  expect(first(false)).toContain('failures="1"');
});

test('the list of clients has the worst that was found, and findings in words', () => {
  for (const [texts, words] of [
    [EN, 'SMB to the client is open'],
    [JA, '開いています'],
  ] as const) {
    const { head, clients } = scene(texts);
    const reporter = clientsReporter(head, {
      appearance: PLAIN,
      texts,
      siteWords: [],
      shell: 'sh',
    });
    const text = [reporter.opening, ...clients.map((entry) => reporter.client(entry))].join('');
    const rows: readonly Readonly<Record<string, string>>[] = parse(text, {
      bom: true,
      columns: true,
    });
    expect(rows.map(({ audit }) => audit)).toEqual(['not-checked', 'open', 'unproven', 'unproven']);
    expect(rows.map(({ findings }) => findings?.includes(words))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  }
});
