import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CI_ATTACKS, ciCommandsIn } from '../support/ci-commands.ts';
import { makeFolder, run } from './run.ts';

const folder = makeFolder({ 'site.yaml': 'product: cm2007\n', 'list.txt': 'pc001\n' });
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Names and words that steer a terminal, end a line, turn it round, or command a CI system. */
const WORDS = [
  'a\u001b[31mb\u009b31mc\u202ed\u2028e',
  'a\r\nb',
  '\n::error::x ##[error]y',
  '##vso[task.complete]##teamcity[x]section_start:1:x',
] as const;

/** All attacks in few texts, for each takes a run. */
const MANY = [0, 1, 2].map((first) =>
  CI_ATTACKS.filter((_attack, at) => at % 3 === first)
    .toReversed()
    .join(' '),
);

/** What no terminal may be sent but the end of a line. */
const STEERS = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Every command with a hostile word where it takes a name or a value. */
const COMMANDS: readonly (readonly [title: string, argv: (word: string) => readonly string[]])[] = [
  ['an unknown command', (word) => [word]],
  ['an unknown option', (word) => ['plan', `--${word}`]],
  ['an unknown format', (word) => ['plan', '-o', word]],
  ['a format with a file that cannot be written', (word) => ['plan', '-o', `table=no/${word}`]],
  ['a choice', (word) => ['check', '--icmp', word]],
  ['a switch', (word) => ['check', `--strict=${word}`]],
  ['a duration', (word) => ['check', '--timeout', word]],
  ['a number', (word) => ['check', '--retries', word]],
  ['a site file', (word) => ['plan', '--site', word]],
  ['a CA', (word) => ['check', '--site', 'site.yaml', '--ca', word]],
  ['a client', (word) => ['check', '--client', word]],
  ['a list', (word) => ['check', '--site', 'site.yaml', '--clients', word]],
  [
    'a column',
    (word) => ['check', '--site', 'site.yaml', '--clients', 'list.txt', '--column', word],
  ],
  ['a share', (word) => ['check', '--site', 'site.yaml', '--clients', 'list.txt', '--shard', word]],
  ['a host', (word) => ['plan', '--mp', word]],
  ['a UNC path', (word) => ['plan', '--source', word]],
  ['a setting', (word) => ['plan', '--set', word]],
  ["a setting's value", (word) => ['plan', '--set', `siteCode=${word}`]],
  ['what to explain', (word) => ['explain', word]],
  ['a report', (word) => ['merge', word]],
  ['a domain', (word) => ['merge', 'x', '--domain', word]],
  ['two reports', (word) => ['diff', word, word]],
  ['a log', (word) => ['diagnose', word]],
  ['a time', (word) => ['diagnose', 'x', '--since', word]],
  ['a file to make', (word) => ['init', `no/${word}`]],
  ['a fault', (word) => ['lab', '--fault', word]],
  ['a shell', (word) => ['completion', word]],
];

describe('a word never steers the terminal or the CI system that it is shown on', () => {
  test.each(COMMANDS)(
    '%s',
    async (_title, argv) => {
      for (const word of WORDS) {
        const ended = await run(argv(word), { cwd: folder });
        expect(ended.code).not.toBe(0);
        expect(ended.stderr).not.toBe('');
        expect(ended.stdout + ended.stderr).not.toMatch(STEERS);
        expect(ciCommandsIn(ended.stdout + ended.stderr)).toEqual([]);
        expect(ended.stderr).not.toContain('a fault of this tool');
      }
    },
    60_000,
  );

  test('a line feed of a name ends no line', async () => {
    const ended = await run(['plan', '--site', 'a\nb: c'], { cwd: folder });
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.stderr).toContain('"a\u{fffd}b: c"');
  });
});

