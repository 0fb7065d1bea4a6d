import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { golden } from '../support/golden.ts';
import { pushLog, setupLog } from '../diagnose/read.ts';
import { MAX_COMPUTERS } from '../../src/diagnose/ledger.ts';
import { DIAGNOSED_LOGS } from '../../src/diagnose/model.ts';
import { main } from '../../src/cli/main.ts';
import { describeLong } from '../support/long.ts';
import { testStreams } from '../support/streams.ts';
import { makeFolder, run } from './run.ts';
import { printedBy } from '../support/printed.ts';

const PUSH = ['fixtures/logs/ccm.log', 'fixtures/logs/ccm.lo_'];
const SETUP = 'fixtures/logs/client';

describe('what is printed', () => {
  test.each([
    ['push.table', ['diagnose', ...PUSH]],
    ['push.json', ['diagnose', ...PUSH, '-o', 'json']],
    ['push.markdown', ['diagnose', ...PUSH, '-o', 'markdown']],
    ['push.ja', ['diagnose', ...PUSH, '--lang', 'ja']],
    ['cm2007.table', ['diagnose', 'fixtures/logs/cm2007']],
    ['setup.table', ['diagnose', SETUP, 'fixtures/logs/utf16/ccmsetup.log', 'fixtures/logs/cp932']],
    ['setup.markdown', ['diagnose', SETUP, 'fixtures/logs/cp932', '-o', 'markdown']],
    ['setup.ja', ['diagnose', SETUP, 'fixtures/logs/cp932', '--lang', 'ja']],
  ])('%s', async (name, argv) => {
    const { code, stdout, stderr } = await run(argv);
    expect(stderr).toBe('');
    const { actual, expected } = golden(`cli/diagnose-${name}`, {
      title: `ccm-preflight ${argv.join(' ')}`,
      text: stdout,
      exitCode: code,
    });
    expect(actual).toBe(expected);
  });

  test('of many computers, by what fails', async () => {
    const names = Array.from({ length: 30 }, (_none, index) => `PC${100 + index}`);
    const file = logOf(names.flatMap((name, index) => failing(name, index % 3 === 0 ? 67 : 53)));
    const { stdout } = await run(['diagnose', file]);
    expect(stdout).toMatch(/^30 computers: 30 failed\n\n✖ 20 computers: the push fails/);
    expect(stdout).toContain('and 15 more');
    expect(stdout).toMatch(/check --clients .*ccm\.log --method client-push/);
    expect(stdout).toContain('✖ 10 computers: the push fails');
  });

  test('can be cut by a pipe of any size: standard input', async () => {
    const { stdout, code } = await run(['diagnose', '-'], {
      stdin: readFileSync('fixtures/logs/ccm.log', 'utf8'),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^5 computers: 3 failed, 2 without a failure/);
    expect(stdout).toContain('Logs:\n  - -: 82 records');
  });
});

test('the schema of JSON', async () => {
  const time = z.iso.datetime({ local: true, offset: true }).nullable();
  const schema = z.strictObject({
    schema: z.literal('ccm-preflight/diagnosis/1'),
    tool: z.strictObject({ name: z.literal('ccm-preflight'), version: z.string() }),
    logs: z.array(
      z.strictObject({
        file: z.string(),
        records: z.number(),
        loose: z.number(),
        first: time,
        last: time,
      }),
    ),
    computers: z.array(
      z.strictObject({
        computer: z.string().nullable(),
        file: z.string(),
        log: z.enum(DIAGNOSED_LOGS),
        lastWord: z.enum(['failed', 'failing', 'resolved', 'succeeded', 'unfinished']),
        attempts: z.number().min(1),
        failures: z.number(),
        first: time,
        last: time,
        findings: z.array(
          z.strictObject({
            step: z.string(),
            error: z
              .strictObject({
                hex: z.string().regex(/^0x[0-9A-F]{8}$/),
                decimal: z.number(),
                symbol: z.string().nullable(),
                name: z.string().nullable(),
              })
              .nullable(),
            state: z.number().nullable(),
            nature: z.string(),
            causes: z.array(z.string()),
            requirements: z.array(z.string().regex(/^[a-z-]+\/[a-z-]+$/)),
            outcomes: z.array(z.string()),
            host: z.string().nullable(),
            count: z.number().min(1),
            first: time,
            last: time,
            line: z.string(),
            meaning: z.string().min(1),
            check: z.string().min(1),
          }),
        ),
        more: z.number(),
        commands: z.array(z.string().startsWith('ccm-preflight ')),
      }),
    ),
    unknown: z.strictObject({
      count: z.number(),
      first: z.array(
        z.strictObject({
          file: z.string(),
          line: z.number(),
          time,
          component: z.string(),
          text: z.string(),
        }),
      ),
    }),
    summary: z.strictObject({
      computers: z.number(),
      failed: z.number(),
      failing: z.number(),
      resolved: z.number(),
      succeeded: z.number(),
      unfinished: z.number(),
      exitCode: z.number(),
    }),
  });
  const told = await run(['diagnose', ...PUSH, SETUP, 'fixtures/logs/cm2007', '-o', 'json']);
  const report = schema.parse(JSON.parse(printedBy(told)));
  expect(report.computers).toHaveLength(9);
  expect(report.summary).toMatchObject({ computers: 9, failed: 7, exitCode: 1 });
});

describe('which logs', () => {
  test('rotated ones come in the order of time, whatever their order', async () => {
    const one = await run(['diagnose', ...PUSH, '-o', 'json']);
    const other = await run(['diagnose', ...PUSH.toReversed(), '-o', 'json']);
    const folder = await run(['diagnose', 'fixtures/logs', '-o', 'json']);
    expect(other.stdout).toBe(one.stdout);
    expect(folder.stdout).toBe(one.stdout);
    expect(one.stdout).toContain('"lastWord": "resolved"');
  });

  test('named twice are read once', async () => {
    const [file = ''] = PUSH;
    const { stdout } = await run(['diagnose', file, path.resolve(file), '-o', 'json']);
    expect(stdout).toContain('"records": 82');
    expect(stdout.match(/"records"/g)).toHaveLength(1);
  });

  test('of a computer by its share are of that computer', async () => {
    const cwd = makeFolder({ 'ccmsetup.log': readFileSync(`${SETUP}/ccmsetup.log`) });
    const { stdout } = await run(['diagnose', `/${path.join(cwd, 'ccmsetup.log')}`]);
    const [, computer = ''] = cwd.split('/');
    expect(stdout).toContain(`✖ ${computer}: the installation fails`);
  });

  test('a pattern names files, for some shells do not', async () => {
    const { stdout } = await run(['diagnose', 'fixtures/logs/ccm.l*']);
    expect(stdout).toMatch(/^5 computers: 3 failed, 1 resolved, 1 without a failure/);
  });

  test('a folder is looked through for known names', async () => {
    const cwd = makeFolder({
      'other.log': 'x',
      'ccmsetup.log': readFileSync(`${SETUP}/ccmsetup.log`),
    });
    copyFileSync(
      `${SETUP}/ccmsetup-20260105-100500.log`,
      path.join(cwd, 'ccmsetup-20260105-100500.log'),
    );
    const { stdout } = await run(['diagnose', '.'], { cwd });
    expect(stdout).toContain('2 of 2 attempts failed');
    expect(stdout).not.toContain('other.log');
  });

  test('one that ends while CCMSetup waits shows what failed so far, and ends with 1', async () => {
    const cwd = makeFolder({
      'ccmsetup.log': setupLog([
        '==========[ ccmsetup started in process 77 ]==========',
        '![CCMHTTP] ERROR: URL=http://mp4/SMS_MP/.sms_aut?MPLIST, Port=80, Options=480, Code=12029, Text=X',
      ]),
    });
    const { code, stdout } = await run(['diagnose', 'ccmsetup.log'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^1 computer: 1 unfinished, failing so far\n/);
    expect(stdout).toContain('talking to the management point (mp4): 0x80072EFD');
    expect(stdout).toContain('Points to: manual/mp-http');
    expect(stdout).toContain('1 attempt, the last not over yet');
    const json = await run(['diagnose', 'ccmsetup.log', '-o', 'json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      computers: [{ lastWord: 'failing', findings: [{ requirements: ['manual/mp-http'] }] }],
      summary: { failing: 1, exitCode: 1 },
    });
  });

  test('what points to no flow says whether that is known', async () => {
    const told = async (line: string): Promise<string> => {
      const file = logOf([...failing('PC1', 53).slice(0, 1), line]);
      return (await run(['diagnose', file])).stdout;
    };
    expect(await told('---> ERROR: Unexpected, error 0x8007ABCD')).toContain(
      'Points to: not known',
    );
    expect(await told('---> Failed to connect to \\\\PC1\\admin$ (5)')).toContain(
      'Points to: nothing in the port tables',
    );
  });

  test.each([
    ['ccm.log', ''],
    ['last-errors.csv', 'Name,LastErrorCode\r\n'],
  ])('one without a record says nothing, and is refused: %s', async (name, content) => {
    const cwd = makeFolder({ [name]: content });
    for (const words of [[name], [name, '-o', 'json'], ['.']]) {
      if (words[0] === '.' && name !== 'ccm.log') continue;
      const { code, stdout, stderr } = await run(['diagnose', ...words], { cwd });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('no record in ');
      expect(stderr).toContain(name);
    }
  });

  test('one without a record beside others is told of', async () => {
    const cwd = makeFolder({ 'ccm.log': '', 'ccmsetup.log': setupLog(['Fine']) });
    const { code, stdout } = await run(['diagnose', 'ccm.log', 'ccmsetup.log'], { cwd });
    expect(code).not.toBe(2);
    expect(stdout).toContain('ccm.log: 0 records');
  });
});

describe('what people paste', () => {
  const LINES = [
    '[CCMHTTP] ERROR: URL=http://mp4/SMS_MP/.sms_aut?MPLIST, Port=80, Options=480, Code=12029, Text=X',
    'CcmSetup failed with error code 0x80072efd',
  ];
  const copy = (separator: string): string =>
    LINES.map((line, second) =>
      [line, 'ccmsetup', `12-30-2025 16:26:1${second}`, '3264 (0x0CC0)'].join(separator),
    ).join('\r\n');

  test.each(['\t', ' '])('lines of the log viewer, with %j between', async (separator) => {
    const { code, stdout } = await run(['diagnose', '-'], {
      stdin: `Look at this:\n\n${copy(separator)}\n\nWhat is it?\n`,
    });
    expect(code).toBe(1);
    expect(stdout).toContain('Points to: manual/mp-http');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      '2 records, 2025-12-30 16:26; 2 lines are no part of a record',
    );
  });

  test('a log that is not read is refused by name', async () => {
    const stdin = setupLog(['!It failed']).replaceAll('"ccmsetup"', '"execmgr"');
    const cwd = makeFolder({ 'execmgr.log': stdin });
    for (const word of ['execmgr.log', '-']) {
      const { code, stdout, stderr } = await run(['diagnose', word], { cwd, stdin });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(
        `"${word}" is a log of the component "execmgr", which is not read; what is read: ccm.log, ccmsetup.log, ClientLocation.log`,
      );
    }
  });

  test('of Windows Installer is refused by name', async () => {
    const stdin =
      '=== Verbose logging started: 1/12/2026  9:00:00 ===\r\nMSI (s) (A4:B0) [09:00:01:123]: Doing action: INSTALL\r\n';
    const cwd = makeFolder({ 'client.msi.log': Buffer.from(`\ufeff${stdin}`, 'utf16le') });
    for (const word of ['client.msi.log', '-']) {
      const { code, stdout, stderr } = await run(['diagnose', word], { cwd, stdin });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`"${word}" is a log of Windows Installer`);
    }
  });

  test.each(['', 'Dear all,\nit fails.\n'])('without a record is refused: %j', async (stdin) => {
    const { code, stdout, stderr } = await run(['diagnose', '-'], { stdin });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('"-" is no log of Configuration Manager');
  });
});

