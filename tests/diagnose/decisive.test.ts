import { describe, expect, test } from '@jest/globals';
import { LOG_CAUSES } from '../../src/diagnose/model.ts';
import { computersOf, pushLog, setupLog } from './read.ts';

const BEGIN = '==========[ ccmsetup started in process 8540 ]==========';
const RETRY = 'Next retry in 10 minute(s)...';
const PUSH = '======>Begin Processing request: "16777301", machine name: "SEA-07"';
const PUT_BACK = 'Stored request "16777301", machine name "SEA-07", in queue "Retry".';
const PUSHED = '<======End request: "16777301", machine name: "SEA-07".';

const web = (url: string, code: number, text = 'ERROR_WINHTTP_X'): string =>
  `![CCMHTTP] ERROR: URL=${url}, Port=80, Options=224, Code=${code}, Text=${text}`;
const status = (number: number, words: string): string =>
  `![CCMHTTP] ERROR INFO: StatusCode=${number} StatusText=${words}`;

describe('an installation that still waits', () => {
  test('shows what failed so far', () => {
    const log = setupLog([BEGIN, web('http://sccm7.fabrikam.com/ccm_system/request', 12_002)]);
    expect(computersOf(log)).toMatchObject([
      {
        lastWord: 'failing',
        attempts: 1,
        failures: 0,
        decisive: {
          step: 'management-point',
          host: 'sccm7.fabrikam.com',
          error: { hex: '0x80072EE2' },
          requirements: ['manual/mp-http'],
        },
      },
    ]);
  });

  test('after an attempt that is over, is failing still', () => {
    const log = setupLog([
      BEGIN,
      web('http://sccm7/ccm_system/request', 12_002),
      RETRY,
      web('http://sccm7/ccm_system/request', 12_007),
    ]);
    expect(computersOf(log)).toMatchObject([
      {
        lastWord: 'failing',
        attempts: 2,
        failures: 1,
        decisive: { error: { decimal: 12_007 } },
        findings: [{}, {}],
      },
    ]);
  });

  test.each([
    ['what failed was followed by progress', ['Successfully downloaded client.msi']],
    ['only the fallback status point was not told', [web('http://fsp/SMS_FSP/.sms_fsp', 12_029)]],
  ])('is not failing where %s', (_what, lines) => {
    const failed = lines[0]?.startsWith('!')
      ? []
      : ["!Couldn't find an MP source through AD. Error 0x80004005"];
    expect(computersOf(setupLog([BEGIN, ...failed, ...lines]))).toMatchObject([
      { lastWord: 'unfinished', decisive: null },
    ]);
  });
});

describe('a failed attempt without a code shows', () => {
  test.each([
    [
      'that Windows is too old',
      ['---> Invalid NT version "4.0" on machine "SEA-07"'],
      { nature: 'computer', line: expect.stringContaining('Invalid NT version') },
    ],
    [
      'that the account has no rights',
      [
        '---> ERROR: The client push account does not have administrative rights on machine "SEA-07" for request "16777301".',
      ],
      { step: 'admin-share', nature: 'account', requirements: [] },
    ],
    [
      'the last words that claim an error',
      ['---> ERROR: The moon is in the wrong house', '---> Disconnecting from the machine'],
      { nature: 'unexplained', line: '---> ERROR: The moon is in the wrong house' },
    ],
    [
      'or else the last words',
      [
        "---> Attempting to connect to administrative share '\\\\SEA-07\\admin$' using account 'A\\b'",
      ],
      { nature: 'unexplained', line: expect.stringContaining('Attempting to connect') },
    ],
  ])('%s', (_what, lines, decisive) => {
    const log = pushLog([PUSH, ...lines, 'CCR count in queue "Retry" is 4.', PUT_BACK, PUSHED]);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'failed', decisive }]);
  });

  test('words only where no line has a code', () => {
    const log = pushLog([
      PUSH,
      '---> Failed to connect to \\\\SEA-07\\admin$ using machine account (53)~',
      '---> ERROR: The account does not have administrative rights on machine "SEA-07".',
      PUT_BACK,
    ]);
    expect(computersOf(log)).toMatchObject([{ decisive: { error: { decimal: 53 } } }]);
  });

  test('of CCMSetup: its last error, with the code at the end where that says nothing', () => {
    const log = setupLog([
      BEGIN,
      '!The sky fell on ccmsetup',
      '!CcmSetup failed with error code 0x80004005',
    ]);
    expect(computersOf(log)).toMatchObject([
      {
        lastWord: 'failed',
        decisive: { step: 'setup', error: { hex: '0x80004005' }, line: 'The sky fell on ccmsetup' },
      },
    ]);
    const other = setupLog([
      BEGIN,
      '!The sky fell on ccmsetup',
      'CcmSetup is exiting with return code 6',
    ]);
    expect(computersOf(other)).toMatchObject([
      { decisive: { nature: 'unexplained', line: 'The sky fell on ccmsetup' } },
    ]);
  });
});

