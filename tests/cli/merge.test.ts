import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ReportTail } from '../../src/report/model/report.ts';
import { main } from '../../src/cli/main.ts';
import { REPORTS, type Told, tell, write } from '../report/scenes.ts';
import { readLines } from '../saved/read/read-lines.ts';
import { testStreams } from '../support/streams.ts';
import { type Ended, makeFolder, parseReport, run } from './run.ts';
import { describeUnless } from '../support/skip.ts';
import { printedBy } from '../support/printed.ts';

const scene = REPORTS['collection'];
if (scene === undefined) throw new Error('the scene is missing');
const WHOLE = tell(scene);
const NAMES = WHOLE.clients.map(({ client }) => client);

const folder = makeFolder();
const at = (name: string): string => path.join(folder, name);
const read = (name: string): string => fs.readFileSync(at(name), 'utf8');
const save = (name: string, content: string | Buffer): void => fs.writeFileSync(at(name), content);
const merge = (words: string): Promise<Ended> => run(`merge ${words}`, { cwd: folder });

/** A run of its own over some of the clients. */
function part(
  told: Told,
  clients: Told['clients'],
  { startedAt = '2024-05-01T12:00:00.000Z', finishedAt = '2024-05-01T12:00:07.250Z' } = {},
): Told {
  const times = { ...told.tail.run, startedAt, finishedAt };
  return {
    head: { ...told.head, run: { ...told.head.run, startedAt } },
    clients,
    tail: { ...told.tail, run: times },
  };
}

/** As other verdicts in a run of a later day. */
function later(told: Told): Told {
  const clients = told.clients.slice(0, 2).map((entry) => ({
    ...entry,
    methods: entry.methods.map((method) => ({ ...method, verdict: 'works' as const })),
  }));
  return part(told, clients, {
    startedAt: '2024-05-02T12:00:00.000Z',
    finishedAt: '2024-05-02T12:00:01.000Z',
  });
}

const shards: readonly Told[] = [
  part(WHOLE, WHOLE.clients.slice(0, 2)),
  part(WHOLE, WHOLE.clients.slice(2)),
];
const clientLines = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith('{"type":"client"'));
const summaryOf = (text: string): ReportTail['summary'] & { readonly run: ReportTail['run'] } =>
  JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');

beforeEach(() => {
  for (const name of fs.readdirSync(folder)) fs.rmSync(at(name));
  shards.forEach((told, index) => {
    save(`shard-${index + 1}.ndjson`, write(told, 'ndjson'));
    save(`shard-${index + 1}.json`, write(told, 'json'));
  });
  save('later.ndjson', write(later(WHOLE), 'ndjson'));
});

describe('shards', () => {
  test.each([
    ['lines', 'shard-1.ndjson shard-2.ndjson'],
    ['documents', 'shard-1.json shard-2.json'],
    ['both', 'shard-1.json shard-2.ndjson'],
  ])('of %s are one report', async (_what, files) => {
    const { code, stdout, stderr } = await merge(`${files} -o json`);
    expect([code, stderr]).toEqual([WHOLE.tail.summary.exitCode, '']);
    const report = parseReport(stdout);
    expect(report.clients.map(({ client }) => client)).toEqual(NAMES);
    expect(report.run).toEqual(WHOLE.tail.run);
    expect(report.summary).toEqual({ ...WHOLE.tail.summary, superseded: 0, contradicted: 0 });
    expect(report.indirect).toEqual(WHOLE.tail.indirect);
  });

  test('are the table that one run would have shown', async () => {
    const { stdout } = await merge('shard-1.ndjson shard-2.ndjson');
    const version = /^ccm-preflight \S+/u;
    const shown = write(WHOLE, 'table');
    expect(stdout.replace(version, '')).toBe(
      shown.replace(version, '').replaceAll(/ --site \S+/gu, ' --site FILE'),
    );
  });

  test('keep their lines as they are', async () => {
    await merge('shard-2.ndjson shard-1.ndjson -o ndjson=all.ndjson');
    const lines = clientLines(read('all.ndjson'));
    expect(lines).toEqual([
      ...clientLines(read('shard-2.ndjson')),
      ...clientLines(read('shard-1.ndjson')),
    ]);
    const again = readLines(read('all.ndjson'));
    expect(again.tail.summary).toMatchObject({ clients: NAMES.length, superseded: 0 });
  });

  test('may be joined again', async () => {
    await merge('shard-1.ndjson -o ndjson=one.ndjson');
    await merge('one.ndjson shard-2.json -o ndjson=all.ndjson');
    expect(readLines(read('all.ndjson')).clients.map(({ client }) => client)).toEqual(NAMES);
  });

  test('of another encoding, as Windows tools write them', async () => {
    const text = read('shard-1.ndjson').replaceAll('\n', '\r\n');
    save('utf16.ndjson', Buffer.from(`\u{feff}${text}`, 'utf16le'));
    save('bom.json', `\u{feff}${read('shard-2.json')}`);
    const { code, stdout, stderr } = await merge('utf16.ndjson bom.json -o json');
    expect([code, stderr]).toEqual([WHOLE.tail.summary.exitCode, '']);
    expect(parseReport(stdout).clients.map(({ client }) => client)).toEqual(NAMES);
  });
});

