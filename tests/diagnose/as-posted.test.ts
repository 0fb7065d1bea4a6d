import { describe, expect, test } from '@jest/globals';
import type { LogRecord } from '../../src/diagnose/record.ts';
import { type SetupLine, readSetupLine } from '../../src/diagnose/setup-line.ts';
import { computersOf, pushLog, setupLog } from './read.ts';

const RPC = ['client-push/rpc-endpoint-mapper', 'client-push/rpc-dynamic'];
const SMB = ['client-push/smb'];
const HTTPS = ['manual/mp-https', 'manual/dp-https'];
const WEB = ['manual/mp-http', 'manual/mp-https', 'manual/dp-http', 'manual/dp-https'];
const MP = ['manual/mp-http', 'manual/mp-https'];

/** Lines of one failed push: what decides, and where it points to. */
describe('ccm.log', () => {
  test.each<[lines: string[], decisive: object]>([
    [
      [
        String.raw`---> WNetAddConnection2 failed (LOGON32_LOGON_NEW_CREDENTIALS) using account FABRIKAM\push (00000035)`,
        '---> The device SEA-07 does not exist on the network. Giving up',
        String.raw`---> Failed to connect to \\SEA-07\admin$ using machine account (53)`,
        String.raw`---> ERROR: Failed to connect to the \\SEA-07\admin$ share using account 'Machine Account'`,
      ],
      { step: 'admin-share', error: { decimal: 53 }, requirements: SMB },
    ],
    [
      [
        '---> Failed to get token for current process (5)',
        String.raw`---> ERROR: Failed to connect to the \\SEA-07\admin$ share using account 'FABRIKAM\push' (logon failure)`,
      ],
      { step: 'admin-share', error: null, nature: 'unspecified', requirements: SMB },
    ],
    [
      [
        '---> Unable to get Win32_OperatingSystem object from WMI on remote machine "SEA-07", error = 0x800706ba.',
      ],
      { step: 'wmi', nature: 'network', requirements: RPC },
    ],
    [
      ['---> CopyFile has failed. error=64'],
      { step: 'copy', error: { decimal: 64 }, requirements: SMB },
    ],
    [
      ['---> Failed to get the IP address of the machine, error 11004'],
      { step: 'presence', nature: 'name' },
    ],
    [
      [String.raw`---> The account FABRIKAM\push is locked. error 1909`],
      { nature: 'account', requirements: [] },
    ],
    [
      ['---> The client is already being installed or running. Error 0x80070652'],
      { nature: 'computer', requirements: [] },
    ],
    [
      ['---> Failed to start service "ccmsetup" on machine "SEA-07". Error = 1053'],
      { step: 'service', nature: 'computer', requirements: [] },
    ],
    [
      [
        'CWmi::Connect(): ConnectServer(Namespace) failed. - 0x8004100e',
        String.raw`---> Unable to connect to WMI (root\cimv2) on remote machine "SEA-07", error = 0x800706ba.`,
      ],
      { step: 'wmi', requirements: RPC },
    ],
  ])('%#', (lines, decisive) => {
    const log = pushLog([
      '======>Begin Processing request: "1", machine name: "SEA-07"',
      ...lines,
      'Stored request "1", machine name "SEA-07", in queue "Retry".',
    ]);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'failed', decisive }]);
  });
});

describe('ccmsetup.log', () => {
  test.each<[lines: string[], decisive: object]>([
    [
      [
        '!Failed to send HTTP request. (Error at WinHttpSendRequest: 12007)',
        '!DownloadFileByWinHTTP failed with error 0x80004005',
      ],
      { nature: 'name', requirements: WEB },
    ],
    [
      ['!Failed in WinHttpSendRequest API, ErrorCode = 0x2ee7'],
      { nature: 'name', requirements: WEB },
    ],
    [
      ['!Failed to download http://mp7/CCM_Client/ccmsetup.cab. 12029'],
      { step: 'management-point', host: 'mp7', requirements: ['manual/mp-http'] },
    ],
    [
      [
        "!PROPFIND 'http://dp7/CCMTOKENAUTH_SMS_DP_SMSPKG$/S0100003'",
        "!Failed to correctly receive a WEBDAV HTTP request. (StatusCode at WinHttpQueryHeaders: 401) and StatusText: 'Unauthorized'",
      ],
      { host: 'dp7', error: { decimal: 401 }, requirements: ['manual/dp-http'] },
    ],
    [
      ['!The chain ends in a root that is not trusted by the provider. 0x800B0109'],
      { nature: 'certificate', causes: ['certificate-issuer'], requirements: HTTPS },
    ],
    [['!There is not enough disk space. 0x80070070'], { nature: 'computer', requirements: [] }],
    [
      ['!Signature verification failed for the downloaded file. error 0x800b0101'],
      { step: 'setup', requirements: [] },
    ],
    [
      ['!Failed to process GetCCMVersion of https://mp7/CCM_Client. 0x80090006'],
      { nature: 'certificate', host: 'mp7' },
    ],
    [
      [
        String.raw`!File C:\Windows\ccmsetup\vcredist_x86.exe installation failed. Error text: ExitCode: 5100`,
      ],
      { step: 'prerequisite', requirements: [] },
    ],
    [
      ['!Failed to read the reply. HTTP/1.1 503 Service Unavailable'],
      { error: { decimal: 503 }, requirements: WEB },
    ],
    [
      ['!The download of http://dp7/SMS_DP_SMSPKG$/S0100003 failed with status code 503'],
      { step: 'distribution-point', error: { decimal: 503 }, requirements: ['manual/dp-http'] },
    ],
    [
      ['The server mp7 answered: HTTP 503 Service Unavailable'],
      { error: { decimal: 503 }, nature: 'server', requirements: WEB },
    ],
    [
      ["!GET 'https://mp7/CCM_Client/ccmsetup.cab' failed with HTTP_STATUS 403"],
      {
        step: 'management-point',
        host: 'mp7',
        error: { decimal: 403 },
        requirements: ['manual/mp-https'],
      },
    ],
    [
      [
        '!Failed to send HTTP request. (Error at WinHttpSendRequest: 12002)',
        "!GetHttpRequestObjects failed for verb: 'CCM_POST', url: 'https://gw7.fabrikam.com/CCM_Proxy_ServerAuth/ServiceMetadata'",
        '!GetDPLocations failed with error 0x80072ee2',
      ],
      {
        step: 'cloud-management-gateway',
        host: 'gw7.fabrikam.com',
        error: { decimal: 12002 },
        requirements: ['manual/cmg-https'],
      },
    ],
    [
      ['!Failed to receive ccm message response. Status code = 500'],
      { step: 'management-point', error: { decimal: 500 }, requirements: MP },
    ],
  ])('%#', (lines, decisive) => {
    const log = setupLog([
      '==========[ ccmsetup started in process 8540 ]==========',
      ...lines,
      'Next retry in 10 minute(s)...',
    ]);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'failed', decisive }]);
  });

  test('without a client its WMI namespaces are missing, which is no error', () => {
    const log = setupLog([
      '!Failed to connect to machine policy namespace. 0x8004100e',
      '!Failed to get client version for sending state messages. Error 0x8004100e',
      'CcmSetup is exiting with return code 3010',
    ]);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'succeeded', decisive: null }]);
  });
});

