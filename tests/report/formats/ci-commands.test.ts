import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  firewallCsvReporter,
  firewallReporter,
  firewallScriptReporter,
} from '../../../src/report/forms/firewall/index.ts';
import type { ReportHead } from '../../../src/report/model/report.ts';
import type { Reporter, ReporterOptions } from '../../../src/report/forms/reporter.ts';
import {
  jsonWithoutCiCommands,
  withoutCiCommands,
  xmlWithoutCiCommands,
} from '../../../src/base/ci-commands.ts';
import { EN } from '../../../src/text/en/index.ts';
import { CI_ATTACKS, ciCommandsIn } from '../../support/ci-commands.ts';
import { FORMATS, PLAIN, type Told, write } from '../scenes.ts';
import { poisoned, scene } from './hostile.ts';
import { runs } from '../../support/long.ts';

const SCENES = ['collection', 'client-breaks'] as const;

describe('in no format does a text from outside become a command of CI', () => {
  test.each(FORMATS)('%s', (format) => {
    for (const name of SCENES) {
      const told = scene(name);
      for (const attack of CI_ATTACKS) {
        const text = write(poisoned(told, attack), format);
        expect(ciCommandsIn(text, format === 'github' ? 'github' : null)).toEqual([]);
      }
    }
  });

  test.each<[string, (head: ReportHead, options: ReporterOptions) => Reporter]>([
    ['firewall', firewallReporter],
    ['firewall-csv', firewallCsvReporter],
    ['firewall-powershell', firewallScriptReporter],
  ])('%s', (_format, make) => {
    for (const name of SCENES) {
      for (const attack of CI_ATTACKS) {
        const { head, clients, tail }: Told = poisoned(scene(name), attack);
        const reporter = make(head, { appearance: PLAIN, texts: EN, siteWords: [], shell: 'sh' });
        const text = [
          reporter.opening,
          ...clients.map((entry) => reporter.client(entry)),
          reporter.close(tail),
        ].join('');
        expect(ciCommandsIn(text)).toEqual([]);
      }
    }
  });

  test('the commands of the github format are its own, each in one line', () => {
    for (const attack of CI_ATTACKS) {
      const lines = write(poisoned(scene('collection'), attack), 'github')
        .trimEnd()
        .split('\n');
      for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) title=/);
    }
  });
});

/** Pieces that commands are made of. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...'#|##|[|vso|teamcity|:|::|error| |\t|\n|\r|x=1|section_start|travis_fold|1|ffff|"'.split(
        '|',
      ),
      ...CI_ATTACKS,
      '\u001b[31m',
      '10.0.0.7',
      '\\',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('the characters that begin a command', () => {
  test('stand apart in plain text, and nothing else is changed', () => {
    fc.assert(
      fc.property(pieces, (text) => {
        const safe = withoutCiCommands(text);
        expect(ciCommandsIn(safe)).toEqual([]);
        expect(safe.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        expect(withoutCiCommands(safe)).toBe(safe);
      }),
      { numRuns: runs(500) },
    );
  });

  test('are escaped in JSON, where values stay what they are', () => {
    fc.assert(
      fc.property(pieces, (text) => {
        const json = jsonWithoutCiCommands(JSON.stringify({ [text]: [text] }, null, 2));
        expect(ciCommandsIn(json)).toEqual([]);
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
      }),
      { numRuns: runs(500) },
    );
  });

  test('are character references in XML, where texts stay what they are', () => {
    const read = (xml: string): string =>
      xml.replaceAll('&#35;', '#').replaceAll('&#58;', ':').replaceAll('&amp;', '&');
    fc.assert(
      fc.property(pieces, (text) => {
        const xml = xmlWithoutCiCommands(text.replaceAll('&', '&amp;'));
        expect(ciCommandsIn(xml)).toEqual([]);
        expect(read(xml)).toBe(text);
      }),
      { numRuns: runs(500) },
    );
  });

  test.each([
    '::1',
    '  ::ffff:10.0.0.7 (open)',
    '[::1]:80',
    'fe80::dead:beef',
    '::ffff:10.0.0.7, ::1',
    '# heading',
    '# one # two',
    'a::b',
    'section_start',
  ])('%j stays as it is', (text) => {
    expect(withoutCiCommands(text)).toBe(text);
  });

  test.each([
    ['##vso[x]', '# #vso[x]'],
    ['###[x]', '# # #[x]'],
    ['::error::x', ': :error::x'],
    ['a\n  ::add::x', 'a\n  : :add::x'],
    ['section_start:1:x', 'section_start :1:x'],
  ])('%j is shown as %j', (text, shown) => {
    expect(withoutCiCommands(text)).toBe(shown);
  });
});
