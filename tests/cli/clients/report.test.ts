import { describe, expect, test } from '@jest/globals';
import { METHODS, type Method } from '../../../src/catalogue/vocabulary.ts';
import type { OnlyWord } from '../../../src/cli/clients/only.ts';
import { Blocks } from '../../../src/cli/clients/blocks.ts';
import { readList } from '../../../src/cli/clients/list.ts';
import type { RequirementOutcome, Verdict } from '../../../src/judge/vocabulary.ts';
import type { ClientEntry } from '../../../src/report/model/report.ts';
import { testStreams } from '../../support/streams.ts';
import { REPORTS, tell, write } from '../../report/scenes.ts';
import { makeFolder, run } from '../run.ts';

const TOLD = tell(REPORTS['push-blocked'] ?? { title: '', from: 'client', clients: [] });

interface Seen {
  readonly here: Verdict;
  readonly outcome?: RequirementOutcome;
  readonly answered?: boolean | null;
}

/** A client of which this was seen, whatever the scene saw of its own. */
function entry(client: string, { here, outcome, answered = true }: Seen): ClientEntry {
  const [base] = TOLD.clients;
  if (base === undefined) throw new Error('the scene has a client');
  return {
    ...base,
    client,
    answered,
    methods: base.methods.map((method) => ({
      ...method,
      here: method.method === 'client-push' ? here : 'not-applicable',
    })),
    requirements: base.requirements.map((requirement) =>
      outcome === undefined || requirement.outcome === 'not-checked'
        ? requirement
        : { ...requirement, status: 'unproven', outcome },
    ),
  };
}

/** Nothing is blocked, and DCOM will not get through. */
function doubtful(client: string): ClientEntry {
  const facts = {
    code: 'address-translation',
    host: client,
    address: '10.0.0.7',
    bindings: ['192.168.1.5'],
  } as const;
  return {
    ...entry(client, { here: 'degraded' }),
    warnings: [{ code: 'address-translation', message: '', facts }],
  };
}

const CLIENTS = [
  entry('pc001', { here: 'works' }),
  entry('pc002', { here: 'breaks' }),
  entry('pc003', { here: 'breaks', answered: false }),
  entry('pc004', { here: 'unproven', outcome: 'error', answered: null }),
  entry('pc005', { here: 'unproven', outcome: 'inconclusive' }),
  entry('pc006', { here: 'degraded' }),
  doubtful('pc007'),
];
const NAMES = CLIENTS.map(({ client }) => client);

const folder = makeFolder({
  'run.ndjson': write({ ...TOLD, clients: CLIENTS }, 'ndjson'),
  'run.json': write({ ...TOLD, clients: CLIENTS }, 'json'),
  'utf16.ndjson': Buffer.from(`\ufeff${write({ ...TOLD, clients: CLIENTS }, 'ndjson')}`, 'utf16le'),
  'stopped.ndjson': write({ ...TOLD, clients: CLIENTS }, 'ndjson')
    .split('\n')
    .slice(0, 3)
    .join('\n'),
  'interrupted.ndjson': write(
    { ...TOLD, tail: { ...TOLD.tail, run: { ...TOLD.tail.run, complete: false } } },
    'ndjson',
  ),
  'hostile.ndjson': write(
    { ...TOLD, clients: [entry('-oProxy', { here: 'breaks' }), ...CLIENTS] },
    'ndjson',
  ),
  'list.txt': 'pc001\n',
  'other.json': '{"a": 1}',
});

const readReport = (
  file: string,
  only: readonly OnlyWord[] | null,
  methods: readonly Method[] = METHODS,
  skipInvalid = false,
): Promise<readonly string[]> =>
  readList(
    { file, column: null, only, methods, skipInvalid },
    testStreams({ cwd: folder }),
    async () => {},
    new Blocks(),
  );

describe('a saved report is a list of clients', () => {
  test.each<[readonly OnlyWord[] | null, readonly string[]]>([
    [null, NAMES],
    [['works'], ['pc001']],
    [['breaks'], ['pc002']],
    [['no-answer'], ['pc003']],
    [['error'], ['pc004']],
    [['unproven'], ['pc005']],
    [['degraded'], ['pc006', 'pc007']],
    [['ready'], ['pc001', 'pc006']],
    [['doubtful'], ['pc007']],
    [
      ['breaks', 'no-answer', 'error'],
      ['pc002', 'pc003', 'pc004'],
    ],
  ])('narrowed by %j', async (only, names) => {
    for (const file of ['run.ndjson', 'run.json', 'utf16.ndjson']) {
      expect(await readReport(file, only)).toEqual(names);
    }
  });

  test('by the methods that are chosen', async () => {
    await expect(readReport('run.ndjson', ['breaks'], ['manual'])).rejects.toThrow(
      'run.ndjson holds no client that --only breaks takes',
    );
    expect(await readReport('run.ndjson', ['no-answer'], ['manual'])).toEqual(['pc003']);
  });

  test('of a run that was stopped', async () => {
    expect(await readReport('stopped.ndjson', null)).toEqual(['pc001', 'pc002']);
  });

  test('of a run that was stopped says that others are not in it', async () => {
    const words = 'check --product cm2007 --method manual -o ndjson --clients';
    const killed = await run(`${words} stopped.ndjson`, { cwd: folder });
    expect(killed.stderr).toContain('stopped.ndjson: the run was stopped before its end: clients');
    const interrupted = await run(`${words} interrupted.ndjson`, { cwd: folder });
    expect(interrupted.stderr).toContain('interrupted.ndjson: the run was interrupted: clients');
    expect((await run(`${words} run.ndjson`, { cwd: folder })).stderr).toBe('');
  });

  test('of which an entry is no client', async () => {
    await expect(readReport('hostile.ndjson', null)).rejects.toThrow(/"-oProxy"[^]*--skip-invalid/);
    expect(await readReport('hostile.ndjson', null, METHODS, true)).toEqual(NAMES);
  });

  test('check looks at what is left of it', async () => {
    const words =
      'check --product cm2007 --method manual --clients run.ndjson --only no-answer error';
    const { code, stdout, stderr } = await run(`${words} -o ndjson`, { cwd: folder });
    expect([code, stderr]).toEqual([3, '']);
    const looked = [...stdout.matchAll(/"type":"client","client":"(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(new Set(looked)).toEqual(new Set(['pc003', 'pc004']));
  });

  test.each([
    ['--clients list.txt --only breaks', '--only narrows a saved report'],
    ['--clients run.ndjson --column Name', '--column speaks of CSV'],
    ['--client pc1 --only breaks', '--only speaks of the list of --clients'],
    [
      '--clients run.ndjson --only blocked',
      '--only: "blocked" is none of ready, doubtful, works, degraded',
    ],
    ['--clients other.json', '--clients: other.json'],
  ])('%s is refused', async (words, message) => {
    const { code, stdout, stderr } = await run(`check --product cm2007 --method manual ${words}`, {
      cwd: folder,
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`ccm-preflight: ${message}`);
  });
});
