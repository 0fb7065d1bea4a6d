import { describe, expect, test } from '@jest/globals';
import { codeIn } from '../../src/diagnose/code.ts';
import { explainCode } from '../../src/diagnose/nature.ts';
import { placeOf } from '../../src/diagnose/place.ts';
import type { ComputerDiagnosis } from '../../src/diagnose/model.ts';
import { computersOf, setupLog } from './read.ts';

const BEGIN = '==========[ ccmsetup started in process 77 ]==========';
const read = (lines: readonly string[], component = 'ccmsetup'): ComputerDiagnosis => {
  const log = setupLog(lines).replaceAll('component="ccmsetup"', `component="${component}"`);
  const [computer] = computersOf(log);
  if (computer === undefined) throw new Error('no computer');
  return computer;
};

describe('a client that cannot say who it is', () => {
  const NO_TOKEN =
    "!Failed to get CCM access token and client doesn't have PKI issued cert to use SSL. Error 0x80070002";

  test.each([
    ['0x87d00280', ['!Unable to find PKI certificate matching the criteria. 0x87d00280']],
    [
      '0x87d00281',
      [
        '!Failed to select client certificate. Error 0x87d00281',
        "!Failed to get DP locations as the expected version from MP 'mp7'. Error 0x87d00281",
        '!CcmSetup failed with error code 0x87d00281',
      ],
    ],
    ['0x87d00454', ['!GetDPLocations failed with error 0x87d00454']],
    [
      '0x80070002',
      [
        NO_TOKEN,
        '!GetDPLocations failed with error 0x80070002',
        '!CcmSetup failed with error code 0x80070002',
      ],
    ],
  ])('%s is no matter of the network', (code, lines) => {
    const { decisive } = read([BEGIN, ...lines]);
    expect(decisive).toMatchObject({
      nature: 'computer',
      causes: ['client-identity'],
      requirements: [],
      outcomes: [],
    });
    expect(decisive?.error?.hex.toLowerCase()).toBe(code);
    expect(decisive === null ? null : placeOf(decisive)).toBe('client-identity');
  });

  test('what the token service answered before tells why', () => {
    const lines = [
      BEGIN,
      'Getting CCM Token from https://mp7/CCM_STS',
      '![CCMHTTP] ERROR INFO: StatusCode=503 StatusText=Service Unavailable',
      '!RetrieveTokenFromStsServerImpl failed with error 0x87d0027e',
      NO_TOKEN,
      '!GetDPLocations failed with error 0x80070002',
      '!CcmSetup failed with error code 0x80070002',
    ];
    expect(read(lines).decisive).toMatchObject({
      error: { decimal: 503 },
      requirements: ['manual/mp-https'],
    });
  });

  test('a server that is down does not explain that another demands a certificate', () => {
    const lines = [
      BEGIN,
      '![CCMHTTP] ERROR: URL=https://mp6/ccm_system/request, Port=443, Options=480, Code=12029, Text=X',
      '!GetDPLocations failed with error 0x87d00454',
      '!CcmSetup failed with error code 0x87d00454',
    ];
    expect(read(lines).decisive).toMatchObject({ causes: ['client-identity'] });
  });

  test('a client that goes on by HTTP without a certificate has not failed', () => {
    expect(
      read(['Unable to find PKI certificate matching the criteria. 0x87d00280'], 'CcmMessaging'),
    ).toMatchObject({ lastWord: 'unfinished', decisive: null });
  });
});

describe('a group policy that names another update server', () => {
  const ENABLING = 'Enabling WUA Managed server policy to use server: http://sup7:8530';
  test.each([
    '!Failed to Add Update Source for WUAgent of type (2) and id ({1}). Error = 0x87d00692.',
    '!Unable to read existing WUA Group Policy object. Error = 0x80004005.',
    '!Group policy settings were overwritten by a higher authority (Domain Controller) to: Server http://old7:8530 and Policy ENABLED',
  ])('%s', (line) => {
    const { decisive } = read([ENABLING, line], 'WUAHandler');
    expect(decisive).toMatchObject({
      step: 'software-update-point',
      nature: 'computer',
      causes: ['update-policy'],
      requirements: [],
    });
    expect(decisive === null ? null : placeOf(decisive)).toBe('update-policy');
  });
});

test('a policy that was not there to be read is no failure', () => {
  const line = '!Unable to read existing WUA resultant policy. Error = 0x80070002.';
  expect(read([line], 'WUAHandler')).toMatchObject({ lastWord: 'unfinished', decisive: null });
});

test('a policy that cannot be read tells more than what follows from it', () => {
  const lines = [
    '!Unable to read existing WUA Group Policy object. Error = 0x80004005.',
    '!Failed to Add Update Source for WUAgent of type (2) and id ({1}). Error = 0x80004005.',
  ];
  expect(read(lines, 'WUAHandler').decisive).toMatchObject({ causes: ['update-policy'] });
});

test('what was downloaded and is not what was announced is no matter of a certificate', () => {
  const { decisive } = read([
    BEGIN,
    '!Failed to verify http://dp7/SMS_DP_SMSPKG$/S0100003/client.msi. 0x80091007',
  ]);
  expect(decisive).toMatchObject({ nature: 'server', host: 'dp7', causes: ['content-changed'] });
  expect(decisive === null ? null : placeOf(decisive)).toBe('content-changed');
});

test('a Windows that no client is made for is named by the line that says so', () => {
  const line =
    'This operating system does not meet the minimum system requirements. CcmSetup cannot continue.';
  expect(read([BEGIN, `!${line}`, 'CcmSetup is exiting with return code 1'])).toMatchObject({
    lastWord: 'failed',
    decisive: { nature: 'computer', line },
  });
});

test.each([
  ['0x80246008', 'computer'],
  ['0x80248007', 'computer'],
  ['0x8024D007', 'computer'],
  ['0x8024E001', 'computer'],
  ['0x8024500C', 'computer'],
  ['0x8024FFFF', 'unknown'],
  ['0x8007203A', 'directory'],
  ['0x87D00240', 'computer'],
  ['0x87D00231', 'unspecified'],
])('%s: %s', (hex, nature) => {
  const code = codeIn(`error ${hex}`);
  expect(code === null ? null : explainCode(code).nature).toBe(nature);
});
