import { describe, expect, test } from '@jest/globals';
import { allFlows } from '../../src/catalogue/all-flows.ts';
import { METHODS } from '../../src/catalogue/vocabulary.ts';
import { main } from '../../src/cli/main.ts';
import { testStreams } from '../support/streams.ts';

async function explain(...words: string[]) {
  const streams = testStreams();
  const exitCode = await main(['explain', ...words], streams);
  return { exitCode, stdout: streams.stdout.text, stderr: streams.stderr.text };
}

describe('explain', () => {
  test.each(METHODS)('%s lists every flow of the method in both products', async (method) => {
    const { exitCode, stdout } = await explain(method);
    expect(exitCode).toBe(0);
    const flows = allFlows().filter(({ flow }) => flow.method === method);
    expect(flows.length).toBeGreaterThan(0);
    for (const { flow } of flows) expect(stdout).toContain(`  ${flow.id} `);
    expect(stdout).toContain('Configuration Manager 2007');
    expect(stdout).toContain('Configuration Manager current branch');
  });

  test.each(['-2147024891', '0x80070005', '5'])('takes a number after --: %s', async (number) => {
    const { exitCode, stdout, stderr } = await explain('--', number);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('ERROR_ACCESS_DENIED');
    expect((await explain('-o', 'json', '--', number)).stdout).toContain('"0x80070005"');
  });

  test('and after -- nothing is a fault', async () => {
    expect((await explain('--')).exitCode).toBe(2);
  });

  const ids = [...new Set(allFlows().map(({ flow }) => flow.id))];
  test.each(ids)('%s tells port, opener, purpose, breakage, opening and source', async (id) => {
    const { exitCode, stdout } = await explain(id);
    expect(exitCode).toBe(0);
    for (const label of [
      'Port',
      'Opened by',
      'What for',
      'Without it',
      'What to open',
      'When',
      'Source',
    ]) {
      expect(stdout).toMatch(new RegExp(`^ +${label}: \\S`, 'm'));
    }
    expect(stdout.split('\n')[0]).toContain(id);
  });

  test('client-push/smb names the log, the code and the rule group', async () => {
    const { stdout } = await explain('client-push/smb');
    const text = stdout.replaceAll(/\s+/g, ' ');
    expect(text).toContain('ccm.log on the site server shows error 53 (0x80070035)');
    expect(text).toContain('"File and Printer Sharing"');
    expect(text).toContain('this direction is our reading');
  });

  test.each(['0x80070035', '0X80070035', '80070035', '0x35', '53', '-2147024843', '2147942453'])(
    'an error of a log in each of its forms: %s',
    async (word) => {
      const { exitCode, stdout } = await explain(word);
      expect(exitCode).toBe(0);
      expect(stdout.split('\n')[0]).toBe(
        '0x80070035 (53, ERROR_BAD_NETPATH, the network path was not found)',
      );
      const text = stdout.replaceAll(/\s+/g, ' ');
      expect(text).toContain('SMB to the client ccm.log no address, no answer, refused');
      expect(text).toContain('ccm-preflight explain client-push/smb');
      expect(text).not.toContain('RPC endpoint mapper');
    },
  );

  test('an error that is no network matter points to no firewall', async () => {
    const { stdout } = await explain('0x8007052E');
    expect(stdout).toContain('0x8007052E (1326, ERROR_LOGON_FAILURE, the user name');
    expect(stdout).toContain('No network matter');
    expect(stdout).not.toContain('ccm-preflight explain');
  });

  test.each([
    ['3010', 'ERROR_SUCCESS_REBOOT_REQUIRED', 'restarted'],
    ['0x80070BC2', 'ERROR_SUCCESS_REBOOT_REQUIRED', 'restarted'],
    ['1641', 'ERROR_SUCCESS_REBOOT_INITIATED', 'restarted'],
    ['0', '0', 'No error: success.'],
    ['0x00000000', '0', 'No error: success.'],
    ['0x00240005', '0x00240005', 'No error'],
  ])('%s is a success, not a failure', async (word, name, told) => {
    const { exitCode, stdout } = await explain(word);
    const text = stdout.replaceAll(/\s+/g, ' ');
    expect(exitCode).toBe(0);
    expect(text).toContain(name);
    expect(text).toContain(told);
    expect(text).not.toContain('failed');
  });

  test.each([
    '00000035',
    '0x00000035',
    '&H80070035',
    '80070035h',
    '0xFFFFFFFF80070035',
    '(0x80070035)',
    'ERROR_BAD_NETPATH',
    'error_bad_netpath',
    'error 53',
    'Error 0x80070035: The network path was not found.',
    '2147942453 (0x80070035)',
  ])('as it is pasted: %s', async (word) => {
    const { exitCode, stdout } = await explain(word);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('0x80070035 (53, ERROR_BAD_NETPATH');
    expect(stdout).not.toContain('  Port: ');
  });

  test.each(['6', '7', '8', '9', '10'])('%s is a return code of CCMSetup', async (word) => {
    expect((await explain(word)).stdout.split('\n')[0]).toBe(
      `${word} as the return code of CCMSetup`,
    );
  });

  test('what only wraps another error says so', async () => {
    for (const word of ['0x87D00231', '0x87D0027E', '0x80004005']) {
      const text = (await explain(word)).stdout.replaceAll(/\s+/g, ' ');
      expect(text).toContain('It only says that something else failed');
    }
  });

  test('an error of Kerberos and of TLS means one thing at a share, and another at a web server', async () => {
    const text = (await explain('0x80090322')).stdout.replaceAll(/\s+/g, ' ');
    expect(text).toContain('domain controller was opened: The name leads nowhere, or to another');
    expect(text).toContain('web server was asked: The server was reached; a certificate stood');
  });

  test('a refused account is told for each log', async () => {
    const text = (await explain('5')).stdout.replaceAll(/\s+/g, ' ');
    expect(text).toContain('ccm.log: See that the client push account');
    expect(text).toContain('ccmsetup.log: See what was opened, and as whom.');
  });

  test('a proxy that is set wrongly demands no logon', async () => {
    const wrong = (await explain('0x80240030')).stdout.replaceAll(/\s+/g, ' ');
    expect(wrong).toContain('own proxy settings');
    expect(wrong).not.toContain('logon');
    expect((await explain('407')).stdout).toContain('demanded a logon');
  });

  test.each(['0xdeadbeef', '0xffffffff', '99999'])('%s is no error that is known', async (word) => {
    const { exitCode, stderr } = await explain(word);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`"${word}"`);
  });

  test('the erratum of the Group Policy row stands beside it', async () => {
    const { stdout } = await explain('group-policy/mp-http', '--product', 'cm2007');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('erratum: the row "HTTP 80" says native mode');
  });

  test.each([
    [
      '445',
      ['client-push/smb', 'manual/share-smb', 'software-distribution/dp-smb'],
      ['client-push/icmp'],
    ],
    [
      '135',
      ['client-push/rpc-endpoint-mapper', 'client-push/rpc-endpoint-mapper-udp'],
      ['client-push/smb'],
    ],
    ['50000', ['client-push/rpc-dynamic'], ['client-push/smb']],
    ['8530', ['software-update-point/sup-http'], ['client-push/mp-http']],
    ['8531', ['software-update-point/sup-https'], ['client-push/mp-https']],
    ['udp 53', ['manual/dns'], ['manual/kerberos']],
    ['88', ['manual/kerberos'], ['manual/ldap']],
    ['389', ['manual/ldap'], ['manual/kerberos']],
    ['3268', ['manual/global-catalog'], ['manual/ldap']],
    ['10123', ['client-push/client-notification'], ['client-push/mp-http']],
    ['icmp', ['client-push/icmp'], ['client-push/smb']],
  ])('port %s', async (port, included, left) => {
    const { exitCode, stdout } = await explain(port);
    expect(exitCode).toBe(0);
    for (const id of included) expect(stdout).toContain(id);
    for (const id of left) expect(stdout).not.toContain(id);
  });

  test('--product narrows', async () => {
    const { stdout } = await explain('client-push', '--product', 'current-branch');
    expect(stdout).not.toContain('slp-http');
    expect((await explain('10123', '--product', 'cm2007')).exitCode).toBe(2);
  });

  test.each([
    [
      'nonsense',
      'is no method, requirement, port or error; allowed: client-push, software-update-point',
    ],
    ['client-push/nonsense', 'allowed: client-push/slp-http'],
    ['client-push/smbx', 'did you mean client-push/smb? allowed: client-push/slp-http'],
    ['manul', 'error; did you mean manual? allowed: client-push, '],
    ['mp-htp', 'did you mean mp-http? allowed: client-push, '],
    ['99999', '"99999" is not a port: a number from 1 to 65535'],
    ['418', 'no method uses port 418'],
  ])('%s is refused with what is allowed', async (what, message) => {
    const { exitCode, stdout, stderr } = await explain(what);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  test.each([
    ['1326', '0x8007052E', 'RPC dynamic ports: '],
    ['2000', 'ERROR_INVALID_PIXEL_FORMAT', 'RPC dynamic ports: '],
    ['80', 'management point HTTP: ', 'ERROR_FILE_EXISTS'],
    ['135', 'RPC endpoint mapper: ', 'ERROR_IS_SUBSTED'],
  ])('%s is two things: first %s, then %s', async (number, first, second) => {
    const { exitCode, stdout } = await explain(number);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(first);
    expect(stdout.indexOf(second)).toBeGreaterThan(stdout.indexOf(first));
  });

  test.each([
    ['12029', '0x80072EFD'],
    ['310', 'State message 310'],
    ['53', 'ERROR_BAD_NETPATH'],
  ])('%s is no port: %s', async (number, told) => {
    const { stdout } = await explain(number);
    expect(stdout).toContain(told);
    expect(stdout).not.toContain('  Port: ');
  });
});

describe('explain of an error, by whose it is', () => {
  test.each([
    ['0x800706d9', '0x800706D9 (1753, EPT_S_NOT_REGISTERED)', 'remote procedure calls'],
    ['0x80070035', '0x80070035 (53, ERROR_BAD_NETPATH', 'An error of Windows (Win32)'],
    ['0x80190194', '0x80190194 (404, ', 'The HTTP status'],
    ['0x80244022', '0x80244022 (WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL', 'Windows Update agent'],
    ['0x800b0109', '0x800B0109 (CERT_E_UNTRUSTEDROOT', 'An error of certificates'],
    ['0x80092012', '0x80092012 (CRYPT_E_NO_REVOCATION_CHECK', 'whether the certificate is revoked'],
    ['0x80096010', '0x80096010 (TRUST_E_BAD_DIGEST', 'An error of certificates'],
    ['0x80200013', '0x80200013 (BG_E_INSUFFICIENT_RANGE_SUPPORT', 'takes the Range out'],
    ['0x80200010', '0x80200010 (BG_E_NETWORK_DISCONNECTED', 'a proxy or filter'],
    ['0x80041010', '0x80041010 (WBEM_E_INVALID_CLASS', 'An error of WMI'],
    ['0xC000006D', '0xC000006D (STATUS_LOGON_FAILURE', "A status of Windows' kernel"],
    ['0xD000006D', '0xD000006D (STATUS_LOGON_FAILURE', "A status of Windows' kernel"],
    ['-1073741790', '0xC0000022 (STATUS_ACCESS_DENIED', 'refused the account'],
    ['0xC00000BE', '0xC00000BE (STATUS_BAD_NETWORK_PATH', 'The network, or a firewall'],
    ['1619', '0x80070653 (1619, ERROR_INSTALL_PACKAGE_OPEN_FAILED', 'Windows Installer'],
    ['0x80090308', '0x80090308 (SEC_E_INVALID_TOKEN', 'Kerberos or NTLM'],
    ['0x87d00215', '0x87D00215 (the item was not found', 'Configuration Manager itself'],
    ['0x80072ee7', '0x80072EE7 (12007, ERROR_WINHTTP_NAME_NOT_RESOLVED', 'An error of WinHTTP'],
    ['0x80080005', '0x80080005 (CO_E_SERVER_EXEC_FAILURE', 'A general error of COM'],
  ])('%s', async (word, heading, told) => {
    const { exitCode, stdout } = await explain(word);
    const text = stdout.replaceAll(/\s+/g, ' ');
    expect(exitCode).toBe(0);
    expect(text).toContain(heading);
    expect(text).toContain(told);
  });

  test.each([
    '0x87d0abcd',
    '0x87d1fde8',
    '0x8024beef',
    '0x8007fffe',
    '0x0000fffe',
    '0x800bfffe',
    '0x80131500',
    '0x800f081f',
    '0x80180005',
    '0xc00fabcd',
  ])('%s is of a known family, and its name is not known', async (word) => {
    const { exitCode, stdout } = await explain(word);
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('not known here');
    expect(stdout).not.toContain('Port:');
  });

  test('a stage of the installation, by its state message', async () => {
    const { stdout } = await explain('309');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'State message 309: what CCMSetup reports to the fallback status point talking to the distribution point: the client files could not be downloaded by BITS',
    );
  });

  test('as JSON it tells the same rows, and what a number means besides', async () => {
    const read = async (...words: string[]) =>
      JSON.parse((await explain(...words, '-o', 'json')).stdout);
    const { flows, meanings } = await read('client-push', '--product', 'cm2007');
    expect(flows.map(({ id }: { id: string }) => id)).toEqual(
      allFlows(['cm2007'])
        .filter(({ flow }) => flow.method === 'client-push')
        .map(({ flow }) => flow.id),
    );
    expect(meanings).toEqual([]);
    const error = await read('0x80070035');
    expect([error.flows, error.meanings]).toMatchObject([
      [],
      [
        {
          kind: 'error',
          code: '0x80070035',
          symbol: 'ERROR_BAD_NETPATH',
          flows: ['smb', 'source-smb', 'share-smb', 'dp-smb'],
        },
      ],
    ]);
  });
});

test.each([
  ['push', 'client-push'],
  ['Client Push', 'client-push'],
  ['gpo', 'group-policy'],
  ['WSUS', 'software-update-point'],
  ['445/tcp', '445'],
  ['TCP 445', '445'],
  ['tcp:135', '135'],
  ['port 445', '445'],
  ['SMB', 'smb'],
  ['client-push/SMB', 'client-push/smb'],
])('%s is what %s is', async (said, meant) => {
  const told = await explain(said);
  expect(told.exitCode).toBe(0);
  expect(told.stdout).toBe((await explain(meant)).stdout);
});