describe('the same client in several reports', () => {
  test.each([['later.ndjson shard-1.ndjson'], ['shard-1.ndjson later.ndjson']])(
    '%s: the newest entry stands, and contradictions are told',
    async (files) => {
      const { stdout, stderr } = await merge(`${files} -o ndjson`);
      expect(clientLines(stdout)).toEqual(clientLines(read('later.ndjson')));
      expect(summaryOf(stdout)).toMatchObject({
        clients: 2,
        superseded: 2,
        contradicted: 2,
        run: { startedAt: '2024-05-01T12:00:00.000Z', finishedAt: '2024-05-02T12:00:01.000Z' },
      });
      expect(stderr).toContain('other verdicts in different reports, the newest stands: 2 clients');
      expect(stderr).toContain(`${NAMES[0]} (`);
    },
  );

  test('without contradiction nothing is told', async () => {
    const { stdout, stderr } = await merge('shard-1.ndjson shard-1.json -o ndjson');
    expect(summaryOf(stdout)).toMatchObject({ clients: 2, superseded: 2, contradicted: 0 });
    expect(stderr).toBe('');
  });

  test('an entry that was interrupted does not stand against one that is whole', async () => {
    const line = clientLines(read('later.ndjson'))[0] ?? '';
    const whole = clientLines(read('shard-1.ndjson'))[0] ?? '';
    const interrupted = whole.replace(/("answered":\w+)/u, '$1,"interrupted":true');
    expect(interrupted).not.toBe(whole);
    save('later.ndjson', read('later.ndjson').replace(line, interrupted));
    const { stdout } = await merge('shard-1.ndjson later.ndjson -o ndjson');
    expect(clientLines(stdout)[0]).toBe(whole);
  });
});

describe('a run that was stopped', () => {
  const without = (name: string, cut: number): void =>
    save('stopped.ndjson', read(name).slice(0, cut));

  test('before its summary is taken as far as it is whole', async () => {
    const text = read('shard-1.ndjson');
    without('shard-1.ndjson', text.lastIndexOf('{"type":"summary"'));
    const { code, stdout, stderr } = await merge('stopped.ndjson shard-2.ndjson -o ndjson');
    expect(code).toBe(130);
    expect(clientLines(stdout)).toHaveLength(NAMES.length);
    expect(summaryOf(stdout).run.complete).toBe(false);
    expect(stderr).toBe(
      'ccm-preflight: stopped.ndjson:3: the run was stopped here, without a summary: what is joined is not complete\n',
    );
  });

  test('within a line loses that line', async () => {
    const text = read('shard-1.ndjson');
    without('shard-1.ndjson', text.lastIndexOf('{"type":"summary"') - 20);
    const { code, stdout, stderr } = await merge('stopped.ndjson -o ndjson');
    expect([code, clientLines(stdout).length]).toEqual([130, 1]);
    expect(stderr).toContain('stopped.ndjson:2: ');
    expect(stderr).toContain('; line 3 is torn and left out');
  });

  test('by the user makes the whole incomplete', async () => {
    save('stopped.ndjson', read('shard-1.ndjson').replace('"complete":true', '"complete":false'));
    const { code, stderr } = await merge('stopped.ndjson shard-2.ndjson -o ndjson');
    expect(code).toBe(130);
    expect(stderr).toContain('stopped.ndjson:4: the run was interrupted');
  });

  test('a merge that is interrupted before it writes touches no output', async () => {
    save('all.ndjson', 'as it was');
    const streams = testStreams({ cwd: folder });
    streams.abort();
    expect(await main(['merge', 'shard-1.ndjson', '-o', 'ndjson=all.ndjson'], streams)).toBe(130);
    expect(read('all.ndjson')).toBe('as it was');
    expect(streams.stderr.text).toContain('interrupted, nothing was written');
  });
});