describe('a step whose trouble is not known keeps its flows', () => {
  const RPC = ['client-push/rpc-endpoint-mapper', 'client-push/rpc-dynamic'];

  test.each([
    ['no code of Windows', '0x8007ABCD', 'unknown', RPC],
    ['a wrapper', '0x80004005', 'unspecified', RPC],
    ['the mapper has no more endpoints', '0x800706d9', 'network', RPC],
    ['the network failed under WMI', '0x80041015', 'network', RPC],
    ['a refused account', '0x80070721', 'account', []],
    ['a full disk', '0x80070070', 'computer', []],
    ['a class that WMI lacks', '0x80041011', 'computer', []],
  ])('at WMI: %s', (_what, code, nature, requirements) => {
    const log = pushLog([
      PUSH,
      `---> Unable to connect to WMI on remote machine "SEA-07", error = ${code}.`,
      PUT_BACK,
    ]);
    expect(computersOf(log)).toMatchObject([{ decisive: { step: 'wmi', nature, requirements } }]);
  });

  test('a whole push stands for none', () => {
    const log = pushLog([PUSH, '---> ERROR: Unexpected, error 0x8007ABCD', PUT_BACK]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { step: 'push', nature: 'unknown', requirements: [] } },
    ]);
  });
});

describe('the line that stores the last error does not beat the step', () => {
  test.each([
    ['the same code', -2_147_023_143],
    ['another code', -2_147_024_891],
    ['a wrapper', -2_147_467_259],
    ['a code that is not known', -2_016_409_966],
  ])('%s', (_what, stored) => {
    const log = pushLog([
      PUSH,
      '---> Unable to connect to WMI on remote machine "SEA-07", error = 0x800706d9.',
      `Execute query exec [sp_CP_SetLastErrorCode] 16777301, ${stored}~`,
      PUT_BACK,
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { step: 'wmi', error: { hex: '0x800706D9' } } },
    ]);
  });

  test('nor what the site server says of its own at the end', () => {
    const log = pushLog([
      PUSH,
      '---> ERROR: Unable to access target machine for request: "16777301", machine name: "SEA-07", error code: 67',
      'Execute query exec [sp_CP_SetLastErrorCode] 16777301, -2147024843~',
      PUT_BACK,
    ]);
    expect(computersOf(log)).toMatchObject([{ decisive: { error: { decimal: 67 } } }]);
  });

  test('and decides where no step failed', () => {
    const log = pushLog([
      PUSH,
      'Execute query exec [sp_CP_SetLastErrorCode] 1, -2147024843~',
      PUT_BACK,
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { step: 'push', requirements: ['client-push/smb'] } },
    ]);
  });
});

