import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { valuesOfCommandLine } from '../../src/cli/setup-command.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { run } from './run.ts';
import { anyCharacter } from '../support/any-character.ts';

const valueIn = (line: string): Record<string, unknown> =>
  Object.fromEntries(valuesOfCommandLine(line).map(({ path, value }) => [path.join('.'), value]));

describe('a command line of CCMSetup', () => {
  test.each<[string, Record<string, unknown>]>([
    [
      'ccmsetup.exe /mp:sccm7.fabrikam.com;https://sccm8.fabrikam.com SMSSITECODE=P07',
      {
        'roles.managementPoints': ['sccm7.fabrikam.com', 'sccm8.fabrikam.com'],
        siteCode: 'P07',
      },
    ],
    [
      '"\\\\sccm7\\SMS_P07\\Client\\ccmsetup.exe" -mp:sccm7 SMSMP=sccm9.fabrikam.com SMSSITECODE=AUTO',
      {
        'roles.managementPoints': ['sccm7', 'sccm9.fabrikam.com'],
        'install.manual.runFrom': '\\\\sccm7\\SMS_P07\\Client',
      },
    ],
    [
      'C:\\Windows\\ccmsetup\\ccmsetup.exe /source:"D:\\ccm files" /source:"\\\\files7\\ccm files\\";\\\\files8\\ccm',
      {
        'install.source': ['D:\\ccm files', '\\\\files7\\ccm files', '\\\\files8\\ccm'],
      },
    ],
    ['ccmsetup /source:D:\\ccm', { 'install.source': ['D:\\ccm'] }],
    ['ccmsetup /UsePKICert /NoCRLCheck', { noCrlCheck: true }],
    [
      'ccmsetup.exe SMSSLP=slp7 FSP=fsp7 CCMHTTPPORT=8080 CCMHTTPSPORT=8443 /logon',
      {
        'roles.serverLocatorPoints': ['slp7'],
        'roles.fallbackStatusPoints': ['fsp7'],
        'ports.http': 8080,
        'ports.https': 8443,
      },
    ],
    [
      'ccmsetup.exe /mp:https://gw7.fabrikam.com/CCM_Proxy_MutualAuth/7205;sccm7 CCMHOSTNAME=gw7',
      {
        'roles.managementPoints': ['sccm7'],
        'roles.cloudManagementGateways': ['https://gw7.fabrikam.com/CCM_Proxy_MutualAuth/7205'],
      },
    ],
    [
      'ccmsetup.exe /mp:https://GW7.fabrikam.com/CCM_Proxy_MutualAuth/7205 CCMHOSTNAME=GW7.fabrikam.com/CCM_Proxy_MutualAuth/7205 SMSMP=https://sccm7.fabrikam.com SMSSITECODE=P07',
      {
        'roles.managementPoints': ['sccm7.fabrikam.com'],
        'roles.cloudManagementGateways': ['GW7.fabrikam.com/CCM_Proxy_MutualAuth/7205'],
        'clients.location': 'internet',
        siteCode: 'P07',
      },
    ],
    // For the time when the client is outside; it is installed inside.
    [
      'ccmsetup.exe SMSMP=sccm7 CCMHOSTNAME=gw7.fabrikam.com/CCM_Proxy_MutualAuth/7205',
      {
        'roles.managementPoints': ['sccm7'],
        'roles.cloudManagementGateways': ['gw7.fabrikam.com/CCM_Proxy_MutualAuth/7205'],
      },
    ],
    [
      'ccmsetup.exe CCMHOSTNAME=gw7.fabrikam.com/CCM_Proxy_MutualAuth/7205 /regtoken:eyJhbGci',
      {
        'roles.cloudManagementGateways': ['gw7.fabrikam.com/CCM_Proxy_MutualAuth/7205'],
        'clients.location': 'internet',
      },
    ],
    [
      'ccmsetup.exe CCMHOSTNAME=gw7.fabrikam.com/CCM_Proxy_MutualAuth/7205 CCMALWAYSINF=1',
      {
        'roles.cloudManagementGateways': ['gw7.fabrikam.com/CCM_Proxy_MutualAuth/7205'],
        'clients.location': 'internet',
      },
    ],
  ])('%s', (line, expected) => {
    expect(valueIn(line)).toEqual(expected);
  });

  test.each(['', 'ccmsetup.exe', 'ccmsetup.exe /logon /noservice', 'nonsense'])(
    'that says nothing of a site is refused: %j',
    (line) => {
      expect(() => valuesOfCommandLine(line)).toThrow(UsageError);
    },
  );

  test('may be anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (line) => {
        const values = valuesOfCommandLine(`/mp:a ${line}`);
        expect(values.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('--from-command-line', () => {
  const LINE =
    'ccmsetup.exe /mp:sccm7.fabrikam.com;sccm8.fabrikam.com /source:\\\\files7\\ccm CCMHTTPPORT=8080';

  test('gives plan what the command line says, and a flag says it better', async () => {
    const words = ['plan', '--product', 'cm2007', '--method', 'manual', '--run-from', 'local'];
    const { code, stdout } = await run([...words, '--from-command-line', LINE, '-o', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      requirements: expect.arrayContaining([
        expect.objectContaining({
          id: 'manual/source-smb',
          endpoints: [{ host: 'files7', port: 445 }],
        }),
      ]),
    });
    const other = await run([...words, '--from-command-line', LINE, '--source', '\\\\files9\\ccm']);
    expect(other.stdout).toContain('files9:445');
    expect(other.stdout).not.toContain('files7');
  });

  test('takes every source on a share: any of them will do', async () => {
    const words = ['plan', '--product', 'cm2007', '--method', 'manual', '--run-from', 'local'];
    const { code, stdout } = await run([
      ...words,
      '--output',
      'json',
      '--from-command-line',
      String.raw`ccmsetup.exe /source:\\files7\a /source:\\FILES7\b;\\files8\c /source:D:\ccm`,
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      requirements: [
        {
          id: 'manual/source-smb',
          endpoints: [
            { host: 'files7', port: 445 },
            { host: 'files8', port: 445 },
          ],
        },
      ],
    });
  });

  test.each(['plan', 'check'])('%s refuses a host that is none, and quotes it', async (command) => {
    const { code, stdout, stderr } = await run([
      command,
      '--product',
      'cm2007',
      '--from-command-line',
      'ccmsetup.exe /mp:bad_host!',
    ]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--from-command-line');
    expect(stderr).toContain('bad_host!');
  });

  test('refuses what says nothing', async () => {
    const { code, stderr } = await run(['plan', '--product', 'cm2007', '--from-command-line', 'x']);
    expect(code).toBe(2);
    expect(stderr).toContain('"x" says nothing of a site');
  });
});
