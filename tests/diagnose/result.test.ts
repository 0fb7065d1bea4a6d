import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codeIn, resultIn } from '../../src/diagnose/code.ts';
import { pastedNumber } from '../../src/diagnose/pasted-number.ts';
import { takeResults } from '../../src/diagnose/push-results.ts';
import { resultOf } from '../../src/diagnose/result.ts';
import { Ledger } from '../../src/diagnose/ledger.ts';
import { meaningsOf } from '../../src/report/documents/explain/number.ts';
import { computersOf, pushLog, setupLog } from './read.ts';

const BEGIN = '==========[ ccmsetup started in process 8540 ]==========';

describe('how something ended', () => {
  test.each([
    [0, 'success'],
    [3010, 'restart'],
    [1641, 'restart'],
    [3011, 'restart'],
    [0x8007_0bc2, 'restart'],
    [-2_147_021_886, 'restart'],
    [0x0024_0005, 'restart'],
    [0x0004_0001, 'other'],
    [0x0024_0001, 'other'],
  ])('%d is a success: %s', (number, success) => {
    expect(resultOf(number)).toMatchObject({ kind: 'success', success });
  });

  test.each([
    [5, '0x80070005'],
    [3017, '0x80070BC9'],
    [12_029, '0x80072EFD'],
    [0x8004_0154, '0x80040154'],
    [-2_147_024_843, '0x80070035'],
    [0xc000_0022, '0xC0000022'],
  ])('%d is an error: %s', (number, hex) => {
    expect(resultOf(number)).toMatchObject({ kind: 'error', code: { hex } });
  });

  test.each([0.5, 100_000, 0x7fff_ffff, 2 ** 32, -(2 ** 32) - 1, Number.NaN])(
    '%d is no result',
    (number) => {
      expect(resultOf(number)).toEqual({ kind: 'none' });
    },
  );

  test('is the same for the number of 32 bits with and without a sign', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: -1 }), (number) => {
        expect(resultOf(number)).toEqual(resultOf(number + 2 ** 32));
      }),
    );
  });

  test('is a failure exactly where the highest bit is set, or a number of Win32 says so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0x1_0000, max: 2 ** 32 - 1 }), (number) => {
        const { kind } = resultOf(number, 'hexadecimal');
        const isRestart = [0x8007_0669, 0x8007_0bc2, 0x8007_0bc3].includes(number);
        expect(kind).toBe(number >= 2 ** 31 && !isRestart ? 'error' : 'success');
      }),
    );
  });
});

describe('a message about a failure whose number is a success', () => {
  test.each([
    'Failed to install vcredist_x64.exe, returned exit code 3010',
    'Installation failed with error code 3010',
    'failed with -2147021886',
    'Error 0x80070bc2',
    'Failed to read the previous state, hr = 0x00000001',
    'Could not register, error 0x00040002',
    'Error code: 0x240005',
  ])('%s', (text) => {
    expect(resultIn(text)).toMatchObject({ kind: 'success' });
    expect(codeIn(text)).toBeNull();
  });

  test.each([
    ['error 0x00000035', '0x80070035'],
    ['failed with 3010, then with error 5', '0x80070005'],
    ['failed, exit code 3010 (53)', '0x80070035'],
  ])('an error beside it decides: %s', (text, hex) => {
    expect(resultIn(text)).toMatchObject({ kind: 'error', code: { hex } });
  });

  test.each([
    'failed: flags 0x00040000',
    'failed on thread 0x00001234',
    'error code: 0',
    'Failed to delete 3010 entries',
  ])('neither: %s', (text) => {
    expect(resultIn(text)).toEqual({ kind: 'none' });
  });
});

