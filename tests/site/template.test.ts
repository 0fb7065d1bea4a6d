import { describe, expect, test } from '@jest/globals';
import type { FlagValue } from '../../src/site/site-from.ts';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { loadSite } from '../../src/run/load-site.ts';
import { siteTemplate } from '../../src/site/template.ts';
import { EN } from '../../src/text/en/index.ts';
import { golden } from '../support/golden.ts';
import { anyCharacter } from '../support/any-character.ts';

const flag = (path: string, value: unknown): FlagValue => ({
  flag: '--set',
  path: path.split('.'),
  value,
});

const SAID = [
  flag('product', 'current-branch'),
  flag('siteCode', 'S07'),
  flag('roles.managementPoints', ['mp07.contoso.com', 'mp08.contoso.com:8080']),
  flag('roles.softwareUpdatePoints', [{ host: 'sup07', ssl: true }]),
  flag('install.manual.runFrom', String.raw`\\files07\ccm client`),
  flag('activeDirectory.schemaExtended', false),
];

describe('the commented site file', () => {
  test.each([
    ['site-template-empty', []],
    ['site-template-said', SAID],
  ])('%s', (name, said) => {
    const text = siteTemplate(said, EN.site.template);
    const { actual, expected } = golden(name, { title: name, text, exitCode: 0 });
    expect(actual).toBe(expected);
  });

  test('says what the flags said, and nothing else', () => {
    expect(loadSite({ name: 'f', text: siteTemplate(SAID, EN.site.template) })).toEqual(
      loadSite(null, SAID),
    );
    const product = flag('product', 'cm2007');
    expect(loadSite({ name: 'f', text: siteTemplate([], EN.site.template) }, [product])).toEqual(
      loadSite(null, [product]),
    );
  });

  test('whatever was found, it stays in its value or in its comment', () => {
    const hostile = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.string({ unit: fc.constantFrom(...'\n\r\t\u0085\u2028 #:-[]{},&*!|>\'"%@`aö'.split('')) }),
      fc.constantFrom(
        'x\nsiteServer: evil',
        'a # b',
        '--- x',
        '...',
        '|\n x',
        '\u2028key: 1',
        '\u2028        ',
        '\u00a0',
        "a\n'",
        ':\n-',
        'yes',
      ),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const file = siteTemplate([flag('siteCode', text)], EN.site.template, {
          head: [text],
          keys: new Map([
            ['siteServer', [text]],
            ['ports.http', [text]],
          ]),
        });
        expect(parse(file)).toEqual({ siteCode: text });
      }),
    );
  });

  test('a long list stays in its line', () => {
    const many = Array.from({ length: 30 }, (_none, index) => `mp${index}.contoso.com`);
    expect(siteTemplate([flag('roles.managementPoints', many)], EN.site.template)).toMatch(
      /^  managementPoints: \[ mp0\.contoso\.com, .*, mp29\.contoso\.com \]$/m,
    );
  });

  test('of two flags for one key the last word is that of loading', () => {
    const twice = [flag('product', 'cm2007'), flag('siteCode', 'AAA'), flag('siteCode', 'BBB')];
    expect(loadSite(null, twice).siteCode).toBe('BBB');
  });

  test('every example is valid once its mark is taken away', () => {
    const text = siteTemplate([], EN.site.template).replaceAll('#-', '');
    const site = loadSite({ name: 'f', text }, [], [{ name: 'catalogue.yaml', text: 'rows: []' }]);
    expect(site).toMatchObject({
      siteCode: 'S01',
      siteServer: 'cm01.contoso.com',
      roles: {
        managementPoints: [{ host: 'mp01.contoso.com' }],
        distributionPoints: [{ host: 'dp01.contoso.com', serves: ['http', 'smb'] }],
        softwareUpdatePoints: [{ host: 'sup01.contoso.com', httpPorts: [8530], ssl: false }],
      },
      install: {
        manual: { runFrom: { kind: 'local' }, source: { kind: 'shares' } },
        groupPolicy: { package: { share: { server: 'files01', share: 'gpo' } } },
      },
    });
  });
});
