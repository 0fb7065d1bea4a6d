import fs from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeFolder, run, runAsIs } from './run.ts';

const SITE = '# a site\nproduct: cm2007\nroles:\n  managementPoints: [mp01.contoso.com]\n';
const folder = makeFolder({ 'site.yaml': SITE, 'list.csv': 'Name\npc001\n', pc002: 'pc003\n' });
afterAll(() => fs.rmSync(folder, { recursive: true }));

function words(line: string): readonly string[] {
  return line.split(' ');
}

describe('what people of other tools type', () => {
  test.each(['-h', '-?', '/?', '/help', '/H', 'help', 'HELP', '-Help'])(
    '%s is help',
    async (said) => {
      expect(await runAsIs([said])).toEqual(await runAsIs(['--help']));
    },
  );

  test.each([
    'check -h',
    'check /?',
    'check /help',
    'help check',
    'Check -?',
    'check --mp mp01 -h',
  ])('%s is help on the command', async (said) => {
    expect(await runAsIs(words(said))).toEqual(await runAsIs(['check', '--help']));
  });

  test.each(['version', '-v', '-V', '/version', 'Version'])('%s is the version', async (said) => {
    expect(await runAsIs([said])).toEqual(await runAsIs(['--version']));
  });

  test('behind two dashes nothing is help', async () => {
    expect((await runAsIs(['explain', '--', '-h'])).code).toBe(2);
  });

  test.each([
    'plan -Product cm2007 -Mp mp01 -Output json',
    'PLAN --Product cm2007 --MP mp01 -o json',
    'plan -product:cm2007 -mp=mp01 -Output:json',
  ])('%s is understood', async (said) => {
    const meant = await runAsIs(words('plan --product cm2007 --mp mp01 -o json'));
    expect(meant.code).toBe(0);
    expect(await runAsIs(words(said))).toEqual(meant);
  });

  test('-ClientName is --client-name', async () => {
    const said = 'check --product cm2007 --client pc001 -ClientName x';
    expect((await runAsIs(words(said))).stderr).toContain('--client-name names this machine');
  });
});

describe('the right words are said for', () => {
  test.each([
    ['check --cleint PC001', '"--cleint" is no option of check; did you mean --client?'],
    ['check -Cleint PC001', '"-Cleint" is no option of check; did you mean --client?'],
    ['check --comunication=http', 'did you mean --communication?'],
    ['check --no-colour', 'did you mean --no-color?'],
    ['check --frobnicate', '"--frobnicate" is no option of check; see --help'],
    ['check /client:PC001', 'did you mean --client PC001?'],
    ['check PC001', 'did you mean --client PC001?'],
    ['check list.csv', 'did you mean --clients list.csv?'],
    ['check $(reboot)', 'did you mean --client NAME?'],
    ['check --client list.csv', '--client takes the names of clients; --clients list.csv reads'],
    ['check --client other.txt', '--client takes the names of clients; --clients other.txt reads'],
    ['check --clients PC001', 'there is no file "PC001", and --clients takes a file of names'],
    ['check --clients PC001', 'a client is named with --client PC001'],
    ['check --clients 10.0.0.0/30', 'a client is named with --client 10.0.0.0/30'],
    ['check --clients other.txt', '--clients: can\'t read "other.txt"'],
    ['check -ComputerName pc1', '"-ComputerName" is no option of check; did you mean --client?'],
    ['check --computers pc1', 'did you mean --client?'],
    ['check -InputFile list.csv', 'did you mean --clients?'],
    [
      'plan --product 2007',
      '--product: "2007" is none of cm2007, current-branch; did you mean cm2007?',
    ],
    ['plan --product=Current-Branch', 'did you mean current-branch?'],
    ['check --client pc1 --method push', 'did you mean client-push?'],
    ['check --client pc1 --method manual ClientPush', 'did you mean client-push?'],
    ['check --client pc1 --from siteserver', 'did you mean site-server?'],
    ['check --clients a.json --only ok', 'did you mean works?'],
    ['check --clients a.json --only blocked', 'did you mean breaks?'],
    [
      'check --client pc1 --method foo',
      '--method: "foo" is none of client-push, software-update-point',
    ],
    ['check --clients site.yaml', '--clients: site.yaml is a site file'],
    ['check --clients site.yaml', '--site site.yaml reads it'],
    ['plan -o out.csv', "a file's name follows its format: -o csv=out.csv"],
    ['plan -o csv:out.csv', "a file's name follows its format: -o csv=out.csv"],
    ['check -o out.HTM', "a file's name follows its format: -o html=out.HTM"],
    ['check -o ready.txt', "a file's name follows its format: -o ready=ready.txt"],
    ['check -o Clients.csv', '-o clients=Clients.csv'],
    ['check -o a;b.csv', "a file's name follows its format: -o csv=FILE"],
    ['check -o out.xlsx', '"out.xlsx" is not a format of this command; allowed: table'],
    ['diff a', 'something is missing: ccm-preflight diff <old> <new>; see --help'],
    ['explain', 'something is missing: ccm-preflight explain <what>; see --help'],
    ['merge', 'something is missing: ccm-preflight merge <reports..>; see --help'],
  ])('%s', async (said, told) => {
    const ended = await run(words(said), { cwd: folder });
    expect(ended).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(told) });
    expect(ended.stderr).not.toMatch(/got \d|%/);
  });

  test.each([
    ['check --cleint x', '"--cleint" は check のオプションではありません。--client のことですか'],
    ['diff a', '引数が足りません: ccm-preflight diff <old> <new>'],
    ['check --client list.csv', '--clients list.csv を指定してください'],
    ['check --clients PC001', '--client PC001 を使ってください'],
    ['check -o out.csv', '-o csv=out.csv'],
  ])('%s in Japanese', async (said, told) => {
    const ended = await run([...words(said), '--lang', 'ja'], { cwd: folder });
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(told)]);
  });

  test('a client that is called like a file, which may be meant', async () => {
    const ended = await run(words('plan --client pc002 --from client'), { cwd: folder });
    expect(ended.stderr).toContain('--clients pc002 would read names from it');
    expect(ended.code).toBe(0);
  });
});
