import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { makePlan } from '../../src/plan/plan.ts';
import { buildPlan } from '../../src/report/documents/plan/model.ts';
import { planTable } from '../../src/report/documents/plan/told.ts';
import { type Appearance, type Characters, makeStyle } from '../../src/report/terminal/style.ts';
import { columns } from '../../src/report/terminal/layout.ts';
import { EN } from '../../src/text/en/index.ts';
import { type See, judge } from '../support/observations.ts';
import { anySite, siteOf } from '../support/sites.ts';
import { REPORTS, type Report, render } from './scenes.ts';
import { runs } from '../support/long.ts';

const ASCII = /^[\n\u0020-\u007e]*$/;
const looks = (width: number, characters: Characters = 'unicode'): Appearance => ({
  colors: false,
  characters,
  width,
});

/** Lines that are wider, but for the command to copy, which a line break would spoil. */
function tooWide(text: string, width: number): string[] {
  return text
    .split('\n')
    .filter(
      (line) => Array.from(line).length > width && !line.startsWith('    ccm-preflight check '),
    );
}

const LONG = `${'a-very-long-computer-name-of-63-characters'.padEnd(63, 'x')}.${'sub'.repeat(20)}.contoso.com`;

const longNames: Report = {
  title: 'long names',
  from: 'client',
  site: {
    roles: { managementPoints: [LONG, `${LONG}:65535`], fallbackStatusPoints: LONG },
    install: { manual: { runFrom: String.raw`\\${LONG}\ccm` } },
  },
  clients: [{ client: LONG, see: () => 'refused' }],
  indirect: () => 'filtered',
};

describe.each([80, 40])('at %d columns', (width) => {
  test.each(Object.entries({ ...REPORTS, longNames }))('the report of %s', (_name, report) => {
    for (const characters of ['unicode', 'ascii'] as const) {
      expect(tooWide(render(report, 'table', looks(width, characters)).text, width)).toEqual([]);
    }
  });

  test('the report of a client with a long name, from the site server', () => {
    const report: Report = { ...longNames, from: 'site-server' };
    expect(tooWide(render(report, 'table', looks(width)).text, width)).toEqual([]);
  });

  test('any plan', () => {
    fc.assert(
      fc.property(anySite, (words) => {
        const plan = makePlan(siteOf(words));
        const text = planTable(buildPlan(plan, ['pc001', LONG], null, EN), looks(width), EN);
        expect(tooWide(text, width)).toEqual([]);
      }),
      { numRuns: runs(8) },
    );
  });
});

test('names are broken where they do not fit, never cut off', () => {
  for (const width of [80, 40]) {
    const cells = columns([['', `${LONG}:65535`, '']], [2, 23], makeStyle(looks(width)), 2);
    expect(cells.replaceAll(/\s/g, '')).toBe(`${LONG}:65535`);
    expect(render(longNames, 'table', looks(width)).text).not.toContain('…');
  }
});

test('a cell of a thousand lines is drawn as one of a few is', () => {
  // What a server says is long where it wants to be; the cube of its length would take hours.
  const long = 'x'.repeat(16_384);
  const cells = columns([['', 'SMB', long]], [2, 23], makeStyle(looks(40)), 2);
  expect(cells.replaceAll(/\s/g, '')).toBe(`SMB${long}`);
});

describe('an output of ASCII alone', () => {
  test.each(Object.entries(REPORTS))('the report of %s', (_name, report) => {
    expect(render(report, 'table', looks(80, 'ascii')).text).toMatch(ASCII);
  });

  test('any plan', () => {
    fc.assert(
      fc.property(anySite, (words) => {
        const entry = buildPlan(makePlan(siteOf(words)), ['pc001'], null, EN);
        expect(planTable(entry, looks(80, 'ascii'), EN)).toMatch(ASCII);
      }),
      { numRuns: runs(8) },
    );
  });
});

test('nothing is undefined, NaN, null or an object in any sentence', () => {
  const outcomes = [
    'open',
    'refused',
    'filtered',
    'unreachable',
    'unresolved',
    'silent',
    'wrong-service',
    'wrong-host',
    'unhealthy',
    'inconclusive',
    'error',
  ] as const;
  fc.assert(
    fc.property(
      anySite,
      fc.constantFrom('site-server', 'client'),
      fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 7 }),
      (site, from, mix) => {
        const see: See = (check) =>
          mix[(check.kind.length + check.host.length) % mix.length] ?? 'open';
        const { text } = render({ title: '', site, from, clients: [{ see }] }, 'table');
        expect(text).not.toMatch(
          /undefined|NaN|\bnull\b|\[object|\{|\}|\. \.|\.\.|: \n|  {2}\S.*: ;/,
        );
        const { client } = judge({ site, from, see });
        expect(client.methods).toHaveLength(5);
      },
    ),
    { numRuns: runs(30) },
  );
});

describe('a server and its port', () => {
  const cells = (where: string, width: number): readonly string[] =>
    columns([[where, 'open']], [width], makeStyle(looks(60)), 0)
      .split('\n')
      .map((line) => line.slice(0, width).trimEnd());

  test.each([
    ['fits', 'mp01.contoso.com:20445', 23, ['mp01.contoso.com:20445']],
    [
      'is broken before the port',
      'branch-01.contoso.com:20445',
      23,
      ['branch-01.contoso.com', ':20445'],
    ],
    ['is an address', '[2001:db8:1:2:3:4:5:6]:20445', 23, ['[2001:db8:1:2:3:4:5:6]', ':20445']],
  ])('%s', (_what, where, width, lines) => {
    expect(cells(where, width)).toEqual(lines);
  });

  test.each([
    [80, ['abcdefghijkl.contoso.com:443 open']],
    [60, ['abcdefghijkl.contoso.com open', ':443']],
  ])('widens its column where %d columns are room for it', (width, lines) => {
    const row = ['abcdefghijkl.contoso.com:443', 'open'];
    expect(columns([row], [20], makeStyle(looks(width)), 0).split('\n')).toEqual(lines);
  });
});