describe('what does not belong together', () => {
  const changed = (from: string | RegExp, to: string): void => {
    const text = read('shard-2.ndjson');
    save('other.ndjson', text.replace(from, to));
    expect(read('other.ndjson')).not.toBe(text);
  };

  test.each<[string, string | RegExp, string, string]>([
    [
      'another product',
      '"product":"cm2007"',
      '"product":"current-branch"',
      'product: current-branch in other.ndjson, cm2007 in shard-1.ndjson',
    ],
    ['another site', /"siteCode":[^}]+/u, '"siteCode":"XYZ"', 'site code: XYZ in '],
    [
      'another port',
      /"ports":\[445\]/u,
      '"ports":[4450]',
      'ports of client-push/smb: 4450 in other.ndjson, 445 in shard-1.ndjson',
    ],
    [
      'another necessity',
      '"necessity":"required"',
      '"necessity":"helpful"',
      'necessity of client-push/icmp: helpful in other.ndjson, required in shard-1.ndjson',
    ],
    [
      'another site of the other end',
      /"run":\{"from":"site-server"(.*)"siteCode":[^}]+/u,
      '"run":{"from":"client"$1"siteCode":"XYZ"',
      'site code: XYZ in ',
    ],
  ])('%s is refused', async (_what, from, to, problem) => {
    changed(from, to);
    const { code, stdout, stderr } = await merge(
      'shard-1.ndjson other.ndjson -o ndjson=all.ndjson',
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('other.ndjson');
    expect(stderr).toContain(problem);
    expect(fs.existsSync(at('all.ndjson'))).toBe(false);
  });
});

