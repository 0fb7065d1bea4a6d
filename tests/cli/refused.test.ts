import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Listener, closeListeners, startListener } from '../support/listeners.ts';
import { makeFolder, run } from './run.ts';

const folder = makeFolder({
  'empty.txt': '',
  'comments.txt': '# nobody\n\n',
  'bad-names.txt': 'pc001\n-rf\n',
  'bad.csv': 'Name,Site\npc001,S01\npc 002,S01\n',
  'no-names.csv': 'Site,Build\nS01,19045\n',
  'port.txt': 'pc001:445\n',
  'typo.yaml': 'prodct: cm2007\n',
  'large.yaml': `# ${'x'.repeat(1_048_577)}\n`,
  'no.pem': 'hello\n',
});
let listener: Listener;

beforeAll(async () => {
  listener = await startListener();
});
afterAll(async () => {
  await closeListeners();
});

interface Seen {
  readonly message: string;
  /** Everything else that came of it. */
  readonly rest: {
    readonly code: number;
    readonly stdout: string;
    /** Connections to the one who was there to connect to. */
    readonly sent: number;
    /** What could steer a terminal. */
    readonly unsafe: readonly string[];
  };
}

async function refuse(argv: readonly string[], stdin?: string): Promise<Seen> {
  const before = listener.count();
  const options = { cwd: folder, ...(stdin === undefined ? {} : { stdin }) };
  const { code, stdout, stderr } = await run(argv, options);
  const unsafe = stderr.replaceAll('\n', '').match(/\p{C}/gu) ?? [];
  return { message: stderr, rest: { code, stdout, sent: listener.count() - before, unsafe } };
}

const REFUSED: Seen['rest'] = { code: 2, stdout: '', sent: 0, unsafe: [] };

const here = (): string => `127.0.0.1:${listener.port}`;