describe('a wrapper does not beat the HTTP status beside it', () => {
  test.each(['0x87d0027e', '0x80004005', '0x87d00231', '0x8000ffff'])('%s', (wrapper) => {
    const log = setupLog([
      BEGIN,
      web('http://mp7/ccm_system/request', 0, 'CCM_E_BAD_HTTP_STATUS_CODE'),
      status(503, 'Service Unavailable'),
      `!Failed to get DP locations as the expected version from MP 'mp7'. Error ${wrapper}`,
      RETRY,
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { step: 'management-point', error: { decimal: 503 }, host: 'mp7' } },
    ]);
  });

  test('and points to its server all the same where it stands alone', () => {
    const log = setupLog([
      BEGIN,
      "!Failed to get DP locations as the expected version from MP 'http://mp7'. Error 0x87d00231",
      RETRY,
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { step: 'management-point', host: 'mp7', requirements: ['manual/mp-http'] } },
    ]);
  });
});

describe('a line with a status and the code that wraps it', () => {
  test.each([
    ['http', '0x87d00231', 503],
    ['http', '0x87d0027e', 404],
    ['https', '0x87d00215', 403],
  ])('%s, %s, %i: the status decides, of the management point', (scheme, wrapper, code) => {
    const log = setupLog([
      BEGIN,
      `Failed to find DP locations from MP '${scheme}://mp7' with error ${wrapper}, status code ${code}. Check next MP.`,
      RETRY,
    ]);
    expect(computersOf(log)).toMatchObject([
      {
        decisive: {
          step: 'management-point',
          error: { decimal: code },
          requirements: [`manual/mp-${scheme}`],
        },
      },
    ]);
  });

  test('of 200 says nothing, and the code is asked', () => {
    const log = setupLog([
      BEGIN,
      "Failed to find DP locations from MP 'http://mp7' with error 0x87d00215, status code 200. Check next MP.",
      RETRY,
    ]);
    expect(computersOf(log)).toMatchObject([{ decisive: { nature: 'content', requirements: [] } }]);
  });
});

describe('0x87D00215', () => {
  test('at the location step: no distribution point', () => {
    const log = setupLog([
      BEGIN,
      "!Failed to get DP locations as the expected version from MP 'http://mp7'. Error 0x87d00215",
      RETRY,
    ]);
    expect(computersOf(log)).toMatchObject([{ decisive: { nature: 'content', requirements: [] } }]);
  });

  test('elsewhere: nothing of the kind', () => {
    const log = setupLog([BEGIN, '!Failed to read the task. Error 0x87d00215', RETRY]);
    expect(computersOf(log)).toMatchObject([{ decisive: { nature: 'unspecified' } }]);
  });
});

/** The flows of a management point's certificate, with the way to the list where it says whether it is revoked. */
function pointedTo(cause: string): readonly string[] {
  return cause === 'revocation-unknown'
    ? ['manual/crl-http', 'manual/mp-https']
    : ['manual/mp-https'];
}

