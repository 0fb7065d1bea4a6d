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

  test.each(['0x80070035', '0X80070035', '53', '-2147024843', '2147942453'])(
    'an error of a log in each of its forms: %s',
    async (word) => {
      const { exitCode, stdout } = await explain(word);
      expect(exitCode).toBe(0);
      expect(stdout.split('\n')[0]).toBe('0x80070035 (53, the network path was not found)');
      const text = stdout.replaceAll(/\s+/g, ' ');
      expect(text).toContain('SMB to the client ccm.log no address, no answer, refused');
      expect(text).toContain('ccm-preflight explain client-push/smb');
      expect(text).not.toContain('RPC endpoint mapper');
    },
  );

  test('an error that is no network matter points to no firewall', async () => {
    const { stdout } = await explain('0x8007052E');
    expect(stdout).toContain('0x8007052E (1326, the user name or password is incorrect');
    expect(stdout).toContain('No network matter');
    expect(stdout).not.toContain('ccm-preflight explain');
  });

  test.each(['0xdeadbeef', '0x12', '99999'])('%s is no error that is known', async (word) => {
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
    ['nonsense', 'is no method, requirement or port; allowed: client-push, software-update-point'],
    ['client-push/nonsense', 'allowed: client-push/slp-http'],
    ['99999', '"99999" is not a port: a number from 1 to 65535'],
    ['23', 'no method uses port 23'],
  ])('%s is refused with what is allowed', async (what, message) => {
    const { exitCode, stdout, stderr } = await explain(what);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
