import { describe, expect, test } from '@jest/globals';
import { CLIENT_COMPONENTS } from '../../src/diagnose/client-log.ts';
import { CLIENT_LOGS } from '../../src/diagnose/model.ts';
import { computersOf, diagnosisOf, setupLog } from './read.ts';

/** Lines of a client's log; an error has `!` before it. */
const clientLog = (component: string, lines: readonly string[]): string =>
  setupLog(lines).replaceAll('component="ccmsetup"', `component="${component}"`);

const web = (url: string, code: number): string =>
  `![CCMHTTP] ERROR: URL=${url}, Port=80, Options=480, Code=${code}, Text=ERROR_WINHTTP_X`;

describe('a log of an installed client', () => {
  test.each([
    [
      'LocationServices',
      [web('http://mp7/SMS_MP/.sms_aut?MPLIST', 12_029)],
      { step: 'management-point', host: 'mp7', requirements: ['manual/mp-http'] },
    ],
    [
      'ClientLocation',
      ['!Failed to discover default management point. Error 0x80004005'],
      { step: 'locations', nature: 'directory', causes: ['no-management-point'] },
    ],
    [
      'LocationServices',
      [
        "There is no AMP for site code 'S01'.",
        "!Failed to resolve 'SMS_SLP' to IP address from WINS",
      ],
      { step: 'locations', causes: ['no-management-point-in-wins', 'no-management-point'] },
    ],
    [
      'ClientIDManagerStartup',
      ['!RegTask: Failed to send registration request message. Error: 0x87d00231'],
      { step: 'management-point', requirements: ['manual/mp-http', 'manual/mp-https'] },
    ],
    [
      'CcmMessaging',
      ['!Post to https://mp7.fabrikam.com/ccm_system_windowsauth/request failed with 0x87d00231.'],
      { step: 'management-point', host: 'mp7.fabrikam.com', requirements: ['manual/mp-https'] },
    ],
    [
      'DataTransferService',
      [
        "!GetDirectoryList_HTTP('http://dp7:80/SMS_DP_SMSPKG$/S0100001') failed with code 0x80072ee2.",
      ],
      { step: 'distribution-point', host: 'dp7', requirements: ['manual/dp-http'] },
    ],
    [
      'DataTransferService',
      ["!Error sending DAV request. HTTP code 404, status 'Not Found'"],
      { step: 'distribution-point', error: { decimal: 404 } },
    ],
    ['CcmExec', ['!Failed to start the endpoint. Error 0x80070070'], { nature: 'computer' }],
    [
      'WUAHandler',
      [
        'Enabling WUA Managed server policy to use server: http://sup7.fabrikam.com:8530',
        '!OnSearchComplete - Failed to end search job. Error = 0x80072ee2.',
      ],
      {
        step: 'software-update-point',
        host: 'sup7.fabrikam.com',
        requirements: ['software-update-point/sup-http'],
      },
    ],
    [
      'ScanAgent',
      ['!- - Scan Failed for ToolUniqueID={0}, with Error=0x80244022'],
      { step: 'software-update-point', nature: 'server' },
    ],
  ])('%s %j', (component, lines, decisive) => {
    const log = CLIENT_COMPONENTS.get(component.toLowerCase())?.log;
    expect(computersOf(clientLog(component, lines))).toMatchObject([
      { computer: null, log, lastWord: 'failing', decisive },
    ]);
  });

  test('whose failure was followed by success is resolved, and the other way round is failing', () => {
    const FAILED = web('http://mp7/ccm_system/request', 12_029);
    const SENT = 'Successfully sent location services HTTP message';
    const lastWord = (lines: readonly string[]): unknown =>
      computersOf(clientLog('LocationServices', lines))[0];
    expect(lastWord([FAILED, SENT])).toMatchObject({ lastWord: 'resolved', failures: 1 });
    expect(lastWord([SENT])).toMatchObject({ lastWord: 'succeeded', decisive: null });
    expect(lastWord([SENT, FAILED])).toMatchObject({ lastWord: 'failing' });
    expect(lastWord(['Nothing of note'])).toMatchObject({ lastWord: 'unfinished' });
  });

  describe('whose failure', () => {
    const event = (host: string, hresult: string): string =>
      `Raising event: instance of CCM_CcmHttp_Status { HostName = "${host}"; HRESULT = "${hresult}"; StatusCode = 0; };`;
    const NO_RECORD =
      '!Failed to retrieve DNS service record using _mssms_mp_s01._tcp.x lookup. DNS returned error 9003';
    const REFUSED = web('http://mp7/SMS_MP/.sms_aut?MPLIST', 12_029);
    const PERSISTED = 'Persisted Default Management Point locations locally';
    test.each([
      ['of a place was followed by another that told', [NO_RECORD, PERSISTED], 'resolved'],
      ['of a server is not mended by a list', [REFUSED, PERSISTED], 'failing'],
      ['of a server was followed by its answer', [REFUSED, event('MP7', '0x00000000')], 'resolved'],
      ['is not mended by another server', [REFUSED, event('mp8', '0x00000000')], 'failing'],
      ['is not mended by a failure', [REFUSED, event('mp7', '0x80072efd')], 'failing'],
      [
        'was followed by distribution points',
        [REFUSED, 'Calling back with the following distribution points'],
        'resolved',
      ],
    ])('%s', (_what, lines, lastWord) => {
      expect(computersOf(clientLog('LocationServices', lines))).toMatchObject([{ lastWord }]);
    });
  });

  test('that tells of no distribution point', () => {
    expect(
      computersOf(
        clientLog('LocationServices', ['Calling back with empty distribution points list']),
      ),
    ).toMatchObject([{ decisive: { step: 'content-location', nature: 'content' } }]);
  });

  test("names the management point by a message's address", () => {
    const line = "!Failed to send location message to 'mp7'. Status code '403' text 'Forbidden'";
    expect(computersOf(clientLog('LocationServices', [line]))).toMatchObject([
      { decisive: { host: 'mp7', step: 'management-point', error: { decimal: 403 } } },
    ]);
  });

  test('of each kind has a component', () => {
    const written = new Set([...CLIENT_COMPONENTS.values()].map(({ log }) => log));
    expect(CLIENT_LOGS.filter((log) => !written.has(log))).toEqual([]);
  });
});