describe('what the log says besides the code', () => {
  const SECURE = web('https://mp7.fabrikam.com/SMS_MP/.sms_aut?MPLIST', 12_175);
  const FLAGS = {
    CERT_REV_FAILED: 'revocation-unknown',
    INVALID_CERT: 'certificate-invalid',
    CERT_REVOKED: 'certificate-revoked',
    INVALID_CA: 'certificate-issuer',
    CERT_CN_INVALID: 'certificate-name',
    CERT_DATE_INVALID: 'certificate-date',
    CERT_WRONG_USAGE: 'certificate-usage',
    SECURITY_CHANNEL_ERROR: 'secure-channel',
  };
  const flagged = (flag: string): string =>
    `![CCMHTTP]             : WINHTTP_CALLBACK_STATUS_FLAG_${flag} is set`;

  test.each(Object.entries(FLAGS))('%s, before the failure and after it', (flag, cause) => {
    for (const lines of [
      [SECURE, flagged(flag)],
      [flagged(flag), SECURE],
    ]) {
      expect(computersOf(setupLog([BEGIN, ...lines, RETRY]))).toMatchObject([
        {
          decisive: {
            error: { decimal: 12_175 },
            causes: [cause],
            nature: 'certificate',
            host: 'mp7.fabrikam.com',
            requirements: pointedTo(cause),
          },
        },
      ]);
    }
  });

  test('several at once, and of this server alone', () => {
    const log = setupLog([
      BEGIN,
      flagged('INVALID_CA'),
      flagged('CERT_REV_FAILED'),
      SECURE,
      web('https://mp8.fabrikam.com/SMS_MP/.sms_aut?MPLIST', 12_175),
      RETRY,
    ]);
    expect(computersOf(log)[0]?.findings).toMatchObject([
      { host: 'mp8.fabrikam.com', causes: [] },
      { host: 'mp7.fabrikam.com', causes: ['certificate-issuer', 'revocation-unknown'] },
    ]);
  });

  test.each([
    ['0x80092012', 'revocation-unknown'],
    ['0x80092013', 'revocation-unknown'],
    ['0x800b010e', 'revocation-unknown'],
    ['0x800b010f', 'certificate-name'],
    ['0x800b0109', 'certificate-issuer'],
    ['0x800b0101', 'certificate-date'],
  ])('by the code: %s', (code, cause) => {
    const log = setupLog([
      BEGIN,
      'Getting CCM Token from https://mp7.fabrikam.com/CCM_STS',
      `!Failed to get CCM access token. Error ${code}`,
      '!DownloadFileByWinHTTP failed with a non-recoverable failure, 0x87d00455',
      RETRY,
    ]);
    expect(computersOf(log)).toMatchObject([
      {
        decisive: {
          step: 'management-point',
          host: 'mp7.fabrikam.com',
          nature: 'certificate',
          causes: [cause],
          requirements: pointedTo(cause),
        },
      },
    ]);
  });

  test.each([
    [403, 'CMGConnector_Clientcertificaterequired', 'gateway-client-certificate'],
    [403, 'CMGConnector_Forbidden', 'gateway-forbidden'],
    [401, 'CMGService_Invalid_Token', 'gateway-token'],
    [500, 'CMGConnector_InternalServerError', 'gateway'],
  ])('%d %s', (number, words, cause) => {
    const log = setupLog([
      BEGIN,
      web(
        'https://gw.fabrikam.com/CCM_Proxy_MutualAuth/7205/SMS_MP/.sms_aut?MPLIST',
        0,
        'CCM_E_BAD_HTTP_STATUS_CODE',
      ),
      status(number, words),
      RETRY,
    ]);
    expect(computersOf(log)).toMatchObject([
      {
        decisive: {
          step: 'cloud-management-gateway',
          host: 'gw.fabrikam.com',
          nature: 'server',
          error: { decimal: number },
          causes: [cause],
        },
      },
    ]);
  });

  test.each([
    ['the server that refused', 'https://gw.fabrikam.com', 'server', ['gateway-forbidden']],
    ['another server', 'https://mp9.fabrikam.com', 'account', []],
  ])('a status that is handed on as "access denied" by %s', (_who, url, nature, causes) => {
    const log = setupLog([
      BEGIN,
      web(
        'https://gw.fabrikam.com/CCM_Proxy_MutualAuth/7205/ccm_sts',
        0,
        'CCM_E_BAD_HTTP_STATUS_CODE',
      ),
      status(403, 'CMGConnector_Forbidden'),
      `!Failed to get DP locations as the expected version from MP '${url}/CCM_Proxy_MutualAuth/7205'. Error 0x80070005`,
      '!CcmSetup failed with error code 0x80070005',
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { error: { hex: '0x80070005' }, nature, causes } },
    ]);
  });

  test('a push that gives up says less than the connection that failed before', () => {
    const absent = '!---> The device SEA-07 does not exist on the network. Giving up';
    const share = (code: string): string =>
      `!---> WNetAddConnection2 failed (LOGON32_LOGON_NEW_CREDENTIALS) using account F\\push (${code})`;
    expect(computersOf(pushLog([PUSH, share('00000035'), absent, PUSHED]))).toMatchObject([
      { lastWord: 'failed', decisive: { step: 'admin-share', error: { decimal: 53 } } },
    ]);
    expect(computersOf(pushLog([PUSH, absent, PUSHED]))).toMatchObject([
      { lastWord: 'failed', decisive: { step: 'presence', error: null, nature: 'network' } },
    ]);
  });

  test('the signature of a program is no certificate of a server', () => {
    const log = setupLog([
      BEGIN,
      String.raw`!Couldn't verify 'C:\Windows\ccmsetup\PolicyPlatform.msi' authenticode signature. Return code 0x800b0101`,
      '!CcmSetup failed with error code 0x800b0101',
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { step: 'setup', nature: 'computer', requirements: [] } },
    ]);
  });

  test("a gateway's reason phrase names it, whatever was asked", () => {
    expect(computersOf(setupLog([BEGIN, status(500, 'CMGConnector_Timeout')]))).toMatchObject([
      { decisive: { step: 'cloud-management-gateway', requirements: ['manual/cmg-https'] } },
    ]);
  });

  test('a status that was returned counts without a word of failure', () => {
    const log = setupLog([BEGIN, 'Post to http://sea-mp1/ccm_system/x returned HTTP 503 at last']);
    expect(computersOf(log)).toMatchObject([{ decisive: { error: { decimal: 503 } } }]);
  });

  test("an unanswered request for locations is the management point's matter", () => {
    const log = setupLog([
      BEGIN,
      '!Failed to send management point list Location Request Message to SEA-MP1',
    ]);
    expect(computersOf(log)).toMatchObject([{ decisive: { step: 'management-point' } }]);
  });

  test('every cause can be met', () => {
    const met = new Set([
      ...Object.values(FLAGS),
      'range-removed',
      'content-changed',
      'client-identity',
      'update-policy',
      'gateway-client-certificate',
      'gateway-forbidden',
      'gateway-token',
      'gateway',
      'no-management-point',
      'clock',
      'no-ntlm-fallback',
      'proxy-logon',
      'proxy-setting',
      'no-management-point-in-directory',
      'no-management-point-in-dns',
      'no-management-point-in-wins',
    ]);
    expect(LOG_CAUSES.filter((cause) => !met.has(cause))).toEqual([]);
  });

  test('BITS that gets no parts of files', () => {
    const log = setupLog([
      BEGIN,
      'Starting BITS download from http://dp7/SMS_DP_SMSPKG$/S0100003',
      '!BITS download failed. Error 0x80200013',
      RETRY,
    ]);
    expect(computersOf(log)).toMatchObject([
      { decisive: { host: 'dp7', causes: ['range-removed'], requirements: ['manual/dp-http'] } },
    ]);
  });
});

describe('the server is named by any line', () => {
  test.each([
    ['Getting CCM Token from https://mp7/CCM_STS', 'management-point', ['manual/mp-https']],
    ['Checking http://dp7:8080/SMS_DP_SMSPKG$/S0100003/', 'distribution-point', ['manual/dp-http']],
    [
      'Trying https://gw7.fabrikam.com/CCM_Proxy_ServerAuth/7205/CCM_STS',
      'cloud-management-gateway',
      ['manual/cmg-https'],
    ],
    [
      'Contacting http://sup7:8530/ReportingWebService/x.asmx',
      'software-update-point',
      ['software-update-point/sup-http'],
    ],
  ])('%s', (line, step, requirements) => {
    const log = setupLog([BEGIN, line, '!The request failed. Error 0x80072ee2', RETRY]);
    expect(computersOf(log)).toMatchObject([{ decisive: { step, requirements } }]);
  });
});