describe('check refuses', () => {
  test.each<[string, RegExp | string]>([
    [
      '--rate 0',
      /--rate: a whole number from 1 to 1000000, or none for no limit, is expected, found "0"/,
    ],
    [
      '--rate fast',
      /--rate: a whole number from 1 to 1000000, or none for no limit, is expected, found "fast"/,
    ],
    ['--lang fr', /^ccm-preflight: --lang: "fr" is none of en, ja\n$/],
    ['--bogus', '"--bogus" is no option of check; see --help'],
    ['pc001', '"pc001" is no option of check; did you mean --client pc001?'],
    ['--qui', '"--qui" is no option of check; did you mean --quiet?'],
    ['-o table -o json', /-o: table and json both go to stdout; give one a file: -o json=FILE/],
    ['-o json=a -o ndjson=a', /-o: json and ndjson both go to "a"/],
    ['-o xml', /-o: "xml" is not a format of this command; allowed: table, /],
    ['-o yaml', /-o: "yaml" is not a format/],
    [
      '-o json=no/such/x.json',
      /-o: can't write "no\/such\/x\.json": its folder is not there \(ENOENT\)/,
    ],
    ['-o table -o ndjson=typo.yaml/x', /-o: can't write "typo\.yaml\/x": a part of its path is no/],
    ['-o html=.', /-o: can't write "\.": it is a folder \(EISDIR\)/],
    ['-o json=', /-o: "json=" names no file/],
    ['-o', /^ccm-preflight: -o: a value is missing; see --help\n$/],
    ['--timeout 3', /--timeout: "3" is not a duration from 50ms to 10m, such as 3s or 500ms/],
    ['--timeout 0s', /--timeout: "0s" is not a duration/],
    ['--timeout 11m', /--timeout: "11m" is not a duration/],
    ['--timeout 1h', /--timeout: "1h" is not a duration/],
    ['--timeout -3s', /timeout|Unknown/],
    ['--timeout NaNs', /--timeout: "NaNs" is not a duration/],
    ['--timeout 3s --timeout 4s', '--timeout is given more than once'],
    ['--retries abc', /--retries: a whole number from 0 to 10 is expected, found "abc"/],
    ['--retries 1.5', /--retries: a whole number/],
    ['--retries -1', /retries|Unknown/],
    ['--retries 11', /--retries: a whole number from 0 to 10/],
    ['--retries 0x1', /--retries: a whole number/],
    ['--retries=', /--retries: a whole number from 0 to 10 is expected, found ""/],
    ['--retries', '--retries: a value is missing; see --help'],
    ['--retries 1 --retries 2', '--retries is given more than once'],
    ['--concurrency 0', /--concurrency: a whole number from 1 to 65536/],
    ['--concurrency NaN', /--concurrency: a whole number from 1 to 65536 is expected, found "NaN"/],
    ['--strict=1', /--strict is a switch and takes no value, found "1"/],
    ['--quiet=maybe', /--quiet is a switch/],
    ['--from nowhere', /--from: "nowhere" is none of site-server, client/],
    ['--from client --from client', '--from is given more than once'],
    ['--from client --client pc001', /--from client looks from this machine.*--client-name/],
    [
      '--from site-server',
      /--from site-server needs the clients to look at: --client or --clients/,
    ],
    ['--client pc001 --client-name pc002', /--client-name names this machine/],
    ['--client-name a --client-name b', '--client-name is given more than once'],
    ['--client-name pc_1;', 'is not a host name'],
    ['--method manual -o json --from nowhere', /--from: "nowhere" is none of site-server, client/],
    ['--method client-push,manual', /software-distribution; did you mean client-push manual\?$/m],
    ['--method client-push,ftp', /"client-push,ftp" is none of .*software-distribution$/m],
    ['--method push', /--method: "push" is none of client-push.*did you mean client-push/],
    ['--product sccm', /--product: "sccm" is none of/],
    ['--communication tls', /--communication: "tls" is none of/],
    [
      '--communication https',
      /--communication: communication "https" does not exist in product cm2007; allowed: mixed, native/,
    ],
    [
      '--product current-branch --communication native',
      /--communication: communication "native" does not exist/,
    ],
    ['--client -rf', /^ccm-preflight: --client: a value is missing/],
    ['--client=-rf', /--client: a host name may not begin with "-": "-rf"/],
    ['--client $(reboot)', /--client: "\$\(reboot\)" is not a host name/],
    ['--client pc001:445', /--client: "pc001:445" names a port/],
    ['--client 0.0.0.0', /--client: 0\.0\.0\.0 is an unspecified address/],
    ['--client', '--client: a value is missing; see --help'],
    ['--from --quiet', '--from: a value is missing, one of site-server, client; see --help'],
    ['--client --timeout 3s', '--client: a value is missing; see --help'],
    ['--clients empty.txt', '--clients: empty.txt holds no client'],
    ['--clients comments.txt', '--clients: comments.txt holds no client'],
    ['--clients bad-names.txt', /bad-names\.txt:2: a host name may not begin with "-"/],
    ['--clients bad.csv', /bad\.csv:3: "pc 002" is not a host name/],
    [
      '--clients no-names.csv',
      /no-names\.csv:1: this looks like CSV, but no column holds the computer's name/,
    ],
    ['--clients port.txt', /port\.txt:1: "pc001:445" names a port/],
    ['--clients gone.txt', /--clients: can't read "gone\.txt": it is not there \(ENOENT\)/],
    ['--clients .', /--clients: can't read "\.": it is a folder \(EISDIR\)/],
    ['--clients empty.txt --clients empty.txt', '--clients is given more than once'],
    ['--site gone.yaml', /--site: can't read "gone\.yaml": it is not there \(ENOENT\)/],
    ['--site large.yaml', /--site: "large\.yaml" has more than 1048576 bytes/],
    ['--site typo.yaml', /^typo\.yaml:1:1: unknown key "prodct"/],
    ['--site typo.yaml --site typo.yaml', '--site is given more than once'],
    ['--sup sup01 --sup-ssl maybe', /--sup-ssl: "maybe" is none of yes, no/],
    ['--sup-ssl yes', /--sup-ssl speaks of the hosts of --sup, which is not given/],
    ['--dp-serves http', /--dp-serves speaks of the hosts of --dp/],
    ['--dp dp01 --dp-serves ftp', /--dp-serves: "ftp" is none of/],
    ['--sup sup01:65535', /--sup: .*note 2 of the port document/],
    ['--slp mp01:99999', /--slp: .*"99999" is not a port/],
    ['--fsp [fsp01]:80', /--fsp: .*only an IPv6 address stands in brackets/],
    ['--source files01', /--source: .*is not a UNC path/],
    ['--run-from locl', /--run-from: .*is not a UNC path/],
    ['--http-port 0', /--http-port: .*from 1 to 65535, found 0/],
    ['--http-port x', /--http-port: .*must be a number, found "x"/],
    ['--smb-port 1 --smb-port 2', '--smb-port is given more than once'],
    ['--rpc-dynamic-ports 5000', /--rpc-dynamic-ports: .*is not a range of ports/],
    ['--site-code S0001', /--site-code: .*three letters or digits/],
    ['--ca no.pem', /--ca: "no\.pem" holds no PEM certificate/],
    ['--client-cert no.pem', /--client-cert: "no\.pem" holds no PEM certificate/],
    ['--client-key no.pem', /--client-key: "no\.pem" holds no unencrypted PEM private key/],
    ['--ca gone.pem', /--ca: can't read "gone\.pem": it is not there \(ENOENT\)/],
  ])('%s', async (words, message) => {
    const given = words.startsWith('--run-from') ? [] : ['--run-from', 'local'];
    const seen = await refuse(['check', '--mp', here(), ...given, ...words.split(' ')]);
    expect(seen.message).toMatch(message);
    expect(seen.rest).toEqual(REFUSED);
  });

  test('blanks, control characters and shell characters in names', async () => {
    for (const name of ['mp 01', 'mp\u0007', 'mp\u202e', 'mp|nc', '`id`', 'mp\n01', '']) {
      for (const flag of ['--fsp', '--client']) {
        const seen = await refuse(['check', `--mp=${here()}`, `${flag}=${name}`]);
        expect(seen.message).toMatch(/--fsp: |--client: /);
        expect(seen.rest).toEqual(REFUSED);
      }
    }
  });

  test('a bad name on standard input', async () => {
    const seen = await refuse(['check', '--mp', here(), '--clients', '-'], 'pc001\na b\n');
    expect(seen.message).toMatch(/^ccm-preflight: standard input:2: "a b" is not a host name/);
    expect(seen.rest).toEqual(REFUSED);
  });

  test('a key that is not that of its certificate, and one without the other', async () => {
    const { makeAuthority } = await import('../../src/lab/certificates.ts');
    const authority = await makeAuthority('test CA');
    const [one, other] = await Promise.all([
      authority.issue({ names: ['one'] }),
      authority.issue({ names: ['other'] }),
    ]);
    fs.writeFileSync(path.join(folder, 'cert.pem'), one.certificate);
    fs.writeFileSync(path.join(folder, 'key.pem'), other.key);
    const cases: readonly (readonly [string, RegExp])[] = [
      ['--client-cert cert.pem', /--client-cert and --client-key belong together/],
      ['--client-key key.pem', /--client-cert and --client-key belong together/],
      [
        '--client-cert cert.pem --client-key key.pem',
        /--client-key is not the key of --client-cert/,
      ],
      ['--ca key.pem', /--ca: "key\.pem" holds no PEM certificate/],
    ];
    for (const [words, message] of cases) {
      const seen = await refuse(['check', '--mp', here(), ...words.split(' ')]);
      expect(seen.message).toMatch(message);
      expect(seen.rest).toEqual(REFUSED);
    }
  });
});

describe('the tool refuses', () => {
  test.each<[string, RegExp | string]>([
    ['', /name a command first, .*; there are check, plan, /],
    ['mergo a.json b.json', '"mergo": no such command; did you mean merge?; see --help'],
    ['frobnicate', 'Unknown argument: frobnicate; see --help'],
    ['bogus', /Unknown argument: bogus/],
    ['--bogus', /bogus|name a command/],
    ['plan --timeout 3s', '"--timeout" is no option of plan'],
    ['plan --clients x', '"--clients" is no option of plan; did you mean --client?'],
    [
      'plan -o ndjson',
      /-o: "ndjson" is not a format of this command; allowed: table, json, csv, markdown/,
    ],
    ['plan -o json -o csv', /-o: json and csv both go to stdout/],
    ['plan --client=-x', /--client: a host name may not begin with "-"/],
    ['plan --lang de', /--lang: "de" is none of en, ja/],
  ])('%j', async (words, message) => {
    const seen = await refuse(words === '' ? [] : words.split(' '));
    expect(seen.message).toMatch(message);
    expect(seen.rest).toEqual(REFUSED);
  });
});

describe('plan sends nothing', () => {
  let before = 0;
  beforeEach(() => {
    before = listener.count();
  });

  test.each(['table', 'json', 'csv', 'markdown'])('as %s', async (format) => {
    const ended = await run(['plan', '--mp', here(), '--client', '127.0.0.1', '-o', format]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).not.toBe('');
    expect(listener.count()).toBe(before);
  });
});