test('files that are there and are called so', async () => {
  for (const name of WORDS.slice(1)) {
    fs.writeFileSync(path.join(folder, name), 'product: [\n');
    for (const argv of [
      ['plan', '--site', name],
      ['merge', name],
      ['diff', name, name],
      ['diagnose', name],
      ['init', name],
      ['check', '--site', 'site.yaml', '--client', 'pc001.invalid', '--resume', name],
    ]) {
      const ended = await run(argv, { cwd: folder });
      expect(ended.code).toBe(2);
      expect(ended.stderr).not.toMatch(STEERS);
      expect(ciCommandsIn(ended.stdout + ended.stderr)).toEqual([]);
    }
    fs.rmSync(path.join(folder, name));
  }
});

/** A saved report in which clients call themselves by a text of somebody else's. */
function savedWith(saying: string, day: string): string {
  const report = fs.readFileSync(
    new URL(`../../fixtures/readme/${day}.ndjson`, import.meta.url),
    'utf8',
  );
  const text = JSON.stringify(saying).slice(1, -1);
  const file = `${day}.ndjson`;
  fs.writeFileSync(
    path.join(folder, file),
    report.replaceAll(
      /("port":445,"outcome":"open","reached":"service","rttMs":1.5)\}/g,
      (_all, said: string) =>
        `${said},"evidence":{"kind":"smb","protocol":"smb2","dialect":"${text}","dnsComputerName":"${text}"}}`,
    ),
  );
  return file;
}

describe('what a saved report says', () => {
  test.each([
    'table',
    'json',
    'ndjson',
    'markdown',
    'csv',
    'junit',
    'prometheus',
    'html',
    'firewall',
  ])('merge -o %s', async (format) => {
    for (const attack of [...MANY, 'x\u009b31m\u202ey']) {
      const ended = await run(['merge', savedWith(attack, 'monday'), '-o', format], {
        cwd: folder,
      });
      expect(ended.stdout).not.toBe('');
      expect(ciCommandsIn(ended.stdout + ended.stderr)).toEqual([]);
      // Data of a page are parted by control characters; no terminal shows it.
      const shown = format === 'html' ? '' : ended.stdout.replaceAll('\r\n', '\n');
      const text = format === 'csv' ? shown.replace(/^\ufeff/u, '') : shown;
      expect(text).not.toMatch(STEERS);
    }
  });

  test.each(['table', 'json', 'markdown'])('diff -o %s', async (format) => {
    for (const attack of MANY) {
      const ended = await run(
        ['diff', savedWith(attack, 'monday'), savedWith(attack, 'tuesday'), '-o', format],
        { cwd: folder },
      );
      expect(ended.stdout).not.toBe('');
      expect(ciCommandsIn(ended.stdout + ended.stderr)).toEqual([]);
    }
  });

  test('a line that merge hands on as it is keeps no raw character that steers', async () => {
    const file = savedWith('plain', 'monday');
    const raw = fs.readFileSync(path.join(folder, file), 'utf8');
    fs.writeFileSync(
      path.join(folder, file),
      raw.replaceAll('"dialect":"plain"', '"dialect":"x\u009b31m\u202e##vso[y]"'),
    );
    const ended = await run(['merge', file, '-o', 'ndjson'], { cwd: folder });
    expect(ended.stdout).toContain(String.raw`x31m\u0023#vso[y]`);
    expect(ended.stdout).not.toMatch(STEERS);
  });
});

describe('what a log says', () => {
  test.each(['table', 'json', 'markdown'])('diagnose -o %s', async (format) => {
    for (const attack of MANY) {
      const line = (text: string, second: number): string =>
        `${text}  $$<SMS_CLIENT_CONFIG_MANAGER><01-05-2026 10:00:0${second}.000+000><thread=1>\n`;
      const log = [
        line(`---> Failed to connect to \\\\pc1\\admin$ (53) ${attack}`, 0),
        line(
          `---> ERROR: Unable to access target machine for request: "1", machine name: "pc1",  access denied or invalid network path. ${attack}`,
          1,
        ),
        line(`${attack} error 0x8badf00d ${attack}`, 2),
      ];
      fs.writeFileSync(path.join(folder, 'ccm.log'), log.join(''));
      const ended = await run(['diagnose', 'ccm.log', '-o', format], { cwd: folder });
      expect(ended.stdout).toContain('pc1');
      expect(ciCommandsIn(ended.stdout + ended.stderr)).toEqual([]);
    }
  });
});
