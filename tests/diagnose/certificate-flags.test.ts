import { describe, expect, test } from '@jest/globals';
import { computersOf } from './read.ts';

/** Lines of a client, a second apart, each with its thread; an error has `!` before it. */
function log(lines: readonly (readonly [thread: number, text: string])[]): string {
  return lines
    .map(([thread, line], index) => {
      const [text, type] = line.startsWith('!') ? [line.slice(1), 3] : [line, 2];
      const second = String(index).padStart(2, '0');
      return `<![LOG[${text}]LOG]!><time="10:00:${second}.010+300" date="01-05-2026" component="ccmsetup" context="" type="${type}" thread="${thread}" file="x.cpp:1">\r\n`;
    })
    .join('');
}

const BEGIN = '==========[ ccmsetup started in process 8540 ]==========';
const FAILED = '!CcmSetup failed with error code';
const SECURE = '[CCMHTTP] AsyncCallback(): WINHTTP_CALLBACK_STATUS_SECURE_FAILURE Encountered';
const flag = (name: string): string =>
  `[CCMHTTP]             : WINHTTP_CALLBACK_STATUS_FLAG_${name} is set`;
const web = (host: string): string =>
  `![CCMHTTP] ERROR: URL=https://${host}/SMS_MP/.sms_aut?MPLIST, Port=443, Options=63, Code=12175, Text=ERROR_WINHTTP_SECURE_FAILURE`;

const HTTPS = ['manual/mp-https', 'manual/dp-https'];

describe('what WinHTTP says of a certificate', () => {
  test.each([
    ['CERT_CN_INVALID', 'certificate-name'],
    ['INVALID_CA', 'certificate-issuer'],
    ['CERT_DATE_INVALID', 'certificate-date'],
    ['CERT_REV_FAILED', 'revocation-unknown'],
  ])('is a failure where no other line tells of it: %s', (name, cause) => {
    const lines = [BEGIN, SECURE, flag(name), 'Next retry in 10 minute(s)...'];
    expect(computersOf(log(lines.map((line) => [7, line])))).toMatchObject([
      {
        lastWord: 'failed',
        decisive: {
          step: 'web',
          nature: 'certificate',
          causes: [cause],
          requirements: [...(cause === 'revocation-unknown' ? ['manual/crl-http'] : []), ...HTTPS],
        },
        findings: [{ count: 1 }],
      },
    ]);
  });

  test('is one where the log ends, and where a line says no more than that TLS failed', () => {
    expect(computersOf(log([[7, flag('INVALID_CA')]]))).toMatchObject([
      { lastWord: 'failing', decisive: { nature: 'certificate' } },
    ]);
    expect(computersOf(log([[7, SECURE]]))).toMatchObject([
      { lastWord: 'failing', decisive: { nature: 'certificate', causes: [] } },
    ]);
  });

  test('is of the server that the thread asked', () => {
    const lines = ['Getting CCM Token from https://mp7.fabrikam.com/CCM_STS', flag('INVALID_CA')];
    expect(computersOf(log(lines.map((line) => [7, line])))).toMatchObject([
      {
        decisive: {
          step: 'management-point',
          host: 'mp7.fabrikam.com',
          requirements: ['manual/mp-https'],
        },
      },
    ]);
  });

  test.each([
    ['nothing', "!Failed to get DP locations from MP 'https://mp7'. Error 0x80004005"],
    [
      'only that something failed',
      '!Post to https://mp7/ccm_system/request failed with 0x87d00231.',
    ],
    ['that a file is missing', '!Failed to get the CCM token from https://mp7/CCM_STS, 0x80070002'],
  ])('explains a code that says %s', (_what, line) => {
    const lines = [BEGIN, SECURE, flag('CERT_DATE_INVALID'), line];
    expect(computersOf(log(lines.map((one) => [7, one])))[0]?.findings).toMatchObject([
      { host: 'mp7', nature: 'certificate', causes: ['certificate-date'] },
    ]);
  });

  test.each([
    [[7, 7]],
    // On a thread of its own, before and after
    [[9, 7]],
  ])('stands beside the failure that it is of, on threads %j', ([called, asking]) => {
    for (const order of ['before', 'after']) {
      const flags = [SECURE, flag('CERT_CN_INVALID')].map((line) => [called ?? 0, line] as const);
      const failed = [asking ?? 0, web('mp7')] as const;
      const lines = order === 'before' ? [...flags, failed] : [failed, ...flags];
      expect(computersOf(log([[1, BEGIN], ...lines]))[0]?.findings).toMatchObject([
        { step: 'management-point', host: 'mp7', causes: ['certificate-name'], count: 1 },
      ]);
    }
  });

  test('is of the server that is named after it, not of the one before', () => {
    const lines = [
      web('mp7'),
      SECURE,
      flag('INVALID_CA'),
      'Getting CCM Token from https://mp8/CCM_STS',
      web('mp8'),
    ];
    expect(computersOf(log(lines.map((line) => [7, line])))[0]?.findings).toMatchObject([
      { host: 'mp8', causes: [] },
      { host: 'mp7', causes: ['certificate-issuer'] },
    ]);
  });

  test.each(['0x80072f8f', '0x87d00455'])(
    'decides where CCMSetup ends with the code that follows from it: %s',
    (code) => {
      const lines = [BEGIN, flag('INVALID_CA'), `${FAILED} ${code}`];
      expect(computersOf(log(lines.map((line) => [7, line])))).toMatchObject([
        { lastWord: 'failed', decisive: { causes: ['certificate-issuer'], requirements: HTTPS } },
      ]);
    },
  );

  test('leaves another failure alone', () => {
    const lines = [BEGIN, flag('INVALID_CA'), web('mp7').replace('12175', '12002')];
    expect(computersOf(log(lines.map((line) => [7, line])))[0]?.findings).toMatchObject([
      { host: 'mp7', error: { decimal: 12_002 }, causes: [] },
      { host: null, causes: ['certificate-issuer'] },
    ]);
  });
});

test.each([
  [
    '0x80072ee7',
    'name',
    ['manual/mp-http', 'manual/mp-https', 'manual/dp-http', 'manual/dp-https'],
  ],
  ['0x80072f8f', 'certificate', HTTPS],
  ['0x80070643', 'computer', []],
])('the last word of CCMSetup alone: %s', (code, nature, requirements) => {
  expect(computersOf(log([[7, `${FAILED} ${code}`]]))).toMatchObject([
    { decisive: { nature, requirements } },
  ]);
});