describe('a list of last errors', () => {
  const LIST = [
    'Name,LatestProcessingAttempt,LastErrorCode,Status',
    'SEA-01,2026-01-12 09:00:00,53,2',
    'SEA-02,2026-01-12 09:01:00,-2147023174,2',
    'SEA-03,2026-01-12 09:02:00,0,4',
    'SEA-04,2026-01-12 09:03:00,1305,2',
    'SEA-05,2026-01-12 09:04:00,313,',
    'SEA-06,2026-01-12 09:05:00,400,',
  ];

  test.each([
    ['v_CP_Machine', LIST.join('\r\n')],
    ['semicolons', LIST.join('\r\n').replaceAll(',', ';')],
    ['tabs', LIST.join('\n').replaceAll(',', '\t')],
    [
      'quoted',
      LIST.map((line) =>
        line
          .split(',')
          .map((cell) => `"${cell}"`)
          .join(','),
      ).join('\n'),
    ],
    ['the console', LIST.join('\n').replace('LastErrorCode', 'Last Installation Error Code')],
    [
      'v_CombinedDeviceResources',
      LIST.join('\n').replace('LastErrorCode', 'CP_LastInstallationError'),
    ],
  ])('%s', async (_what, text) => {
    const cwd = makeFolder({ 'list.csv': text });
    const { code, stdout } = await run(['diagnose', 'list.csv', '-o', 'json'], { cwd });
    expect(code).toBe(1);
    const told: { computers: { computer: string; lastWord: string; findings: unknown[] }[] } =
      JSON.parse(stdout);
    expect(
      told.computers.map(({ computer, lastWord, findings }) => [computer, lastWord, findings[0]]),
    ).toMatchObject([
      ['SEA-01', 'failed', { requirements: ['client-push/smb'] }],
      [
        'SEA-02',
        'failed',
        { requirements: ['client-push/rpc-endpoint-mapper', 'client-push/rpc-dynamic'] },
      ],
      ['SEA-03', 'unfinished', undefined],
      ['SEA-04', 'failed', { nature: 'computer', requirements: [] }],
      ['SEA-05', 'failed', { step: 'installer', state: 313, error: null }],
      ['SEA-06', 'succeeded', undefined],
    ]);
  });

  test('on standard input, and by --computer and --since', async () => {
    const { stdout } = await run(
      ['diagnose', '-', '--since', '2026-01-12T09:01', '--computer', 'sea-01', 'sea-02'],
      {
        stdin: LIST.join('\n'),
      },
    );
    expect(stdout).toMatch(/^1 computer: 1 failed\n/);
    expect(stdout).toContain('7 records'.replace('7', '6'));
  });

  test('is told from the beginning of a pipe, in whichever pieces it comes', async () => {
    const pieces = LIST.join('\n')
      .split(/(?=[,-])/)
      .map((piece) => Buffer.from(piece));
    const streams = { ...testStreams(), stdin: Readable.from(pieces) };
    expect([await main(['diagnose', '-'], streams), streams.stderr.text]).toEqual([1, '']);
    expect(streams.stdout.text).toMatch(/^6 computers: 4 failed/);
  });

  test.each([
    ['UTF-16', Buffer.from('\ufeffGerätename;LastErrorCode\r\nPC1;53\r\n', 'utf16le')],
    ['code page 1252', Buffer.from('Gerätename;LastErrorCode\r\nPC1;53\r\n', 'latin1')],
    [
      'code page 932',
      Buffer.concat([
        Buffer.from([0x96, 0xbc, 0x91, 0x4f]),
        Buffer.from(',LastErrorCode\r\nPC1,53\r\n'),
      ]),
    ],
  ])('in %s', async (_what, bytes) => {
    const file = path.join(makeFolder(), 'list.csv');
    writeFileSync(file, bytes);
    const { code, stdout, stderr } = await run(['diagnose', file]);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^1 computer: 1 failed/);
  });

  test.each([
    ['Access is denied', 'failed', [null]],
    ['0x8004100E', 'failed', ['0x8004100E']],
    ['100000', 'failed', [null]],
    ['0x80070035', 'failed', ['0x80070035']],
    ['0x00000000', 'unfinished', []],
    ['NULL', 'unfinished', []],
    ['', 'unfinished', []],
  ])('with the error %j', async (error, lastWord, codes) => {
    const { stdout } = await run(['diagnose', '-', '-o', 'json'], {
      stdin: `Name,LastErrorCode\nPC1,${error}\n`,
    });
    const told: {
      computers: { lastWord: string; findings: { error: { hex: string } | null }[] }[];
    } = JSON.parse(stdout);
    const [computer] = told.computers;
    expect(computer?.lastWord).toBe(lastWord);
    expect(computer?.findings.map((finding) => finding.error?.hex ?? null)).toEqual(codes);
  });

  test.each([
    ['has no column of times', 'Name,LastErrorCode\nPC1,53\n', /no column with times/],
    [
      'has a time that cannot be read',
      'Name,LastErrorCode,LatestProcessingAttempt\nPC1,53,last Monday\n',
      /:2: "last Monday" is no time/,
    ],
    [
      'has an error without its time',
      'Name,LastErrorCode,LatestProcessingAttempt\nPC1,53,NULL\n',
      /:2: "NULL" is no time/,
    ],
  ])('that %s cannot be narrowed by --since', async (_what, stdin, message) => {
    const { code, stderr } = await run(['diagnose', '-', '--since', '7d'], { stdin });
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect((await run(['diagnose', '-'], { stdin })).code).toBe(1);
  });

  test.each([
    ['in the United States', '1/12/2026 9:00:00 PM', '2026-01-12T21:00:00.000'],
    ['in Germany', '12.01.2026 21:00:00', '2026-01-12T21:00:00.000'],
    ['in Germany, by the dots alone', '01.12.2025 21:00', '2025-12-01T21:00:00.000'],
    ['in Japan', '2026/01/12 21:00:00', '2026-01-12T21:00:00.000'],
    ['in China', '2026/1/12 下午 9:00:00', '2026-01-12T21:00:00.000'],
    ['in Britain, by another row', '12/01/2026 21:00:00', '2026-01-12T21:00:00.000'],
  ])('has times as they are written %s', async (country, time, expected) => {
    const other = country.startsWith('in Britain') ? 'PC0,53,31/01/2026 08:00:00\n' : '';
    const stdin = `Name,LastErrorCode,LatestProcessingAttempt\nPC1,53,${time}\n${other}`;
    const words = ['diagnose', '-', '-o', 'json', '--computer', 'pc1', '--since', '2025-11-01'];
    const { code, stdout } = await run(words, { stdin });
    expect(code).toBe(1);
    const told: { computers: { last: string }[] } = JSON.parse(stdout);
    expect(told.computers.map(({ last }) => last)).toEqual([expected]);
  });

  test('may have computers that nothing was attempted on', async () => {
    const { code, stdout } = await run(['diagnose', '-', '--since', '2026-01-01'], {
      stdin:
        'Name,LastErrorCode,LatestProcessingAttempt\nPC1,53,2026-01-12 09:00:00\nPC2,0,NULL\nPC3,,\n',
    });
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^1 computer: 1 failed/)]);
  });

  test('has the best of several columns for names', async () => {
    const { stdout } = await run(['diagnose', '-'], {
      stdin: 'Full_Domain_Name0,Client0,Name0,LastErrorCode\nCONTOSO.COM,1,PC7,53\n',
    });
    expect(stdout).toContain('PC7: the push fails');
  });

  test('is no log that speaks of one', async () => {
    const { code, stderr } = await run(['diagnose', '-'], {
      stdin: readFileSync('fixtures/logs/ccm.log', 'utf8').replace(
        '<![LOG[',
        '<![LOG[a,LastError,',
      ),
    });
    expect([code, stderr]).toEqual([1, '']);
  });

  test('without a column of names is refused', async () => {
    const { code, stderr } = await run(['diagnose', '-'], { stdin: 'Nr,LastErrorCode\n1,53\n' });
    expect(code).toBe(2);
    expect(stderr).toContain('"-" has a column of last errors, and none with computers');
  });
});