describe('a restart that is left to do', () => {
  test.each([
    [['!File client.msi installation failed. Error text: ExitCode: 3010']],
    [['!Installation failed with error code 3010']],
    [['!CcmSetup failed with error code 0x80070BC2']],
    [['!Failed to install the prerequisite, returned failure exit code 1641']],
    [['!Error 0x40004', 'CcmSetup is exiting with return code 0']],
    [['CcmSetup is exiting with return code 0x80070669']],
    [['CcmSetup is exiting with return code -2147021886']],
  ])('is no failure of ccmsetup.log: %j', (lines) => {
    const [computer] = computersOf(setupLog([BEGIN, ...lines]));
    expect(['succeeded', 'unfinished']).toContain(computer?.lastWord);
    expect(computer?.findings).toEqual([]);
  });

  test.each([
    ['CcmSetup is exiting with return code 0x80070643', '0x80070643'],
    ['CcmSetup is exiting with return code -2147023293', '0x80070643'],
    ['CcmSetup is exiting with return code 1603', '0x80070643'],
  ])('and a return code that is an error is a failure in every form: %s', (line, hex) => {
    expect(computersOf(setupLog([BEGIN, line]))).toMatchObject([
      { lastWord: 'failed', decisive: { error: { hex } } },
    ]);
  });

  test('is no failure of ccm.log', () => {
    const log = pushLog([
      '======>Begin Processing request: "1", machine name: "SEA-07"',
      '---> Failed to create the service "ccmsetup" on machine SEA-07, error 3010',
      'Execute query exec [sp_CP_SetLastErrorCode] 1, -2147021886',
      '<======End request: "1", machine name: "SEA-07".',
    ]);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'unfinished', findings: [] }]);
  });

  test.each(['3010', '-2147021886', '2147945410', '0x80070BC2', '262145'])(
    'is no failure in a list of last errors: %s',
    (error) => {
      const ledger = new Ledger();
      takeResults(
        [{ name: 'SEA-07', error, time: '', text: '', line: 2 }],
        ledger,
        'list.csv',
        0,
        null,
      );
      expect([...ledger.all].map(({ lastWord }) => lastWord)).toEqual(['succeeded']);
    },
  );

  test.each([
    ['3010', 'restart'],
    ['-2147021886', 'restart'],
    ['0x80070669', 'restart'],
    ['2359301', 'restart'],
    ['262145', 'other'],
    ['0x40001', 'other'],
    ['0x00000001', 'other'],
  ])('is told as a success by explain: %s', (text, success) => {
    const pasted = pastedNumber(text);
    expect(pasted === null ? [] : meaningsOf(pasted)).toContainEqual(
      expect.objectContaining({ kind: 'success', success }),
    );
  });

  test.each(['70000', '99999', '4444444'])('which %s is not taken for', (text) => {
    const pasted = pastedNumber(text);
    expect(pasted === null ? null : meaningsOf(pasted)).toEqual([]);
  });
});

describe('the last word of a log', () => {
  test.each<[lines: string[], lastWord: string]>([
    [['!CcmSetup failed with error code 0x80072ee2', 'Installation succeeded.'], 'resolved'],
    [['Installation succeeded.', '!CcmSetup failed with error code 0x80072ee2'], 'failed'],
    [['Installation succeeded.', BEGIN, '!CcmSetup failed with error code 0x80072ee2'], 'failed'],
    [['!CcmSetup failed with error code 0x80072ee2', BEGIN, 'Installation succeeded.'], 'resolved'],
    [['!CcmSetup failed with error code 0x80072ee2', BEGIN, 'Running as user "SYSTEM"'], 'failed'],
  ])('%j', (lines, lastWord) => {
    expect(computersOf(setupLog([BEGIN, ...lines]))).toMatchObject([{ lastWord }]);
  });
});

