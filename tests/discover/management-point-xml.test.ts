import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  MAX_POINTS,
  readKeyInformation,
  readManagementPointList,
} from '../../src/discover/management-point-xml.ts';
import { productOfBuild, productOfVersion } from '../../src/discover/version.ts';

describe('a list of management points', () => {
  test.each([
    [
      'current branch',
      '<MPList><MP Name="MP01" FQDN="mp01.contoso.com"><Version>9128</Version><Capabilities SchemaVersion="1.0"><Property Name="SSL" Version="1"/></Capabilities></MP></MPList>',
      [{ name: 'mp01.contoso.com', siteCode: null, build: 9128, reachedOver: null }],
    ],
    [
      'with a site code, and two of them',
      '<MPList><MP Name="A" FQDN="a.contoso.com" SiteCode="S01"><Version>6487</Version></MP><MP Name="B" FQDN="b.contoso.com" SiteCode="S01"></MP></MPList>',
      [
        { name: 'a.contoso.com', siteCode: 'S01', build: 6487, reachedOver: null },
        { name: 'b.contoso.com', siteCode: 'S01', build: null, reachedOver: null },
      ],
    ],
    [
      'short names alone',
      '<MPList>\n <MP Name="MP01"/>\n</MPList>',
      [{ name: 'MP01', siteCode: null, build: null, reachedOver: null }],
    ],
    [
      'elements for attributes',
      '<?xml version="1.0"?><MPLIST><MP><FQDN> mp01.contoso.com </FQDN><SiteCode>S01</SiteCode></MP></MPLIST>',
      [{ name: 'mp01.contoso.com', siteCode: 'S01', build: null, reachedOver: null }],
    ],
    [
      'with what clients reach them over',
      `<MPList>${['0', '31', '63', '7', '', 'x" y="']
        .map(
          (state) =>
            `<MP Name="A"><Capabilities SchemaVersion="1.0"><Property Name="SSLState" Value="${state}"/></Capabilities></MP>`,
        )
        .join('')}</MPList>`,
      (['http', 'https', 'https', null, null, null] as const).map((reachedOver) => ({
        name: 'A',
        siteCode: null,
        build: null,
        reachedOver,
      })),
    ],
    ['no management point', '<MPList></MPList>', []],
    ['one without a name', '<MPList><MP Version="1"/></MPList>', []],
  ])('%s', (_name, text, points) => {
    expect(readManagementPointList(text)?.points).toEqual(points);
  });

  test.each([
    '',
    '<html>MPList</html>',
    'MPList',
    '<MPListing/>',
    '<MPList><MP Name="A"/>',
    '<MPList><MP Name=A/></MPList>',
    '<MPList><MP Name="A"></MPList></MP>',
  ])('%j is none', (text) => {
    expect(readManagementPointList(text)).toBeNull();
  });

  test.each([
    ['blanks that nothing ends', `<MPList><MP><FQDN>${' '.repeat(260_000)}`],
    ['elements in elements', `<MPList>${'<a>'.repeat(80_000)}`],
    ['elements too deep', `${'<a>'.repeat(33)}<MPList/>${'</a>'.repeat(33)}`],
    ['a declaration that nothing ends', `<!${'a'.repeat(260_000)}`],
  ])('%s: none', (_name, text) => {
    expect(readManagementPointList(text)).toBeNull();
    expect(readKeyInformation(text)).toBeNull();
  });

  test.each([
    '<!DOCTYPE MPList><MPList><MP Name="A"/></MPList>',
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><MPList><MP Name="&b;&b;"/></MPList>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd"><MPList/>',
    '<MPList><!DOCTYPE x><MP Name="A"/></MPList>',
    '<!doctype html><MPList/>',
    '<!ENTITY a "b"><MPList/>',
  ])('%j declares something, and is none', (text) => {
    expect(readManagementPointList(text)).toBeNull();
    expect(readKeyInformation(text)).toBeNull();
  });

  test('what the predefined entities stand for is in no name', () => {
    const text = '<MPList><MP Name="a&lt;b"/><MP Name="a&#38;b"/><MP Name="&#97;"/></MPList>';
    expect(readManagementPointList(text)?.points.map(({ name }) => name)).toEqual(['a']);
    expect(readManagementPointList('<MPList><MP Name="&nbsp;"/></MPList>')).toBeNull();
  });

  test('as many elements and blanks as an answer can hold are read once', () => {
    const blanks = ' '.repeat(200_000);
    expect(
      readManagementPointList(`<MPList><MP><FQDN>${blanks}mp01${blanks}</FQDN></MP></MPList>`),
    ).toEqual({
      points: [{ name: 'mp01', siteCode: null, build: null, reachedOver: null }],
      leftOut: 0,
    });
    const many = '<MP/>'.repeat(50_000);
    expect(readManagementPointList(`<MPList>${many}</MPList>`)?.leftOut).toBe(50_000);
  });

  test('more than any site has are counted, not taken', () => {
    const text = `<MPList>${'<MP Name="A"></MP>'.repeat(1000)}</MPList>`;
    const read = readManagementPointList(text);
    expect(read?.points).toHaveLength(MAX_POINTS);
    expect(read?.leftOut).toBe(1000 - MAX_POINTS);
  });

  test('whatever is read, it ends, and names have nothing of markup', () => {
    const word = fc.constantFrom(
      '<MP ',
      '<MPList>',
      'FQDN="',
      '>',
      '<Version>',
      '</',
      '"',
      ' ',
      '/>',
      '&lt;',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }), (words) => {
        const read = readManagementPointList(`<MPList>${words.join('')}</MPList>`);
        expect(read?.points.length ?? 0).toBeLessThanOrEqual(MAX_POINTS);
        for (const { name } of read?.points ?? []) expect(name).not.toMatch(/[<>"&]/u);
        expect(() => readKeyInformation(words.join(''))).not.toThrow();
      }),
    );
  });
});

test('what a management point says of itself', () => {
  expect(
    readKeyInformation(
      '<MPKEYINFORMATION><FQDN>mp01.contoso.com</FQDN><SITECODE>S01</SITECODE></MPKEYINFORMATION>',
    ),
  ).toEqual({ name: 'mp01.contoso.com', siteCode: 'S01' });
  expect(readKeyInformation('<html></html>')).toBeNull();
});

test.each([
  ['4.00.6487.2000', 'cm2007'],
  ['4.00.5931.0001', 'cm2007'],
  ['5.00.7958.1000', 'current-branch'],
  ['5.00.9128.1007', 'current-branch'],
  ['2.50.4253.3000', null],
  ['five', null],
  ['', null],
])('version %j', (version, product) => {
  expect(productOfVersion(version)).toBe(product);
});

test.each([
  [4253, null],
  [5931, 'cm2007'],
  [6487, 'cm2007'],
  [7711, 'current-branch'],
  [9141, 'current-branch'],
])('build %j', (build, product) => {
  expect(productOfBuild(build)).toBe(product);
});