describe('what is wanted', () => {
  test('--computer', async () => {
    const { code, stdout } = await run([
      'diagnose',
      ...PUSH,
      '--computer',
      'pc004',
      'PC005.contoso.com',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 computers: 1 resolved, 1 without a failure/);
  });

  test("--since by the log's own clock, as times are shown", async () => {
    const entry = (time: string, text: string): string =>
      `<![LOG[${text}]LOG]!><time="${time}" date="01-05-2026" component="SMS_CLIENT_CONFIG_MANAGER" context="" type="3" thread="7" file="c.cpp:1">`;
    // A site server in Tokyo, and one in New York.
    for (const offset of ['-540', '+300']) {
      const lines = ['09:59', '10:01'].flatMap((minute, index) =>
        failing(`PC${index + 1}`, 53).map((text) => entry(`${minute}:00.000${offset}`, text)),
      );
      const folder = makeFolder({ 'ccm.log': lines.join('\r\n') });
      const file = path.join(folder, 'ccm.log');
      const { stdout } = await run(['diagnose', file, '--since', '2026-01-05T10:00']);
      expect(stdout).toMatch(/^1 computer: 1 failed/);
      expect(stdout).toContain('2026-01-05 10:01');
    }
  });

  test('--since, with nothing left', async () => {
    for (const format of ['table', 'markdown']) {
      const { code, stdout } = await run([
        'diagnose',
        ...PUSH,
        '--since',
        '2027-01-01',
        '-o',
        format,
      ]);
      expect(code).toBe(0);
      expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
        /No attempt to install a client with --since 2027-01-01: the log ends 2026-01-\d\d \d\d:\d\d\./,
      );
    }
  });

  test('--since', async () => {
    const { stdout } = await run(['diagnose', ...PUSH, '--since', '2026-01-05T00:30:00Z']);
    expect(stdout).toMatch(/^5 computers: 3 failed, 2 without a failure/);
    const later = await run(['diagnose', ...PUSH, '--since', '1h']);
    expect([later.code, later.stdout.split('\n')[0]]).toEqual([
      0,
      expect.stringMatching(/^No attempt to install a client with --since 1h: the log ends 2026-/),
    ]);
  });

  test('a file for each format', async () => {
    const cwd = makeFolder({ 'ccm.log': readFileSync('fixtures/logs/ccm.log') });
    const { code, stdout } = await run(
      ['diagnose', 'ccm.log', '-o', 'table', '-o', 'json=d.json', '-o', 'markdown=d.md'],
      { cwd },
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^5 computers/);
    expect(readFileSync(path.join(cwd, 'd.json'), 'utf8')).toMatch(/^\{\n {2}"schema"/);
    expect(readFileSync(path.join(cwd, 'd.md'), 'utf8')).toMatch(/^# /);
  });

  test('a file that cannot be written is refused', async () => {
    const { code, stdout, stderr } = await run([
      'diagnose',
      ...PUSH,
      '-o',
      'json=fixtures/none/d.json',
    ]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('d.json');
  });
});

describe('what is refused', () => {
  test.each([
    [['no.log'], 'can\'t read "no.log": it is not there'],
    [['*.xyz'], 'no file is named like "*.xyz"'],
    [['src'], 'the folder "src" holds no ccm.log'],
    [['package.json'], '"package.json" is no log of Configuration Manager'],
    [['fixtures/logs/ccm.log', '--since', 'yesterday'], '--since: "yesterday" is neither'],
    [['fixtures/logs/ccm.log', '--since', '2026-02-31T99:00'], '--since: '],
    [
      ['fixtures/logs/ccm.log', '--computer', 'pc009'],
      '--computer: the logs do not speak of "pc009"',
    ],
    [['fixtures/logs/ccm.log', '-o', 'html'], '-o: "html" is not a format'],
    [[], 'see --help'],
  ])('%j', async (words, message) => {
    const { code, stdout, stderr } = await run(['diagnose', ...words]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

test('whoever interrupts gets nothing that is half', async () => {
  const streams = testStreams();
  streams.abort();
  expect(await main(['diagnose', ...PUSH], streams)).toBe(130);
  expect(streams.stdout.text).toBe('');
  expect(streams.stderr.text).toContain('interrupted, nothing was written');
});

describeLong('a log of more computers than are kept')(
  'a log of more computers than are kept',
  () => {
    test('is not told of in part: exit code 2, and what helps', async () => {
      const names = Array.from({ length: MAX_COMPUTERS + 1 }, (_none, index) => `PC${index}`);
      const file = path.join(makeFolder(), 'ccm.log');
      const push = (named: readonly string[]): string =>
        pushLog(
          named.map((name) => `======>Begin Processing request: "1", machine name: "${name}"`),
        );
      writeFileSync(file, push(names));
      expect(await run(['diagnose', file])).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining(
          'the logs name more than 250,000 computers, which are too many to be told of at once: choose some with --computer',
        ),
      });
      const { code, stdout } = await run(['diagnose', file, '--computer', 'PC250000']);
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^1 computer/)]);
    });
  },
);

describe('a hostile log', () => {
  const NAME = 'PC\u001b[2J`x`|<b>](http://evil.example)\u202e';
  const log = (): string =>
    logOf(failing(NAME, 53).concat(['ERROR: \u001b]0;x\u0007 <img src=x> | **y** @all']));

  test.each(['table', 'json', 'markdown'])('steers nothing in %s', async (format) => {
    const { stdout } = await run(['diagnose', log(), '-o', format]);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  });

  test('is no Markdown and no HTML', async () => {
    const { stdout } = await run(['diagnose', log(), '-o', 'markdown']);
    expect(stdout).not.toMatch(/(?<!\\)<(?:b>|img)|(?<!\\)\]\(http|(?<!\\)\*\*y|@all/);
    const row = stdout.split('\n').find((line) => line.includes('evil')) ?? '';
    expect(row.replaceAll(String.raw`\|`, '').split('|')).toHaveLength(8);
  });

  test('gets into no command', async () => {
    const { stdout } = await run(['diagnose', log(), '-o', 'json']);
    expect(stdout).not.toContain('--client PC');
  });
});

function failing(name: string, code: number): string[] {
  return [
    `======>Begin Processing request: "1", machine name: "${name}"`,
    `---> ERROR: Unable to connect to remote registry for machine name "${name}", error ${code}.`,
    `Stored request "1", machine name "${name}", in queue "Retry".`,
    `<======End request: "1", machine name: "${name}".`,
  ];
}

/** @returns the path of a ccm.log with these lines */
function logOf(lines: readonly string[]): string {
  return path.join(makeFolder({ 'ccm.log': pushLog(lines) }), 'ccm.log');
}
