import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HEADERS, namesIn } from '../../scripts/errors/headers.ts';
import { tableOf } from '../../scripts/errors/table.ts';
import { symbolOf } from '../../src/catalogue/error-symbols.ts';
import { LOG_ERRORS, LOG_ERROR_KEYS } from '../../src/catalogue/log-errors.ts';
import { WINDOWS_ERRORS } from '../../src/catalogue/windows-errors.ts';
import { codeIn, codeOfNumber } from '../../src/diagnose/code.ts';
import { natureOfCode } from '../../src/diagnose/code-nature.ts';
import { FAMILIES, familyOf } from '../../src/diagnose/family.ts';
import { describeUnless } from '../support/skip.ts';
import { runs } from '../support/long.ts';

const TABLE = path.join(import.meta.dirname, '../../src/catalogue/windows-errors.ts');

/** Every HRESULT of the table. */
const HRESULTS = (() => {
  const found: number[] = [];
  let upper = '';
  for (const line of WINDOWS_ERRORS.trim().split('\n')) {
    const [half = '', name] = line.split(' ');
    if (name === undefined) upper = half;
    else found.push(Number.parseInt(upper + half, 16));
  }
  return found;
})();

describeUnless(
  existsSync(path.join(HEADERS, 'winerror.h'))
    ? null
    : `there are no headers in ${HEADERS} (Debian's package mingw-w64-common)`,
)('the table of names', () => {
  test('is what the headers say', () => {
    expect(readFileSync(TABLE, 'utf8')).toBe(tableOf(namesIn(HEADERS)));
  });
});

describe('the names of errors', () => {
  test.each([
    ['0x80070005', 'ERROR_ACCESS_DENIED'],
    ['0x800706D9', 'EPT_S_NOT_REGISTERED'],
    ['0x8007274D', 'WSAECONNREFUSED'],
    ['0x80072EE2', 'ERROR_WINHTTP_TIMEOUT'],
    ['0x80004005', 'E_FAIL'],
    ['0x80041003', 'WBEM_E_ACCESS_DENIED'],
    ['0x80090326', 'SEC_E_ILLEGAL_MESSAGE'],
    ['0x800b010a', 'CERT_E_CHAINING'],
    ['0x8024402C', 'WU_E_PT_WINHTTP_NAME_NOT_RESOLVED'],
    ['0x80200013', 'BG_E_INSUFFICIENT_RANGE_SUPPORT'],
  ])('%s: %s', (hex, name) => {
    expect(symbolOf(hex)).toBe(name);
  });

  test('are none of Configuration Manager, and none for what is no error', () => {
    expect(symbolOf('0x87D00215')).toBeNull();
    expect(symbolOf('0x80070000')).toBeNull();
    expect(HRESULTS.length).toBeGreaterThan(3500);
  });

  test('stand for every error that has a sentence here, but for those of Configuration Manager', () => {
    const without = LOG_ERROR_KEYS.filter((key) => symbolOf(LOG_ERRORS[key].hex) === null);
    // HTTP 511 (RFC 6585) is younger than the list of Windows' names for statuses.
    expect(without.filter((key) => !LOG_ERRORS[key].hex.startsWith('0x87D0'))).toEqual([
      'http-network-logon',
    ]);
  });
});

describe('a code of any family', () => {
  test('is found in each form that logs have', () => {
    fc.assert(
      fc.property(fc.constantFrom(...HRESULTS), (hresult) => {
        const hex = `0x${hresult.toString(16).toUpperCase()}`;
        const code = codeOfNumber(hresult);
        if (code === null) return;
        const isWin32 = hresult >= 0x8007_0000 && hresult <= 0x8007_ffff;
        // Eight digits without 0x may be another number, so only those of families that logs show so.
        const isShownBare = /^0x(?:80(?:0[04789B]|19|2[04])|C000)/.test(hex);
        const forms = [
          hex,
          hex.toLowerCase(),
          String(hresult - 2 ** 32),
          String(hresult),
          ...(isWin32 ? [String(hresult % 0x1_0000)] : []),
          ...(isShownBare ? [hex.slice(2)] : []),
        ];
        for (const form of forms) expect(codeIn(`failed, error code ${form}`)).toEqual(code);
        expect(code.hex).toBe(hex);
      }),
      { numRuns: runs(2000) },
    );
  });

  test('has a family, and each family has some', () => {
    const families = new Set(
      [...HRESULTS, 0x87d0_0215, 0x8013_1500, 0x800f_081f, 0x8018_0001, 0xcaa2_000c].map(familyOf),
    );
    expect(families.has(null)).toBe(false);
    expect(FAMILIES.filter((family) => !families.has(family))).toEqual([]);
  });

  test.each([
    [53, 'network'],
    [1753, 'network'],
    [1326, 'account'],
    [1305, 'computer'],
    [120, 'computer'],
    [1603, 'computer'],
    [1060, 'computer'],
    [1265, 'directory'],
    [1355, 'directory'],
    [2202, 'account'],
    [9003, 'name'],
    [10_060, 'network'],
    [11_001, 'name'],
    [12_180, 'proxy'],
    [2, 'unknown'],
    [0x8004_1010, 'computer'],
    [0x8004_1015, 'network'],
    [0x8009_2012, 'certificate'],
    [0x8009_030c, 'account'],
    [0x800b_0109, 'certificate'],
    [0x8019_0197, 'proxy'],
    [0x8019_01a2, 'server'],
    [0x8020_0013, 'network'],
    [0x8024_4019, 'server'],
    [0x8024_402f, 'unknown'],
    [0x87d0_abcd, 'unknown'],
    [0x87d0_0231, 'unspecified'],
    [0xc000_006d, 'account'],
    [0xc000_00cc, 'share'],
    [0xd000_00be, 'network'],
    [0xc000_0001, 'unknown'],
  ])('%d is a matter of: %s', (number, nature) => {
    const code = codeOfNumber(number, 'all');
    expect(code === null ? null : natureOfCode(code)).toBe(nature);
  });
});
