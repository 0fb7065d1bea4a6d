import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import wrapAnsi from 'wrap-ansi';
import { makePlan } from '../../src/plan/plan.ts';
import { buildPlan } from '../../src/report/documents/plan/model.ts';
import { planTable } from '../../src/report/documents/plan/told.ts';
import { type Appearance, makeStyle } from '../../src/report/terminal/style.ts';
import { columns, paragraph } from '../../src/report/terminal/layout.ts';
import { EN } from '../../src/text/en/index.ts';
import { type See, httpEvidence, observed, smbEvidence } from '../support/observations.ts';
import { anySite, siteOf } from '../support/sites.ts';
import { REPORTS, type Report, render } from './scenes.ts';
import { runs } from '../support/long.ts';

/** From the narrowest terminal that is written for to the widest. */
const appearance: fc.Arbitrary<Appearance> = fc.record({
  width: fc.oneof(fc.constant(40), fc.integer({ min: 40, max: 160 })),
  characters: fc.constantFrom('ascii', 'cp932', 'unicode'),
  colors: fc.boolean(),
});

/** RFC 1035 2.3.4: labels of up to 63 characters, which no blank breaks. */
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,61}[a-z])?$/u);
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
const address = fc.constantFrom(
  '10.100.100.100',
  'fd00:1111:2222:3333:4444:5555:6666:7777',
  'fe80::7%ethernet',
);
const host = fc.oneof(name, address);

/** What a server says of itself: words of any length, whose characters are two columns or none. */
const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom('Microsoft-IIS/10.0', '構成マネージャーのクライアント', 'e\u0301'.repeat(90)),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(' ').replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ''));

/** A line break would spoil the command that is there to be copied. */
const TO_COPY = '    ccm-preflight check ';

/** Our symbols are one column wide; wrap-ansi takes them for emoji, which are two. */
const SYMBOLS = /[✔✖]/gu;

/** The lines that take more columns of a terminal than it has. */
function tooWide(text: string, { width }: Appearance): readonly string[] {
  const options = { hard: true, wordWrap: false, trim: false };
  return text
    .split('\n')
    .filter((line) => !line.startsWith(TO_COPY))
    .filter((line) => wrapAnsi(line.replaceAll(SYMBOLS, '+'), width, options).includes('\n'));
}

test('no line of columns or of a paragraph is wider than the terminal', () => {
  fc.assert(
    fc.property(
      appearance,
      fc.tuple(host, host, host, words),
      fc.constantFrom([2, 28, 23], [42, 15, 4], [30, 30, 30], [2, 2, 2]),
      fc.constantFrom(0, 2, 4),
      (look, row, widths, indent) => {
        const style = makeStyle(look);
        const [, , where, said] = row;
        for (const text of [
          columns([row], widths, style, indent),
          paragraph('- ', `${where} ${said}`, style, indent),
        ]) {
          expect(tooWide(text, look)).toEqual([]);
        }
      },
    ),
    { numRuns: runs(60) },
  );
});

const OUTCOMES = ['open', 'refused', 'filtered', 'unresolved', 'wrong-host', 'error'] as const;

const anyReport: fc.Arbitrary<Report> = fc
  .record({
    managementPoint: name,
    files: name,
    client: host,
    said: words,
    from: fc.constantFrom('site-server', 'client'),
    outcomes: fc.array(fc.constantFrom(...OUTCOMES), { minLength: 1, maxLength: 5 }),
  })
  .map(({ managementPoint, files, client, said, from, outcomes }) => {
    const see: See = (check) =>
      observed(
        outcomes[check.kind.length % outcomes.length] ?? 'open',
        check.kind === 'smb'
          ? smbEvidence({ dnsComputerName: said })
          : check.kind === 'http'
            ? httpEvidence({ server: said, reason: said, location: said })
            : { kind: 'none' },
      );
    return {
      title: '',
      from,
      site: {
        roles: { managementPoints: [`${managementPoint}:65535`, '[fd00::1234:5678]:8080'] },
        install: { manual: { runFrom: String.raw`\\${files}\ccm` } },
      },
      clients: [{ client, see }],
      indirect: () => outcomes[0] ?? 'open',
    };
  });

test('no line of a report is wider, whatever names and servers say', () => {
  fc.assert(
    fc.property(appearance, anyReport, (look, report) => {
      expect(tooWide(render(report, 'table', look).text, look)).toEqual([]);
    }),
    { numRuns: runs(15) },
  );
});

test.each(Object.entries(REPORTS))('no line of the report of %s is wider', (_name, report) => {
  fc.assert(
    fc.property(appearance, (look) => {
      expect(tooWide(render(report, 'table', look).text, look)).toEqual([]);
    }),
    { numRuns: runs(3) },
  );
});

/** Words as they stand in a text, whatever lines they are in. */
const wordsIn = (text: string): readonly string[] => text.split(/\s+/u).toSorted();

test.each(Object.entries(REPORTS))(
  'with 120 columns and more no word of the report of %s is broken',
  (_name, report) => {
    const shown = (width: number): string =>
      render(report, 'table', { width, characters: 'unicode', colors: false }).text;
    const widest = wordsIn(shown(160));
    for (const width of [120, 121, 133, 147, 159]) {
      expect(wordsIn(shown(width))).toEqual(widest);
    }
  },
);

/** As computers of a company are called: 15 characters in a domain of three labels. */
const fullName = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9-]{9,13}[a-z0-9]$/u), fc.constantFrom('emea', 'corp'))
  .map(([first, domain]) => `${first}.${domain}.contoso.com`);

test('and no name, of a client or of a server', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 120, max: 160 }),
      fullName,
      fullName,
      // A client without an address takes one line.
      fc.constantFrom(...OUTCOMES.filter((outcome) => outcome !== 'unresolved')),
      (width, client, managementPoint, outcome) => {
        const report: Report = {
          title: '',
          from: 'site-server',
          site: { roles: { managementPoints: [managementPoint] } },
          clients: [{ client, see: () => observed(outcome) }],
          indirect: () => outcome,
        };
        const look: Appearance = { width, characters: 'unicode', colors: false };
        const { text } = render(report, 'table', look);
        const found = new Set(wordsIn(text));
        expect(
          [client, `${client}:445`, `${managementPoint}:80`].filter((word) => !found.has(word)),
        ).toEqual([]);
      },
    ),
    { numRuns: runs(20) },
  );
});

test('no line of a plan is wider', () => {
  fc.assert(
    fc.property(appearance, anySite, host, (look, site, client) => {
      const plan = buildPlan(makePlan(siteOf(site)), [client], null, EN);
      expect(tooWide(planTable(plan, look, EN), look)).toEqual([]);
    }),
    { numRuns: runs(6) },
  );
});