describe('WindowsUpdate.log', () => {
  test.each([
    [
      'as the agent writes it',
      [
        '2026-01-12\t09:00:00:100\t 968\t1b04\tPT\t  + ServiceId = {3DA2}, Server URL = https://sup7:8531/ClientWebService/client.asmx',
        '2026-01-12\t09:00:01:123\t 968\t1b04\tMisc\tWARNING: Send failed with hr = 80072efd.',
      ],
      {
        host: 'sup7',
        error: { decimal: 12_029 },
        requirements: ['software-update-point/sup-https'],
      },
    ],
    [
      'as Get-WindowsUpdateLog writes it',
      [
        "2026/01/12 09:00:00.1234567 968   6916  WebServices     WS error: There was an error communicating with the endpoint at 'http://sup7:8530/ClientWebService/client.asmx'.",
        '2026/01/12 09:00:01.1234567 968   6916  Agent           *FAILED* [8024402C] Sync of Updates',
      ],
      { host: 'sup7', nature: 'name', requirements: ['software-update-point/sup-http'] },
    ],
  ])('%s', (_what, lines, decisive) => {
    expect(computersOf(lines.join('\r\n'))).toMatchObject([
      {
        log: 'WindowsUpdate.log',
        lastWord: 'failing',
        decisive: { step: 'software-update-point', ...decisive },
      },
    ]);
  });
});

test('a log of which nothing is read names its component', () => {
  const { logs } = diagnosisOf(clientLog('execmgr', ['Fine']));
  expect(logs).toMatchObject([{ records: 1, foreign: 'execmgr' }]);
  const mixed = clientLog('execmgr', ['Fine']) + setupLog(['Fine']);
  expect(diagnosisOf(mixed).logs).toMatchObject([{ records: 2, foreign: null }]);
});