describe('a hostile file', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const line = (): string => clientLines(read('shard-1.ndjson'))[0] ?? '';
  const withClient = (text: string): string => read('shard-1.ndjson').replace(line(), text);

  test.each<[string, () => string | Buffer, RegExp]>([
    [
      'is binary',
      () => Buffer.from(Array.from({ length: 4096 }, (_, at_) => (at_ * 7) % 256)),
      /no report of this tool$/,
    ],
    ['is text', () => 'pc001\npc002\n', /no report of this tool$/],
    ['is another JSON', () => '{"clients":[]}', /: no report of this tool$/],
    ['is half a document', () => read('shard-1.json').slice(0, -40), /not a JSON document$/],
    [
      'is a document that nests without end',
      () => `{"schema":${deep}}`,
      /: schema: a list is not known here$/,
    ],
    ['begins with a client', () => line(), /:1: the line of the run has to come first$/],
  ])('that %s is refused with its place', async (_what, content, problem) => {
    save('bad.ndjson', content());
    const { code, stderr } = await merge('shard-2.ndjson bad.ndjson -o ndjson=all.ndjson');
    const last = stderr.trimEnd().split('\n').at(-1) ?? '';
    expect([code, last]).toEqual([2, expect.stringMatching(problem)]);
    expect(last).toContain('bad.ndjson');
    expect(stderr).not.toMatch(/[\u{0}-\u{9}\u{b}-\u{1f}\u{7f}-\u{9f}]/u);
  });

  const renamed = (name: string): string =>
    withClient(line().replace(/"client":"[^"]+"/u, `"client":"${name}"`));

  const LEFT_OUT: readonly (readonly [string, () => string, RegExp])[] = [
    ['is garbage', () => withClient('garbage \u{1b}[31m\u{9b}'), /:2: not a line of JSON:/],
    [
      'is a line over the bound',
      () => withClient(`{"type":"client","client":"${'x'.repeat(1_100_000)}"}`),
      /:2: longer than 1048576 characters:/,
    ],
    ['lacks members', () => withClient('{"type":"client","client":"pc9"}'), /:2: answered: /],
    [
      'has a member of another type',
      () => withClient(line().replace('"answered":', '"answered":7,"was":')),
      /:2: answered: /,
    ],
    [
      'has an unknown outcome',
      () => withClient(line().replace(/"outcome":"\w+"/u, '"outcome":"ajar"')),
      /:2: requirements\[0\]\.outcome: "ajar" is not known here:/,
    ],
    [
      'nests without end',
      () => withClient(line().replace(/"verdict":"\w+"/u, `"verdict":${deep}`)),
      /:2: methods\[0\]\.verdict: a list is not known here:/,
    ],
    [
      'has the name of an option',
      () => renamed('-x'),
      /:2: a host name may not begin with "-": "-x":/,
    ],
    [
      'has a name in colours',
      () => renamed(String.raw`\u001b[31mpc`),
      /:2: "\[31mpc" is how its name looks without 1 character that can't be shown:/,
    ],
    [
      'has a name that runs backwards, with the very character',
      () => renamed(`pc\u{202e}\u{200b}x`),
      /:2: "pcx" is how its name looks without 2 characters that can't be shown:/,
    ],
    [
      'names its client twice',
      () => withClient(line().replace('"answered":', '"client":"pc9.contoso.com","answered":')),
      /:2: it names its client twice:/,
    ],
    [
      'is of a second run',
      () => read('shard-1.ndjson') + read('later.ndjson'),
      /:5: nothing stands after the summary:/,
    ],
    [
      'has the methods of another run',
      () => withClient(line().replace(/"method":"manual"/u, '"method":"client-push"')),
      /:2: \S+: its methods are not those of the run:/,
    ],
  ];

  test.each(LEFT_OUT)(
    'an entry that %s is left out, and costs no other',
    async (_what, content, problem) => {
      save('bad.ndjson', content());
      const { code, stdout, stderr } = await merge('bad.ndjson shard-2.ndjson -o ndjson');
      expect([code, stderr.split('\n')[0]]).toEqual([130, expect.stringMatching(problem)]);
      expect(stderr).toMatch(/this entry is left out, what is joined is not complete/);
      expect(stderr).not.toMatch(/[\u{0}-\u{9}\u{b}-\u{1f}\u{7f}-\u{9f}\u{202e}\u{200b}]/u);
      expect(clientLines(stdout)).toEqual(
        expect.arrayContaining([
          ...clientLines(read('shard-1.ndjson')).slice(1),
          ...clientLines(read('shard-2.ndjson')),
        ]),
      );
      expect(summaryOf(stdout).run.complete).toBe(false);
    },
  );

  test.each(LEFT_OUT)(
    'an entry that %s does not stand for an older one',
    async (_what, content) => {
      // Newer than shard-1, whose first client it spoils.
      save(
        'bad.ndjson',
        content().replaceAll('2024-05-01T12:00:07.250Z', '2024-06-01T12:00:07.250Z'),
      );
      const { code, stdout } = await merge('bad.ndjson shard-1.ndjson -o ndjson');
      expect(code).toBe(130);
      expect(new Set(clientLines(stdout).map((each) => JSON.parse(each).client))).toEqual(
        new Set(NAMES.slice(0, 2)),
      );
    },
  );

  test('many entries that are left out are counted', async () => {
    save('bad.ndjson', withClient(`${'garbage\n'.repeat(20)}garbage`));
    const { stderr } = await merge('bad.ndjson shard-2.ndjson -o ndjson');
    expect(stderr.match(/this entry is left out/g)).toHaveLength(5);
    expect(stderr).toContain('16 more entries are left out');
  });

  test('reads lines that say all as it reads the document', async () => {
    save('whole.json', write(WHOLE, 'json'));
    save('full.ndjson', write(WHOLE, 'ndjson-full'));
    const whole = await merge('whole.json -o json');
    expect(await merge('full.ndjson -o json')).toEqual({
      ...whole,
      stdout: whole.stdout.replaceAll('whole.json', 'full.ndjson'),
    });
  });

  test('puts nothing on a terminal that acts there', async () => {
    const evil = String.raw`\u001b[2J\u009b31m\u202e`;
    const raw = '\u{9b}31m\u{202e}';
    const client = line().replaceAll(/"host":"[^"]+"/gu, `"host":"${evil}${raw}10.0.0.1"`);
    expect(client).not.toBe(line());
    save('evil.ndjson', withClient(client));
    for (const format of ['table', 'json', 'ndjson']) {
      const { stdout } = await merge(`evil.ndjson -o ${format}`);
      expect(stdout).not.toMatch(/[\u{0}-\u{9}\u{b}-\u{1f}\u{7f}-\u{9f}\u{202e}]|\\u00/u);
      expect(stdout).toContain('10.0.0.');
    }
  });

  test.each([['nothing.ndjson', /can't read "nothing\.ndjson": .*ENOENT/]])(
    '%s',
    async (name, problem) => {
      const { code, stderr } = await merge(name);
      expect([code, stderr]).toEqual([2, expect.stringMatching(problem)]);
    },
  );
});

describe('a run that was stopped before its first line', () => {
  test.each([
    ['empty', ''],
    ['torn', (text) => text.slice(0, 200)],
  ] as readonly (readonly [string, string | ((text: string) => string)])[])(
    '%s: the others are joined, and it is named',
    async (_what, content) => {
      const whole = read('shard-1.ndjson');
      save('begun.ndjson', typeof content === 'string' ? content : content(whole));
      const { code, stdout, stderr } = await merge(
        'begun.ndjson shard-1.ndjson shard-2.ndjson -o json',
      );
      expect([code, stderr]).toEqual([
        130,
        'ccm-preflight: begun.ndjson: the run was stopped before its first line: what is joined is not complete\n',
      ]);
      const report = parseReport(stdout);
      expect(report.clients.map(({ client }) => client)).toEqual(NAMES);
      expect(report.run).toEqual({ ...WHOLE.tail.run, complete: false });
    },
  );

  test('alone is refused', async () => {
    save('begun.ndjson', '');
    for (const words of ['begun.ndjson', 'begun.ndjson begun.ndjson']) {
      const { code, stderr } = await merge(words);
      expect([code, stderr]).toEqual([2, expect.stringContaining('the file is empty')]);
    }
  });
});

test('a report that is shown again says how it came about, several do not', async () => {
  const course = { resumed: 2, waited: { rounds: 3, ms: 4500 } };
  const [first] = shards;
  if (first === undefined) throw new Error('no shard');
  const tail = { ...first.tail, run: { ...first.tail.run, ...course } };
  save('waited.ndjson', write({ ...first, tail }, 'ndjson'));
  save('waited.json', write({ ...first, tail }, 'json'));
  for (const name of ['waited.ndjson', 'waited.json']) {
    const alone = parseReport(printedBy(await merge(`${name} -o json`)));
    expect(alone.run).toMatchObject(course);
  }
  const both = parseReport(printedBy(await merge('waited.ndjson shard-2.ndjson -o json')));
  expect(both.run).toEqual(WHOLE.tail.run);
});

test('the command for the other end says that it needs the site', async () => {
  for (const format of ['table', 'markdown', 'html']) {
    const { stdout } = await merge(`shard-1.ndjson shard-2.ndjson -o ${format}`);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /ccm-preflight check --from client (?:--client-name \S+ )?--site FILE/,
    );
  }
});

const describeOnLinux = describeUnless(process.platform === 'linux' ? null : 'this is not Linux');

describeOnLinux('files', () => {
  test('that are pipes are refused, not waited for', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const { code, stderr } = await merge('shard-1.ndjson pipe');
    expect([code, stderr]).toEqual([2, expect.stringContaining('"pipe" is no file')]);
  });

  test('are closed, whatever is refused', async () => {
    const open = (): readonly string[] =>
      fs
        .readdirSync('/proc/self/fd')
        .flatMap((number) => {
          const link = `/proc/self/fd/${number}`;
          return fs.existsSync(link) ? [fs.readlinkSync(link)] : [];
        })
        .filter((file) => file.startsWith(folder));
    const text = read('shard-1.ndjson');
    save('torn.ndjson', text.slice(0, -20));
    save('early.ndjson', text.replace('"answered":', '"answered":7'));
    save('late.ndjson', text.replace('"answered":', '"answered" : 7'));
    for (const name of ['torn.ndjson', 'early.ndjson', 'late.ndjson']) {
      await merge(`shard-2.ndjson ${name} -o ndjson=all.ndjson -o json=all.json`);
      expect(open()).toEqual([]);
    }
  });
});

describe('outputs', () => {
  test('no report is written over while it is read', async () => {
    fs.linkSync(at('shard-1.ndjson'), at('same.ndjson'));
    const before = read('shard-1.ndjson');
    const { code, stderr } = await merge('shard-1.ndjson -o ndjson=same.ndjson');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('"same.ndjson" is one of the reports'),
    ]);
    expect(read('shard-1.ndjson')).toBe(before);
  });

  test('one that cannot be written is refused', async () => {
    const { code, stdout, stderr } = await merge('shard-1.ndjson -o ndjson=no/such/folder');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`can't write "no/such/folder"`);
  });

  test('no report is no merge', async () => {
    const { code } = await merge('');
    expect(code).toBe(2);
  });
});
