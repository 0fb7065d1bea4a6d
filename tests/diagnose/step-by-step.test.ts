import { describe, expect, test } from '@jest/globals';
import type { ComputerDiagnosis } from '../../src/diagnose/model.ts';
import { computersOf, setupLog } from './read.ts';

const BEGIN = '==========[ ccmsetup started in process 77 ]==========';
const FAILED = '!CcmSetup failed with error code';
const read = (lines: readonly string[], component = 'ccmsetup'): ComputerDiagnosis => {
  const log = setupLog(lines).replaceAll('component="ccmsetup"', `component="${component}"`);
  const [computer] = computersOf(log);
  if (computer === undefined) throw new Error('no computer');
  return computer;
};
const secure = (host: string, path = '/ccm_system/request'): string =>
  `![CCMHTTP] ERROR: URL=https://${host}${path}, Port=443, Options=448, Code=12175, Text=ERROR_WINHTTP_SECURE_FAILURE`;
const REVOCATION = '![CCMHTTP]   : WINHTTP_CALLBACK_STATUS_FLAG_CERT_REV_FAILED is set';

describe('one failure, reported step by step with one code', () => {
  test('keeps what WinHTTP said of it', () => {
    const lines = [
      BEGIN,
      secure('mp7'),
      REVOCATION,
      '!GetDPLocations failed with error 0x80072f8f',
    ];
    for (const more of [
      [],
      ["!Failed to get DP locations as the expected version from MP 'mp7'. Error 0x80072f8f"],
      [`${FAILED} 0x80072f8f`],
    ]) {
      expect(read([...lines, ...more]).decisive).toMatchObject({
        host: 'mp7',
        causes: ['revocation-unknown'],
        requirements: ['manual/crl-http', 'manual/mp-https'],
      });
    }
  });

  test('is none of another server', () => {
    const lines = [
      BEGIN,
      secure('mp7'),
      REVOCATION,
      '!GetDPLocations failed with error 0x80072f8f',
      secure('mp8'),
      "!Failed to get DP locations as the expected version from MP 'mp8'. Error 0x80072f8f",
      `${FAILED} 0x80072f8f`,
    ];
    expect(read(lines).decisive).toMatchObject({ host: 'mp8', causes: [] });
  });

  test('is none of another code', () => {
    const lines = [
      BEGIN,
      secure('mp7'),
      REVOCATION,
      '!GetDPLocations failed with error 0x80072ee2',
    ];
    expect(read(lines).decisive).toMatchObject({ error: { decimal: 12_002 }, causes: [] });
  });

  test('stays one of a cloud management gateway, which stands for the management point', () => {
    const lines = [
      BEGIN,
      secure('gw.fabrikam.com', '/CCM_Proxy_MutualAuth/7/ccm_system/request'),
      '!GetDPLocations failed with error 0x80072f8f',
      "!Failed to get DP locations as the expected version from MP 'https://gw.fabrikam.com'. Error 0x80072f8f",
      `${FAILED} 0x80072f8f`,
    ];
    const { decisive } = read(lines);
    expect(decisive).toMatchObject({
      step: 'cloud-management-gateway',
      host: 'gw.fabrikam.com',
      requirements: ['manual/cmg-https'],
    });
  });

  test.each([
    [
      '!There is not enough disk space on drive C: to install. 0x80070070',
      '!InstallFromManifest failed 0x80070070',
    ],
    ["!Couldn't connect to http://mp7/ : 0x80072efd", '!Something failed with 0x80072efd'],
  ])('is quoted by the line that tells of it: %s', (...lines) => {
    const code = lines[0]?.split(' ').at(-1) ?? '';
    expect(read([BEGIN, lines[0] ?? '', `${FAILED} ${code}`]).decisive?.line).toBe(
      lines[0]?.slice(1),
    );
    expect(read([BEGIN, ...lines, `${FAILED} ${code}`]).decisive?.line).not.toMatch(/^CcmSetup/);
  });

  test('is of the prerequisite whose file is named', () => {
    const lines = [
      BEGIN,
      '!File C:\\Windows\\ccmsetup\\Platform.msi installation failed. Error text: ExitCode: 1603',
      '!InstallFromManifest failed 0x80070643',
      `${FAILED} 0x80070643`,
    ];
    expect(read(lines).decisive).toMatchObject({
      step: 'prerequisite',
      line: lines[1]?.slice(1),
    });
  });
});

describe('1603 says less than what Windows Installer said before', () => {
  const ROLLBACK = 'MSI: Action 10:00:07: Rollback. Rolling back action:';
  const END = ['!Installation failed with error code 1603', `${FAILED} 0x80070643`];
  test.each([
    [
      'MSI: Setup was unable to compile the file Discovery.mof The error code is 80041002',
      '0x80041002',
    ],
    ['MSI: Error 1722. There is a problem with this Windows Installer package.', null],
    ['MSI: Fehler 1722. Es liegt ein Problem mit diesem Windows Installer-Paket vor.', null],
    ['MSI: エラー 1316。ファイルの読み取り中にネットワーク エラーが発生しました。', null],
  ])('%s', (line, hex) => {
    const { decisive } = read([BEGIN, `!${line}`, ROLLBACK, ...END]);
    expect(decisive).toMatchObject({
      step: 'installer',
      nature: 'computer',
      requirements: [],
      line,
    });
    expect(decisive?.error?.hex ?? null).toBe(hex);
  });

  test('a warning is no failure', () => {
    expect(read([BEGIN, 'MSI: Warning 25101. Setup left a file.', ...END]).decisive).toMatchObject({
      error: { decimal: 1603 },
    });
  });
});

describe('the client stops with its computer', () => {
  const STOPPED = "!Failed to open to WMI namespace '\\\\.\\root\\ccm' (8007045b)";
  test('which is no failure', () => {
    expect(read([STOPPED], 'CcmExec')).toMatchObject({ lastWord: 'unfinished', decisive: null });
  });

  test('and hides none', () => {
    const post = '!Post to http://mp7/ccm_system/request failed with 0x80072ee7.';
    expect(read([post, STOPPED], 'CcmMessaging').decisive).toMatchObject({
      host: 'mp7',
      nature: 'name',
    });
  });
});

test('a domain controller that was not reached outweighs what was then not found', () => {
  const lines = [
    '!Failed to search the directory. Error 0x8007203a',
    '!Failed to get assigned site from AD. Error 0x80004005',
    '!Unable to find lookup MP(s) in Registry, AD, DNS and WINS',
  ];
  expect(read(lines, 'LocationServices').decisive).toMatchObject({
    nature: 'directory',
    error: { decimal: 8250 },
  });
});

test('the event that a client raises of an answer names its server', () => {
  const event =
    '!Raising event: instance of CCM_CcmHttp_Status { HostName = "MP7"; HRESULT = "0x80072ee7"; StatusCode = 600; };';
  expect(read([event], 'CcmMessaging').decisive).toMatchObject({ host: 'MP7', nature: 'name' });
});

test.each([
  '!Fehler beim Laden von http://dp7/SMS_DP_SMSPKG$/S01/client.msi (12007)',
  '!Échec du téléchargement de http://dp7/SMS_DP_SMSPKG$/S01/client.msi (12007)',
])('a failure in the language of Windows: %s', (line) => {
  expect(read([BEGIN, line]).decisive).toMatchObject({
    host: 'dp7',
    nature: 'name',
    requirements: ['manual/dp-http'],
  });
});