describe('a line that says it is an error, or a warning', () => {
  const reading = (text: string, severity: LogRecord['severity']): SetupLine =>
    readSetupLine({
      text,
      severity,
      begin: null,
      component: 'ccmsetup',
      time: null,
      thread: 1,
      line: 1,
    }).line;

  test.each([
    'Failed: 0, succeeded: 12',
    'Error result: 0x00000000',
    'hr = 0x00000000',
    '12 files were verified, 0 errors',
    'Completed with no failures',
  ])('is none where it counts nothing that failed: %s', (text) => {
    expect(reading(text, 'error')).toEqual({ kind: 'nothing' });
  });

  test.each(['Failed: 1, succeeded: 12', 'Failed to open the store. Error: 0', 'Failed: 0.5'])(
    'is one where something failed: %s',
    (text) => {
      expect(reading(text, 'error')).not.toEqual({ kind: 'nothing' });
    },
  );

  test.each<[text: string, severity: LogRecord['severity'], status: number]>([
    ['HTTP 503', 'warning', 503],
    ['HTTP response code: 502', 'warning', 502],
    ['Answer: HTTP 407 Proxy Authentication Required', null, 407],
    ['Answer: HTTP status 404 (Not Found)', 'information', 404],
  ])('has the status of a web server: %s', (text, severity, decimal) => {
    expect(reading(text, severity)).toMatchObject({ kind: 'failure', error: { decimal } });
  });

  test.each<[text: string, severity: LogRecord['severity']]>([
    ['HTTP 443', 'warning'],
    ['HTTP 503', 'information'],
    ['HTTP 503 is tried again after a minute', null],
    ['HTTP 8530', 'warning'],
  ])('has no status: %s', (text, severity) => {
    expect(reading(text, severity)).toEqual({ kind: 'unknown' });
  });
});

describe('the logs of a client', () => {
  test.each<[component: string, lines: string[], decisive: object]>([
    [
      'LocationServices',
      [
        '!Failed to retrieve DNS service record using _mssms_mp_s01._tcp.fabrikam.com lookup. DNS returned error 9003',
        '!LSGetAssignedSiteFromDHCP: failed 0x80040154',
      ],
      {
        step: 'locations',
        nature: 'directory',
        causes: ['no-management-point-in-dns'],
        requirements: [],
      },
    ],
    [
      'ClientIDManagerStartup',
      ['!RegTask: Failed to get certificate. Error: 0x80004005'],
      { nature: 'computer', requirements: [] },
    ],
    [
      'ClientIDManagerStartup',
      ['!RegTask: Failed to refresh site code. Error: 0x8000ffff'],
      { step: 'locations', nature: 'directory', requirements: [] },
    ],
    [
      'ClientIDManagerStartup',
      ['!RegTask: Server rejected registration request. Reason 3'],
      { step: 'management-point', nature: 'server' },
    ],
    [
      'ClientIDManagerStartup',
      ['!RegTask: Failed to send registration request. Error: 0x87d00231'],
      { step: 'management-point', nature: 'unspecified', requirements: MP },
    ],
    [
      'DataTransferService',
      ['!GetDirectoryList_HTTP mapping original error 80072ee2 to 800704cf.'],
      { error: { hex: '0x80072EE2' }, requirements: ['manual/dp-http', 'manual/dp-https'] },
    ],
    [
      'CcmExec',
      ['!Service initialization failed (0x8007045b).'],
      { nature: 'computer', requirements: [] },
    ],
  ])('%s %j', (component, lines, decisive) => {
    const log = setupLog(lines).replaceAll('component="ccmsetup"', `component="${component}"`);
    expect(computersOf(log)).toMatchObject([{ lastWord: 'failing', decisive }]);
  });
});
