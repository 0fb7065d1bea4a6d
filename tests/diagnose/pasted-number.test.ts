import { describe, expect, test } from '@jest/globals';
import { pastedNumber } from '../../src/diagnose/pasted-number.ts';

describe('a number as it is pasted', () => {
  test.each([
    '0x80070035',
    '0X80070035',
    '80070035',
    '80070035h',
    '&H80070035',
    '&H80070035&',
    '0x80070035L',
    '0xFFFFFFFF80070035',
    '0x0000000080070035',
    '-0x7FF8FFCB',
    '(0x80070035)',
    '"0x80070035".',
    ' 0x80070035, ',
    'Error 0x80070035',
    'error code: 0x80070035',
    'hr=0x80070035',
    'HRESULT 0x80070035',
    'exit code -2147024843',
    'エラー 0x80070035',
    'エラーコード: 0x80070035',
    '２１４７９４２４５３',
    '-2147024843',
    '\u22122147024843',
    '2147942453',
    '-2,147,024,843',
    '2.147.942.453',
    "2'147'942'453",
    '-2 147 024 843',
    '-2\u00a0147\u202f024\u00a0843'.replaceAll('\u202f', '\u00a0'),
  ])('%s', (text) => {
    const value = pastedNumber(text)?.value ?? 0;
    expect(value < 0 ? value + 2 ** 32 : value).toBe(0x8007_0035);
  });

  test.each([
    ['00000035', 0x35],
    ['000004b3', 0x4b3],
    ['52e', 0x52e],
    ['C0000022', 0xc000_0022],
    ['00240005', 0x24_0005],
  ])('in hexadecimal without a mark: %s', (text, value) => {
    expect(pastedNumber(text)).toEqual({ value, form: 'hexadecimal' });
  });

  test.each(['53', '0', '445', '12029', '1,603'])('in decimal: %s', (text) => {
    expect(pastedNumber(text)).toEqual({
      value: Number(text.replace(',', '')),
      form: 'decimal',
    });
  });

  test.each([
    '',
    'client-push',
    'icmp',
    'smb',
    '0x',
    '0x800700351',
    '12345678901',
    '1,2',
    '1.2.3',
    'abc',
    '99999999999999999999',
    'error',
    '8007 0035',
    `0x${'8'.repeat(200)}`,
  ])('none: %s', (text) => {
    expect(pastedNumber(text)).toBeNull();
  });
});
