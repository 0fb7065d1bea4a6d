import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { element, xmlOf } from '../../../src/report/forms/junit/xml.ts';
import { describeWith, runOn } from '../../support/programs.ts';
import { REPORTS, render, write } from '../scenes.ts';
import { forHostileText, poisoned, scene } from './hostile.ts';

const SCHEMA = path.join(import.meta.dirname, '../../../fixtures/schema/junit.xsd');

/** What XPath finds in a document. */
function xpath(document: string, expression: string): string {
  return runOn(document, 'xmllint', '--xpath', expression, '-').replace(/\n$/, '');
}

function validate(document: string): void {
  runOn(document, 'xmllint', '--noout', '--schema', SCHEMA, '-');
}

/** As any reader of XML has it: what the format has no way to say is replaced. */
function readable(text: string): string {
  return text.replaceAll(
    /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu,
    '\u{fffd}',
  );
}

describe('XML', () => {
  test.each([
    ['an empty element', element('a', {}), '<a/>\n'],
    [
      'attributes',
      element('a', { b: '1 < 2 & "3"', c: 4 }),
      '<a b="1 &lt; 2 &amp; &quot;3&quot;" c="4"/>\n',
    ],
    ['white space in an attribute', element('a', { b: 'x\t\r\ny' }), '<a b="x&#9;&#13;&#10;y"/>\n'],
    ['text', element('a', {}, ']]> & "x"\r\n'), '<a>]]&gt; &amp; "x"&#13;\n</a>\n'],
    [
      'forbidden characters',
      element('a', {}, '\u0000\u001b\ud800\ufffe😀'),
      '<a>\ufffd\ufffd\ufffd\ufffd😀</a>\n',
    ],
    ['children', element('a', {}, [element('b', {}, 'x')]), '<a>\n  <b>x</b>\n</a>\n'],
  ])('%s', (_what, made, text) => {
    expect(xmlOf(made)).toBe(text);
  });
});

describe('cases', () => {
  const casesOf = (text: string): readonly (readonly string[])[] =>
    [...text.matchAll(/<testcase name="([^"]+)"[^>]*?(\/>|>\s*<(\w+))/g)].map(
      ([, name = '', , kind = 'passed']) => [name, kind],
    );

  test('a method that breaks fails, one that is not proven or cannot apply is skipped', () => {
    expect(casesOf(render(found('push-blocked'), 'junit').text)).toEqual([
      ['client-push', 'failure'],
      ['software-update-point', 'skipped'],
      ['group-policy', 'skipped'],
      ['manual', 'skipped'],
      ['software-distribution', 'skipped'],
    ]);
  });

  test('a degraded method passes, and its suite says why', () => {
    const { text } = render(found('client-breaks'), 'junit');
    expect(casesOf(text)).toContainEqual(['group-policy', 'passed']);
    expect(text).toMatch(
      /<system-out>client-push: client push: ready from here, .*\n.*group-policy: degraded\. .*mp02\.contoso\.com/,
    );
  });

  test.each([
    [
      'what this end could not prove fails',
      'client-nothing-named',
      true,
      'group-policy',
      'failure',
    ],
    ['without --strict it is skipped', 'client-nothing-named', false, 'group-policy', 'skipped'],
    [
      'what is ready from here passes, though the other end has something to prove',
      'push-nothing-in-the-way',
      true,
      'client-push',
      'passed',
    ],
    [
      'what the other end alone can prove is skipped',
      'push-nothing-in-the-way',
      true,
      'group-policy',
      'skipped',
    ],
  ])('strict: %s', (_what, name, strict, method, kind) => {
    const { text } = render({ ...found(name), strict }, 'junit');
    expect(casesOf(text)).toContainEqual([method, kind]);
  });

  test('what a block would lead to is not told of another computer', () => {
    const { text } = render(found('collection'), 'junit');
    const failures = text.split('<testcase').filter((one) => one.includes('<failure'));
    const wrongHost = failures.find((one) => one.includes('wrong-host')) ?? '';
    expect(wrongHost).toContain('0x80070574 (1396');
    expect(wrongHost).not.toContain('error 53');
    expect(render(found('push-blocked'), 'junit').text).toContain('error 53');
  });

  test('a run that was stopped has an error', () => {
    const { text } = render(found('interrupted'), 'junit');
    expect(casesOf(text)).toContainEqual(['complete', 'error']);
    expect(text).toContain(
      '<testsuite name="ccm-preflight" package="ccm-preflight" id="1" tests="1" failures="0" errors="1"',
    );
  });
});

function found(name: string): (typeof REPORTS)[string] {
  const report = REPORTS[name];
  if (report === undefined) throw new Error(`no scene ${name}`);
  return report;
}

describeWith('xmllint')('a reader of its own', () => {
  test.each(Object.entries(REPORTS))('%s is valid', (_name, report) => {
    expect(() => validate(render(report, 'junit').text)).not.toThrow();
  });

  test('the schema refuses what is not JUnit', () => {
    const { text } = render(found('push-blocked'), 'junit');
    expect(() => validate(text.replace(' failures="1"', ''))).toThrow('failures');
    expect(() => validate(text.replaceAll('failure', 'fail'))).toThrow('fail');
  });

  test.each(Object.entries(REPORTS))('%s: the totals are those of the cases', (_name, report) => {
    const { text } = render(report, 'junit');
    for (const [total, kind] of [
      ['tests', ''],
      ['failures', '[failure]'],
      ['errors', '[error]'],
      ['skipped', '[skipped]'],
    ] as const) {
      const wrong = `count(//testsuite[@${total} != count(testcase${kind})])`;
      expect([total, xpath(text, wrong)]).toEqual([total, '0']);
    }
  });

  test('whatever a server says, it stays a text', () => {
    const told = scene('push-blocked');
    const failure = told.clients[0]?.methods[0]?.explanation ?? '';
    const elements = xpath(write(told, 'junit'), 'count(//*)');
    forHostileText((text) => {
      const document = write(poisoned(told, text), 'junit');
      expect(xpath(document, 'count(//*)')).toBe(elements);
      const body = xpath(document, 'string(//failure)');
      expect(body).toContain(readable(`${text}${failure}${text}`));
      const message = xpath(document, 'string(//failure/@message)');
      expect(message).toBe(readable(`${text}${failure}${text}`));
    }, 10);
  });
});
