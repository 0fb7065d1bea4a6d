import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LOG_ERRORS, LOG_ERROR_KEYS, isLogErrorKey } from '../../src/catalogue/log-errors.ts';
import { codeIn, codeOfNumber, codeOfStatus } from '../../src/diagnose/code.ts';

describe('the table of errors', () => {
  test.each(LOG_ERROR_KEYS.map((key) => [key, LOG_ERRORS[key]] as const))(
    '%s: the number is the low word of the HRESULT',
    (_key, { hex, decimal }) => {
      expect(hex).toMatch(/^0x8[0-9A-F]{7}$/);
      expect(Number(hex) % 0x1_0000).toBe(decimal);
    },
  );

  test('names no HRESULT twice', () => {
    expect(new Set(LOG_ERROR_KEYS.map((key) => LOG_ERRORS[key].hex)).size).toBe(
      LOG_ERROR_KEYS.length,
    );
    expect(isLogErrorKey('toString')).toBe(false);
  });
});

describe('an error code in a message', () => {
  test.each([
    ['error = 0x80070035', 'bad-network-path'],
    ['Error 0x80072ee7', 'name-not-resolved'],
    ['Error (87D00215)', 'item-not-found'],
    ['The error code is 80070005', 'access-denied'],
    ['failed to register. HRESULT -2147024843', 'bad-network-path'],
    ['error code: -2147023174', 'rpc-unavailable'],
    [
      'Unable to connect to WMI on remote machine "PC1", error = 0x800706BF',
      'rpc-call-not-executed',
    ],
    ['error code: 1727', 'rpc-call-not-executed'],
    ['failed with 2147942453', 'bad-network-path'],
    ['returned error 2147942405', 'access-denied'],
    ['failed (000004b3)', 'no-network-provider'],
    [
      'WNetAddConnection2 failed (LOGON32_LOGON_NEW_CREDENTIALS) using account A\\b (0000052e)',
      'logon-failure',
    ],
    ['error 53.', 'bad-network-path'],
    ['error code: 53', 'bad-network-path'],
    ['error = 53', 'bad-network-path'],
    ['Failed to open the share - Logon failure: 1326', 'logon-failure'],
    ['Error 0x35', 'bad-network-path'],
    ['error 0x2efd', 'cannot-connect'],
    ['Failed to connect to \\\\PC1\\admin$ using account A\\b (67)', 'bad-network-name'],
    [
      'Source \\\\files01\\ccm is inaccessible (53) ネットワーク パスが見つかりません。',
      'bad-network-path',
    ],
    ['client.msi installation failed. Error text: ExitCode: 1603', 'installer-failure'],
    [
      'Source \\\\files01\\ccm is inaccessible (53) The network path was not found.',
      'bad-network-path',
    ],
    ['Code=12029, Text=ERROR_WINHTTP_CANNOT_CONNECT', 'cannot-connect'],
    ['SendResourceRequest() failed. 80190191', 'http-unauthorized'],
    ['失敗しました (0x80070005)', 'access-denied'],
    ['failed first with 0x80070035, then with 0x80070005', 'access-denied'],
  ])('%s', (text, key) => {
    expect(codeIn(text)?.key).toBe(key);
  });

  test.each([
    'NetUseAdd succeeded!',
    'Thread ID is 0x114',
    "The 'best-shot' account (index = 0x0)",
    'error code: 0',
    'Unable to connect to WMI (root\\ccm), error = 0x8004100e',
    'failed: Options=0xe0, request "2097152019"',
    'Running on OS 10.0.19045 failed',
    'Failed to download the file, attempt (3)',
    'Unable to open the session (2) of the service',
    'Failed to delete (12) old entries',
    'The request failed 3 times',
    'error 2 of 5 was told before',
    'returned exit code 3010, failed to restart',
    'failed with -2147021886',
    'error',
  ])('none: %s', (text) => {
    expect(codeIn(text)).toBeNull();
  });

  test('that is not known has its number all the same', () => {
    expect(codeIn('error 1130')).toEqual({ key: null, hex: '0x8007046A', decimal: 1130 });
    expect(codeIn('error 0x87d01234')).toMatchObject({ key: null, hex: '0x87D01234' });
  });

  test('is the same in every form', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LOG_ERROR_KEYS), (key) => {
        const { hex } = LOG_ERRORS[key];
        const number = Number(hex);
        for (const form of [hex, hex.toLowerCase(), String(number - 2 ** 32), hex.slice(2)]) {
          expect(codeIn(`failed, error code ${form}`)?.key).toBe(key);
        }
        expect(codeOfNumber(number)?.key).toBe(key);
        expect(codeOfNumber(number - 2 ** 32)?.key).toBe(key);
      }),
    );
  });

  test.each(LOG_ERROR_KEYS.filter((key) => LOG_ERRORS[key].hex.startsWith('0x8007')))(
    'of Win32 may stand alone: %s',
    (key) => {
      expect(codeIn(`error ${LOG_ERRORS[key].decimal}`)?.key).toBe(key);
    },
  );

  test.each([0, -1.5, 2 ** 32, 70_000, Number.NaN])('none of %d', (number) => {
    expect(codeOfNumber(number)).toBeNull();
  });

  test('of HTTP', () => {
    expect(codeOfStatus(503)?.key).toBe('http-unavailable');
    expect(codeOfStatus(418)).toMatchObject({ key: null, hex: '0x801901A2' });
    expect(codeOfStatus(200)).toBeNull();
  });
});
