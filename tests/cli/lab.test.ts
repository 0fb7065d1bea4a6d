import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { selfTest } from '../../src/cli/lab/self-test.ts';
import { main } from '../../src/cli/main.ts';
import { startLab } from '../../src/lab/lab.ts';
import { makeFolder } from '../support/folder.ts';
import { type TestStreams, testStreams } from '../support/streams.ts';
import { printedBy } from '../support/printed.ts';

const folder = makeFolder();
const { PATH } = process.env;

afterEach(() => {
  process.env['PATH'] = PATH;
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(
  argv: readonly string[],
  streams = testStreams({ cwd: folder }),
): Promise<Ended> {
  const code = await main(argv, streams);
  return { code, stdout: streams.stdout.text, stderr: streams.stderr.text };
}

/** A paragraph as one line. */
const unwrapped = (text: string): string => text.replace(/\s+/g, ' ');

describe('lab --check', () => {
  test('breaks SMB by default, and shows both reports', async () => {
    const { code, stdout, stderr } = await run(['lab', '--check']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(unwrapped(stdout)).toContain('Broken on purpose: client-push/smb=refuse.');
    const [, siteServer = '', client = ''] = stdout.split(/^=== .* ===$/m);
    expect(unwrapped(siteServer)).toContain('seen from the site server');
    expect(unwrapped(siteServer)).toContain('✖ client push breaks: SMB to the client');
    expect(siteServer).toContain('Exit code 1');
    expect(unwrapped(client)).toContain('seen from the client');
    expect(unwrapped(client)).toContain('✔ Group Policy works: every flow that it needs is open');
    expect(client).toContain('Exit code 0');
    expect(unwrapped(client)).toContain(
      'Both reports are right: client-push/smb=refuse was found, and the other ',
    );
  });

  test('of clients on the internet breaks their gateway by default', async () => {
    const { code, stdout, stderr } = await run(['lab', '--check', '--location', 'internet']);
    expect([code, stderr]).toEqual([0, '']);
    const [, siteServer = '', client = ''] = stdout.split(/^=== .* ===$/m);
    expect(unwrapped(siteServer)).toContain(
      'client push: not applicable, the clients are on the internet',
    );
    expect(unwrapped(client)).toContain(
      'manual or logon script breaks: cloud management gateway HTTPS',
    );
    expect(unwrapped(client)).toContain(
      'Both reports are right: manual/cmg-https=refuse, software-distribution/cmg-https=refuse were found',
    );
  });

  test('of Configuration Manager 2007 has no clients on the internet', async () => {
    const words = ['lab', '--check', '--product', 'cm2007', '--location', 'internet'];
    const { code, stderr } = await run(words);
    expect(code).toBe(2);
    expect(stderr).toContain('--location internet: only current-branch has cloud management');
  });

  test.each([
    ['nothing broken', ['--fault', 'none']],
    ['native mode', ['--communication', 'native', '--fault', 'manual/mp-https=wrong-name']],
    [
      'enhanced HTTP',
      [
        '--product',
        'current-branch',
        '--communication',
        'enhanced-http',
        '--fault',
        'software-distribution/dp-https=expired-certificate',
        '--fault',
        'client-push/smb=wrong-name',
      ],
    ],
    [
      'silence, and all methods from /source',
      [
        '--source',
        'manual',
        'group-policy',
        'software-update-point',
        '--timeout',
        '2s',
        '--fault',
        'client-push/rpc-endpoint-mapper=silent',
        'manual/source-smb=silent',
        'client-push/rpc-endpoint-mapper-udp=silent',
      ],
    ],
  ])('%s', async (_name, argv) => {
    const { code, stdout, stderr } = await run(['lab', '--check', ...argv]);
    expect(stderr).toBe('');
    expect(unwrapped(stdout)).toContain('Both reports are right: ');
    expect(code).toBe(0);
  });

  test('without a ping program: ICMP is asked natively, or is an error of this machine', async () => {
    process.env['PATH'] = folder;
    const { code, stdout, stderr } = await run(['lab', '--check']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(unwrapped(stdout)).toContain('Both reports are right');
  });

  test('interrupted: 130, and nothing is compared', async () => {
    const streams = testStreams({ cwd: folder });
    const running = run(['lab', '--check', '--fault', 'manual/mp-http=silent'], streams);
    await streams.stdout.contains('=== 1.');
    streams.abort();
    const { code, stdout } = await running;
    expect(code).toBe(130);
    expect(stdout).not.toContain('=== 2.');
    expect(stdout).not.toContain('Both reports');
  });

  test('a lab that is not as promised: 4, and stderr says in what', async () => {
    const lab = await startLab({ faults: ['manual/mp-http=close'] });
    await lab.close();
    const streams = testStreams({ cwd: folder });
    const appearance = { colors: false, characters: 'unicode' as const, width: 80 };
    const code = await selfTest(lab, { timeoutMs: 3000, appearance }, streams);
    expect(code).toBe(4);
    expect(streams.stdout.text).toContain('=== 2. On the client ===');
    expect(streams.stdout.text).not.toContain('Both reports');
    const [title, ...differences] = streams.stderr.text.trimEnd().split('\n');
    expect(title).toBe('ccm-preflight: the reports above are not what the lab promises:');
    expect(differences).toContain('  client-push/smb: expected open, found refused (ECONNREFUSED)');
    expect(differences).toContain(
      '  manual/mp-http: expected wrong-service, found refused (ECONNREFUSED)',
    );
  });
});

describe('lab', () => {
  /** Starts a lab, waits until it runs, and looks at it with `check`. */
  async function whileItRuns(
    argv: readonly string[],
    look: (printed: string, streams: TestStreams) => Promise<void>,
  ): Promise<Ended> {
    const streams = testStreams({ cwd: folder });
    const running = run(['lab', ...argv], streams);
    await Promise.race([streams.stdout.contains('Ctrl-C'), running]);
    try {
      await look(streams.stdout.text, streams);
    } finally {
      streams.abort();
    }
    return running;
  }

  /** The commands that it prints, as words after the program's name. */
  function commandsIn(printed: string): readonly (readonly string[])[] {
    return [...printed.matchAll(/^ {2}ccm-preflight (check .*)$/gm)].map(
      ([, words = '']) =>
        words.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [],
    );
  }

  test('runs until interrupted, its commands work, and it leaves nothing behind', async () => {
    const files: string[] = [];
    const { code, stderr } = await whileItRuns(
      ['--fault', 'client-push/mp-http=http-500'],
      async (printed) => {
        expect(printed).toContain('management point, 127.0.0.2');
        expect(printed).toMatch(/^ {6}broken: http-500$/m);
        expect(unwrapped(printed)).toContain(
          'Broken on purpose: client-push/mp-http=http-500, software-update-point/mp-http=http-500',
        );
        const [siteServer = [], client = [], ...more] = commandsIn(printed);
        expect(more).toEqual([]);
        files.push(
          ...[...printed.matchAll(/^(?:Site file|CA of its certificates): (.*)$/gm)].map(
            ([, file = '']) => file,
          ),
        );
        expect(files.map((file) => existsSync(file))).toEqual([true, true]);
        const first = await run([...siteServer, '-o', 'json']);
        expect(first.stderr).toBe('');
        expect(first.code).toBe(0);
        const second = await run([...client, '-o', 'json']);
        expect(second.code).toBe(1);
        expect(JSON.parse(printedBy(second))).toMatchObject({
          clients: [{ client: 'localhost', methods: expect.anything() }],
          summary: { verdicts: { manual: { breaks: 1 }, 'software-distribution': { works: 1 } } },
        });
      },
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(files.map((file) => existsSync(path.dirname(file)))).toEqual([false, false]);
  });

  test('--site-file: written where it is asked for, removed at the end', async () => {
    const { code } = await whileItRuns(
      ['--site-file', 'mine.yaml', '--product', 'current-branch'],
      async (printed) => {
        expect(printed).toContain(path.join(folder, 'mine.yaml'));
        expect(readFileSync(path.join(folder, 'mine.yaml'), 'utf8')).toContain(
          'product: current-branch',
        );
        expect(readFileSync(path.join(folder, 'mine-ca.pem'), 'utf8')).toContain(
          'BEGIN CERTIFICATE',
        );
        const planned = await run(['plan', '--site', 'mine.yaml']);
        expect(planned.code).toBe(0);
      },
    );
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['taken.yaml', 'taken-ca.pem'])('a foreign %s is not touched', async (file) => {
    const foreign = path.join(folder, file);
    writeFileSync(foreign, 'mine');
    const { code, stdout, stderr } = await run(['lab', '--site-file', 'taken.yaml']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `ccm-preflight: --site-file: "${foreign}" exists already, and the lab overwrites no file\n`,
    );
    expect(readFileSync(foreign, 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual([file]);
    rmSync(foreign);
  });

  test('a folder that is not there', async () => {
    const { code, stderr } = await run(['lab', '--site-file', 'nowhere/lab.yaml']);
    expect(code).toBe(2);
    expect(stderr).toContain("--site-file: can't write ");
    expect(stderr).toContain('ENOENT');
  });
});

describe('bad usage', () => {
  test.each([
    [['--fault', 'client-push/icmp=refuse'], "ICMP can't be broken on loopback"],
    [['--fault', 'client-push/smb'], 'is not REQUIREMENT=FAULT'],
    [['--fault', 'none', 'client-push/smb=refuse'], '--fault: none stands alone'],
    [['--source', 'none', 'manual'], '--source: none stands alone'],
    [['--communication', 'https'], 'does not exist in product cm2007; allowed: mixed, native'],
    [['--timeout', '1s'], '--timeout belongs to --check'],
    [['--check', '--timeout', 'soon'], '--timeout: "soon" is not a duration'],
    [['--check', '--site-file', 'lab.yaml'], '--site-file is for a lab that keeps running'],
    [['--product', 'cm2012'], '--product: "cm2012" is none of cm2007, current-branch'],
    [['--check', '--output', 'json'], '"--output" is no option of lab'],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await run(['lab', ...argv]);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('--help tells every option and gives examples', async () => {
    const { code, stdout } = await run(['lab', '--help']);
    expect(code).toBe(0);
    for (const option of ['check', 'fault', 'product', 'communication', 'source', 'site-file']) {
      expect(stdout).toContain(`--${option} `);
    }
    expect(unwrapped(stdout)).toContain('is broken for all of them');
    expect(stdout).toContain('ccm-preflight lab --check');
  });
});
