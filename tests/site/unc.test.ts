import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { tellValueProblem } from '../../src/text/en/site.ts';
import { checkLocalPath, checkUnc } from '../../src/site/unc.ts';
import { told } from '../support/told.ts';
import { runs } from '../support/long.ts';

const raw = String.raw;

describe('UNC paths', () => {
  test.each([
    [raw`\\files01\ccm`, 'files01', 'ccm', raw`\\files01\ccm`],
    [
      raw`\\files01.contoso.com\ccm$\x64\i386`,
      'files01.contoso.com',
      'ccm$',
      raw`\\files01.contoso.com\ccm$\x64\i386`,
    ],
    ['//files01/ccm/x', 'files01', 'ccm', raw`\\files01\ccm\x`],
    [raw`\\10.0.0.4\SMS_S01\Client`, '10.0.0.4', 'SMS_S01', raw`\\10.0.0.4\SMS_S01\Client`],
    [
      raw`\\files01\Client files (new) & more`,
      'files01',
      'Client files (new) & more',
      raw`\\files01\Client files (new) & more`,
    ],
    [raw`\\files01\ccm\ `.trim(), 'files01', 'ccm', raw`\\files01\ccm\ `.trim()],
    [
      raw`\\fe80--1s4.ipv6-literal.net\ccm`,
      'fe80::1%4',
      'ccm',
      raw`\\fe80--1s4.ipv6-literal.net\ccm`,
    ],
    [
      raw`\\2001-db8--7.IPv6-Literal.net\ccm`,
      '2001:db8::7',
      'ccm',
      raw`\\2001-db8--7.IPv6-Literal.net\ccm`,
    ],
    [raw`\\files01\日本語`, 'files01', '日本語', raw`\\files01\日本語`],
  ])('%s', (text, server, share, told) => {
    expect(checkUnc(text)).toEqual({ value: { server, share, text: told } });
  });

  test.each([
    ['', 'is not a UNC path'],
    ['files01', 'is not a UNC path'],
    [raw`C:\ccm`, 'is not a UNC path'],
    [raw`\files01\ccm`, 'has one backslash at the front'],
    ['/mnt/ccm', 'has one backslash at the front'],
    [raw`\\files01`, 'names no share'],
    [raw`\\files01\ `.trim(), 'names no share'],
    [raw`\\`, 'a host name is empty'],
    [raw`\\\ccm\x`, 'a host name is empty'],
    [raw`\\?\UNC\files01\ccm`, 'is a device path'],
    [raw`\\.\pipe\x`, 'is a device path'],
    [raw`\\files01@SSL@443\ccm`, 'is a WebDAV path'],
    [raw`\\-files01\ccm`, 'may not begin with "-"'],
    [raw`\\files 01\ccm`, 'is not a host name'],
    [raw`\\::a\ccm`, '"::a" can\'t be part of a UNC path'],
    [raw`\\files01\c:m`, "can't be part of a UNC path"],
    [raw`\\files01\ccm\a|b`, "can't be part of a UNC path"],
    [raw`\\files01\ccm\*`, "can't be part of a UNC path"],
    ['\\\\files01\\ccm\n', "can't be part of a UNC path"],
    ['\\\\files01\\ccm\u202e', "can't be part of a UNC path"],
    [raw`\\files01\"ccm"`, "can't be part of a UNC path"],
  ])('refused: %j', (text, problem) => {
    const checked = checkUnc(text);
    expect(told(checked)).toEqual({ problem: expect.stringContaining(problem) });
    expect('problem' in checked ? tellValueProblem(checked.problem) : '').not.toMatch(/\p{C}/u);
  });

  test('whatever passes has a server that can be asked, a share, and no control characters', () => {
    const part = fc.string({ unit: fc.constantFrom(...Array.from('ab1-.$% \\/"\'`\u0007|:;,')) });
    fc.assert(
      fc.property(fc.tuple(part, part), ([server, share]) => {
        const checked = checkUnc(`\\\\${server}\\${share}`);
        if ('problem' in checked) return;
        expect(checked.value.server).toMatch(/^[a-z0-9_][a-z0-9._:%-]*$/);
        expect(checked.value.share).not.toBe('');
        expect(checked.value.text).not.toMatch(/[\p{C}"|<>*?]/u);
        expect(checkUnc(checked.value.text)).toEqual(checked);
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe('paths on a disk', () => {
  test.each([[raw`C:\ccm`], ['d:/ccm/x64'], [raw`C:\Client files (new) & more\日本語`], ['C:/']])(
    '%s',
    (text) => {
      expect(checkLocalPath(text)).toEqual({ value: text });
    },
  );

  test.each([[raw`\\files01\ccm`], ['ccm'], ['C:'], ['C:ccm'], ['1:/ccm'], ['']])(
    '%j is of another form',
    (text) => {
      expect(checkLocalPath(text)).toBeNull();
    },
  );

  // Double quotes of YAML make a tab of \t.
  test.each([
    'C:\\ccm\tclient',
    'C:\\a\u0000',
    'C:\\a\u001b[2J',
    'C:\\a|b',
    'C:\\a\\b:c',
    'C:/a\u2028',
  ])('%j is refused', (text) => {
    const checked = checkLocalPath(text);
    expect(checked === null ? null : told(checked)).toEqual({
      problem: expect.stringContaining("can't be part of a path on a disk"),
    });
  });
});
