import { describe, expect, test } from '@jest/globals';
import { computersOf, diagnosisOf, setupLog } from './read.ts';

const BEGIN = '==========[ ccmsetup started in process 10168 ]==========';
const PUSHED =
  'Ccmsetup command line: "C:\\Windows\\ccmsetup\\ccmsetup.exe" /runservice /config:MobileClient.tcf';
const FAILED = '!CcmSetup failed with error code 0x80004005';
const web = (url: string, code: number): string =>
  `[CCMHTTP] ERROR: URL=${url}, Port=80, Options=480, Code=${code}, Text=ERROR_WINHTTP_X`;

test('causes that a log repeats do not add up', () => {
  const cause = 'WINHTTP_CALLBACK_STATUS_FLAG_CERT_REV_FAILED is set';
  // Kept one and all, this many take longer than a test may.
  const lines = Array.from({ length: 80_000 }, () => cause);
  const log = setupLog([...lines, web('https://mp01/ccm_system/request', 12_175), FAILED]);
  expect(computersOf(log)).toMatchObject([{ decisive: { causes: ['revocation-unknown'] } }]);
});

describe('the failure that decides', () => {
  test.each([
    [
      'management point, no answer',
      [web('http://mp01/ccm_system/request', 12_002)],
      'management-point',
      ['manual/mp-http'],
    ],
    [
      'management point by TLS',
      [web('https://mp01/SMS_MP/.sms_aut?MPLIST', 12_175)],
      'management-point',
      ['manual/mp-https'],
    ],
    [
      'distribution point',
      [web('http://dp01/SMS_DP_SMSPKG$/S0100001', 12_029)],
      'distribution-point',
      ['manual/dp-http'],
    ],
    [
      'software update point',
      [web('http://sup01:8530/ClientWebService/client.asmx', 12_029)],
      'software-update-point',
      ['software-update-point/sup-http'],
    ],
    [
      'server locator point',
      [web('http://slp01/SMS_SLP/slp.dll?site', 12_029)],
      'server-locator-point',
      ['manual/slp-http'],
    ],
    [
      'locations from a management point',
      [
        "!Failed to get DP locations as the expected version from MP 'https://mp01.contoso.com'. Error 0x80072f78",
      ],
      'management-point',
      ['manual/mp-https'],
    ],
    [
      'a proxy that eats POST',
      ['!GetDPLocations failed with error 0x80072f78'],
      'management-point',
      ['manual/mp-http', 'manual/mp-https'],
    ],
    [
      'a server that fails',
      [
        '[CCMHTTP] ERROR: URL=http://mp01/ccm_system/request, Port=80, Options=224, Code=0, Text=CCM_E_BAD_HTTP_STATUS_CODE',
        '[CCMHTTP] ERROR INFO: StatusCode=500 StatusText=Internal Server Error',
      ],
      'management-point',
      ['manual/mp-http'],
    ],
    [
      'a status without a server',
      ['Server failed to process message and returned status code 404'],
      'web',
      ['manual/mp-http', 'manual/mp-https', 'manual/dp-http', 'manual/dp-https'],
    ],
    [
      'a share',
      ['!Source \\\\files01\\ccmclient is inaccessible (53)'],
      'source',
      ['manual/source-smb'],
    ],
    ['a share that denies', ['!Source \\\\files01\\ccmclient is inaccessible (5)'], 'source', []],
    [
      'nothing in Active Directory',
      [
        "Couldn't find an MP source through AD. Error 0x80004005",
        '!No valid source or MP locations could be identified',
      ],
      'locations',
      [],
    ],
    [
      'no distribution point',
      ["!Failed to get DP locations as the expected version from MP 'mp01'. Error 0x87d00215"],
      'content-location',
      [],
    ],
    [
      'a prerequisite',
      [
        "!File 'C:\\Windows\\ccmsetup\\vcredist_x64.exe' returned failure exit code 1603. Fail the installation.",
      ],
      'prerequisite',
      [],
    ],
    [
      'client.msi',
      ['!File C:\\Windows\\ccmsetup\\client.msi installation failed. Error text: ExitCode: 1603'],
      'installer',
      [],
    ],
    [
      'BITS',
      [
        '!This operating system does not contain the correct version of BITS. BITS 2.5 or later is required.',
      ],
      'prerequisite',
      [],
    ],
  ])('%s', (_what, lines, step, requirements) => {
    expect(computersOf(setupLog([BEGIN, ...lines, FAILED]))).toMatchObject([
      { computer: null, log: 'ccmsetup.log', lastWord: 'failed', decisive: { step, requirements } },
    ]);
  });

  test('is no report to the fallback status point, without which all goes on', () => {
    const log = setupLog([
      BEGIN,
      web('http://mp01/ccm_system/request', 12_002),
      web('http://fsp01/SMS_FSP/.sms_fsp', 12_029),
      '!Failed to send status 100. Error (87D00215)',
      FAILED,
    ]);
    expect(computersOf(log)).toMatchObject([{ decisive: { host: 'mp01' } }]);
  });

  test('is by the method that runs', () => {
    const log = setupLog([BEGIN, PUSHED, web('http://mp01/ccm_system/request', 12_002), FAILED]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { requirements: ['client-push/mp-http'], outcomes: ['filtered', 'silent'] } },
    ]);
  });
});

describe('the last word', () => {
  const TRIED = [BEGIN, web('http://mp01/ccm_system/request', 12_002)];

  test.each([
    ['failed', [...TRIED, FAILED]],
    ['failed', [...TRIED, 'Next retry in 10 minute(s)...']],
    [
      'resolved',
      [
        ...TRIED,
        'Next retry in 10 minute(s)...',
        'Installation succeeded.',
        'CcmSetup is exiting with return code 0',
      ],
    ],
    ['resolved', [...TRIED, FAILED, BEGIN, 'CcmSetup is exiting with return code 7']],
    ['succeeded', [...TRIED, 'CcmSetup is exiting with return code 0']],
    ['failed', [...TRIED, 'CcmSetup is exiting with return code 6']],
    ['failed', [BEGIN, 'CcmSetup is exiting with return code 9']],
    ['failed', [BEGIN, 'CcmSetup is exiting with return code 1603']],
    ['unfinished', [BEGIN, 'Running on platform X64']],
    ['unfinished', [BEGIN, 'CcmSetup is exiting with return code 8']],
    [
      'unfinished',
      [
        BEGIN,
        'Successfully started the ccmsetup service',
        'CcmSetup is exiting with return code 0',
        BEGIN,
        'Downloading',
      ],
    ],
    [
      'failed',
      [
        BEGIN,
        'Successfully started the ccmsetup service',
        'CcmSetup is exiting with return code 0',
        BEGIN,
        FAILED,
      ],
    ],
  ])('%s: %j', (lastWord, lines) => {
    expect(computersOf(setupLog(lines))).toMatchObject([{ lastWord }]);
  });
});

test('errors that are not known are counted', () => {
  const { count, first } = diagnosisOf(setupLog([BEGIN, '!Nobody knows this one'])).unknown;
  expect(count).toBe(1);
  expect(first).toMatchObject([{ component: 'ccmsetup', text: 'Nobody knows this one', line: 2 }]);
});

test('of other components only unknown errors are told', () => {
  const log = setupLog(['Fine', '!Not fine']).replaceAll('"ccmsetup"', '"execmgr"');
  const diagnosis = diagnosisOf(log);
  expect([...diagnosis.computers()]).toEqual([]);
  expect(diagnosis.unknown.count).toBe(1);
});
