import { createPrivateKey } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeAuthority } from '../../src/lab/certificates.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { makeFolder, parseReport, run } from '../cli/run.ts';
import { runCommand } from '../real/support/command.ts';
import { BUILT_WORDS } from '../real/support/tool.ts';
import { printedBy } from '../support/printed.ts';

const PASSWORD = 'Hunter2-proxy-password';
const PASSPHRASE = 'correct-horse-passphrase';
const FAULT = new URL('./support/fault.js', import.meta.url).pathname;

const folder = makeFolder();
const at = (name: string): string => path.join(folder, name);
let lab: Lab;
/** Whatever must never be seen, in pieces, as a message might quote them. */
let secrets: readonly string[] = [];

beforeAll(async () => {
  const [authority, other] = await Promise.all([
    makeAuthority('test CA'),
    makeAuthority('other CA'),
  ]);
  const [own, foreign] = await Promise.all([
    authority.issue({ names: ['pc001'] }),
    other.issue({ names: ['pc002'] }),
  ]);
  const encrypted = createPrivateKey(own.key)
    .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })
    .toString();
  const files = {
    'own.pem': own.certificate,
    'own.key': own.key,
    'foreign.key': foreign.key,
    'encrypted.key': encrypted,
    'broken.key': own.key.replace(/\n.{20}/u, '\n!'),
  };
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(at(name), text);
  const lines = [own.key, foreign.key, encrypted].flatMap((pem) => pem.split('\n'));
  secrets = [
    PASSWORD,
    PASSPHRASE,
    ...lines
      .filter((line) => line.length > 20 && !line.startsWith('-'))
      .map((line) => line.slice(0, 16)),
  ];
  lab = await startLab({ communication: 'native' });
  fs.writeFileSync(at('site.yaml'), lab.siteFile);
  fs.writeFileSync(at('ca.pem'), lab.ca);
});
afterAll(async () => {
  await lab.close();
});

function expectNoSecret(text: string): void {
  expect(secrets.length).toBeGreaterThan(6);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}

describe('keys and passwords', () => {
  const MANUAL = ['check', '--product', 'cm2007', '--method', 'manual'];

  test.each<[string, readonly string[]]>([
    [
      'a key that is another certificate’s',
      ['--client-cert', 'own.pem', '--client-key', 'foreign.key'],
    ],
    ['a key that is encrypted', ['--client-cert', 'own.pem', '--client-key', 'encrypted.key']],
    ['a key that is broken', ['--client-cert', 'own.pem', '--client-key', 'broken.key']],
    ['a key in place of the certificate', ['--client-cert', 'own.key', '--client-key', 'own.key']],
    ['a key in place of a CA', ['--ca', 'own.key']],
    ['a key in place of a site file', ['--site', 'own.key']],
    ['a key in place of a list of clients', ['--clients', 'own.key']],
    ['a key without its certificate', ['--client-key', 'own.key']],
  ])('are not told by %s', async (_what, words) => {
    const { code, stdout, stderr } = await run([...MANUAL, ...words], { cwd: folder });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
    expectNoSecret(stderr);
  });

  const CREDENTIALS = ['--client-cert', 'own.pem', '--client-key', 'own.key', '--ca', 'ca.pem'];
  const env = {
    HTTP_PROXY: `http://user:${PASSWORD}@proxy:3128`,
    https_proxy: `http://user:${PASSWORD}@proxy:3128`,
  };

  test('are in no report', async () => {
    const outputs = ['-o', 'table', '-o', 'json=r.json', '-o', 'ndjson=r.ndjson'];
    const ended = await run([...MANUAL, '--site', 'site.yaml', ...CREDENTIALS, ...outputs], {
      cwd: folder,
      env,
    });
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    const written = ['r.json', 'r.ndjson'].map((name) => fs.readFileSync(at(name), 'utf8'));
    expectNoSecret([ended.stdout, ...written].join('\n'));
    expect(ended.stdout).toContain('HTTP_PROXY');
  });

  test('are in no fault of this tool that is printed with its stack', async () => {
    const files = CREDENTIALS.map((word) => (word.startsWith('--') ? word : at(word)));
    const [node, bin] = BUILT_WORDS;
    const words = [
      node,
      '--import',
      FAULT,
      bin,
      ...MANUAL,
      '--site',
      at('site.yaml'),
      ...files,
      '-o',
      'json',
    ];
    const { exitCode, stdout, stderr } = await runCommand(words, { environment: env });
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/a fault of this tool: Error: broken on purpose\n\s+at /u);
    expectNoSecret(stdout + stderr);
  });
});

describe('what is accepted of a certificate, and why,', () => {
  const check = (words: readonly string[]) =>
    run(['check', '--method', 'manual', '--site', 'site.yaml', ...words], { cwd: folder });

  test('is a warning in the table where the issuer is unknown', async () => {
    const { code, stdout } = await check([]);
    expect(code).toBe(0);
    expect(stdout.replaceAll(/\s+/gu, ' ')).toMatch(
      /certificate.*ccm-preflight lab CA.*(?:not known|unknown|does not chain)/iu,
    );
  });

  test.each([
    ['without a CA', [], 'unknown', expect.stringMatching(/^[A-Z_]+$/u)],
    ['with it', ['--ca', 'ca.pem'], 'trusted', null],
  ] as const)('is in the evidence %s', async (_what, words, issuerTrust, chainProblem) => {
    const report = parseReport(printedBy(await check([...words, '-o', 'json'])));
    const tls = {
      protocol: 'TLSv1.3',
      issuer: expect.stringContaining('ccm-preflight lab CA'),
      nameMatches: 'yes',
      chainProblem,
      issuerTrust,
    };
    expect(report.clients[0]?.requirements).toContainEqual(
      expect.objectContaining({
        id: 'manual/mp-https',
        outcome: 'open',
        endpoints: [
          expect.objectContaining({
            evidence: expect.objectContaining({ tls: expect.objectContaining(tls) }),
          }),
        ],
      }),
    );
    expect(report.clients[0]?.warnings.map(({ code }) => code).includes('unknown-issuer')).toBe(
      chainProblem !== null,
    );
  });
});