describe("the computer's own files", () => {
  const OWN = { step: 'own-files', nature: 'computer', host: null, requirements: [] };

  test.each([
    String.raw`!Failed to open C:\Windows\ccmsetup\ccmsetup.cab. Error 0x80070002`,
    String.raw`!Failed to copy 'C:\Windows\ccmsetup\client.msi'. Error 0x80070003`,
    String.raw`!File "D:\WINDOWS\ccmsetup\{1}\client.msi" cannot be found. 0x80070002`,
    String.raw`!Failed to load C:\\Windows\\ccmsetup\\MobileClient.tcf. Error 2`,
    String.raw`!Failed to read %windir%\ccmsetup\ccmsetup.xml`,
  ])('are no matter of the network: %s', (line) => {
    const log = setupLog([BEGIN, line, '!CcmSetup failed with error code 0x80070002']);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'failed', decisive: OWN }]);
  });

  test.each([
    [
      String.raw`!Failed to download http://mp7/CCM_Client/x.cab to C:\Windows\ccmsetup\x.cab. Error 0x80072ee2`,
      'management-point',
    ],
    [
      String.raw`!Failed to copy \\files01\ccm\x.cab to C:\Windows\ccmsetup\x.cab. Error 2`,
      'source',
    ],
    [String.raw`!Failed to open Z:\ccm\x.cab. Error 0x80070003`, 'setup'],
    [String.raw`!Failed to open C:\Windows\ccmsetup\x.cab. Error 0x80072ee2`, 'web'],
  ])('are not what this is about: %s', (line, step) => {
    expect(computersOf(setupLog([BEGIN, line]))).toMatchObject([{ decisive: { step } }]);
  });

  const FAILED_DOWNLOAD = '!Failed to download http://mp7/CCM_Client/x.cab. 12029';
  const MISSING = String.raw`!Failed to open C:\Windows\ccmsetup\x.cab. Error 2`;
  const CONCLUSION = '!CcmSetup failed with error code 0x80070002';

  test('that were not downloaded are missing for what failed before', () => {
    const log = setupLog([BEGIN, FAILED_DOWNLOAD, MISSING, CONCLUSION]);
    expect(computersOf(log)).toMatchObject([{ decisive: { host: 'mp7', nature: 'network' } }]);
  });

  test('that were downloaded are missing for themselves', () => {
    const log = setupLog([BEGIN, FAILED_DOWNLOAD, 'Download complete', MISSING, CONCLUSION]);
    expect(computersOf(log)).toMatchObject([{ decisive: OWN }]);
  });

  test('may be looked for in vain where nothing is wrong', () => {
    const log = setupLog([
      BEGIN,
      String.raw`File C:\Windows\ccmsetup\ccmsetup.xml does not exist, error 2`,
    ]);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'unfinished', findings: [] }]);
  });
});

describe('an HTTP status', () => {
  test.each<[line: string, decisive: object]>([
    ['!Download of ccmsetup.cab failed, Status code = 503', { error: { hex: '0x801901F7' } }],
    ['!Error at WinHttpQueryHeaders: Status code = 503', { error: { hex: '0x801901F7' } }],
    [
      '?BITS job failed: HTTP Status code = 503 for http://dp7/SMS_DP_SMSPKG$/S0100003',
      { step: 'distribution-point', host: 'dp7', error: { hex: '0x801901F7' } },
    ],
    ['!DTSJob {1} failed, status code: 404', { error: { hex: '0x80190194' } }],
    ['!Request failed, StatusCode 403. Error 0x80004005', { error: { hex: '0x80190193' } }],
  ])('%s', (line, decisive) => {
    expect(computersOf(setupLog([BEGIN, line]))).toMatchObject([{ decisive }]);
  });
});

describe('a number of WinHTTP', () => {
  test.each([
    ['WinHttpSendRequest failed 12002', 12_002],
    ['WinHttpReceiveResponse() failed with error 12152', 12_152],
    ['Failed to download with error: 12007', 12_007],
    ['The name could not be resolved (ERROR_INTERNET_NAME_NOT_RESOLVED 12007)', 12_007],
    ['Could not send the request to http://mp7 - 12029', 12_029],
    ['Unable to connect to the server (12029).', 12_029],
  ])('%s', (text, decimal) => {
    expect(codeIn(text)).toMatchObject({ decimal });
  });

  test.each([
    'Failed items so far: 12002 items',
    'Errors found while counting: 12002 items processed',
    'Error: 12007 bytes were not sent',
    'Error log size: 12029',
    'Error processed 12029',
    'Cannot process item 12007.',
    'Cannot enumerate the collection (12029)',
    'Failed: 12002, succeeded: 7',
    'Failed: 5, total: 12',
    'Could not download, bytes received: 12007',
  ])('may as well count something: %s', (text) => {
    expect(codeIn(text)).toBeNull();
  });
});
