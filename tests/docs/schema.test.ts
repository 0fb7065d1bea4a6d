import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { type WrittenName, writtenSchema } from '../../scripts/docs/json-schema.ts';
import { catalogueJsonSchema } from '../../scripts/docs/catalogue-schema.ts';
import { siteJsonSchema } from '../../scripts/docs/site-schema.ts';
import { ownRowsFrom } from '../../src/site/own-rows.ts';
import { SiteError } from '../../src/site/problem.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { siteFromFiles } from '../../src/site/load.ts';
import { makeFolder, run } from '../cli/run.ts';
import { REPORTS, render } from '../report/scenes.ts';
import { anySite, siteOf, tryToLoad } from '../support/sites.ts';
import { BLOCKS, ROOT } from './documents.ts';

// A part that others share has its type there, and beside the reference to it a bound of its own.
const ajv = new Ajv2020({
  allErrors: true,
  allowUnionTypes: true,
  strictTuples: false,
  strictTypes: false,
});

/** What is wrong with a value by the published schema, and by one that allows no other members. */
function validator(name: WrittenName): (value: unknown) => readonly string[] {
  const published: object = JSON.parse(
    readFileSync(path.join(ROOT, 'docs', 'schema', `${name}.schema.json`), 'utf8'),
  );
  const validate = ajv.compile(published);
  // Lines are described by what reads them, which looks at no more than it needs.
  const closed = name === 'report-line' ? null : ajv.compile(writtenSchema(name, 'closed'));
  return (value) => {
    const found = [validate, ...(closed === null ? [] : [closed])].flatMap((each) =>
      each(value) ? [] : (each.errors ?? []),
    );
    return found.map(
      ({ instancePath, message, params }) =>
        `${instancePath}: ${message} ${JSON.stringify(params)}`,
    );
  };
}

const problemsOf = {
  report: validator('report'),
  'report-line': validator('report-line'),
  plan: validator('plan'),
  diff: validator('diff'),
  diagnosis: validator('diagnosis'),
  discovery: validator('discovery'),
  explanation: validator('explanation'),
} as const;

const documentProblems = (name: WrittenName, text: string): readonly string[] =>
  problemsOf[name](JSON.parse(text));
const lineProblems = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .flatMap((line) => documentProblems('report-line', line));

describe('reports', () => {
  test.each(Object.entries(REPORTS))('%s is as the schemas say', (_name, report) => {
    expect(documentProblems('report', render(report, 'json').text)).toEqual([]);
    expect(lineProblems(render(report, 'ndjson').text)).toEqual([]);
  });

  test('what is no report is refused', () => {
    const [report] = Object.values(REPORTS);
    if (report === undefined) throw new Error('there are no scenes');
    const text = render(report, 'json').text;
    expect(documentProblems('report', text.replace('"breaks"', '"broken"'))).not.toEqual([]);
    expect(documentProblems('report', text.replace('"status"', '"state"'))).not.toEqual([]);
    const lines = render(report, 'ndjson').text;
    expect(lineProblems(lines.replace('"summary"', '"sum"'))).not.toEqual([]);
  });
});

const LABS = [
  { product: 'cm2007', communication: 'mixed', faults: [] },
  { product: 'cm2007', communication: 'native', faults: ['client-push/mp-https=wrong-name'] },
  {
    product: 'cm2007',
    communication: 'mixed',
    faults: ['client-push/smb=wrong-name', 'client-push/mp-http=http-500'],
  },
  {
    product: 'current-branch',
    communication: 'enhanced-http',
    faults: ['client-push/rpc-endpoint-mapper=refuse', 'client-push/dp-https=expired-certificate'],
  },
  {
    product: 'current-branch',
    communication: 'https',
    faults: ['client-push/rpc-dynamic=refuse', 'client-push/mp-https=close'],
  },
] as const;

describe.each(LABS)('a lab of $product, $communication, $faults', (options) => {
  let lab: Lab;
  let folder: string;
  beforeAll(async () => {
    lab = await startLab(options);
    folder = makeFolder({ 'site.yaml': lab.siteFile, 'ca.pem': lab.ca });
  });
  afterAll(() => lab.close());

  test.each([
    ['the site server', '--client localhost 127.0.0.77'],
    ['the client', '--from client --client-name localhost'],
  ])('runs on %s are as the schemas say', async (_end, words) => {
    const { code, stderr } = await run(
      `check --site site.yaml --ca ca.pem --timeout 1s --retries 0 ${words} --quiet -o json=report.json -o ndjson=report.ndjson`,
      { cwd: folder },
    );
    expect({ code: code < 2, stderr }).toEqual({ code: true, stderr: '' });
    const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
    expect(documentProblems('report', read('report.json'))).toEqual([]);
    expect(lineProblems(read('report.ndjson'))).toEqual([]);
    const joined = await run('merge report.ndjson report.json -o json --quiet', { cwd: folder });
    expect(documentProblems('report', joined.stdout)).toEqual([]);
  });

  test('what is found of it is as the schema says', async () => {
    const { http } = lab.plan.site.ports;
    const { stdout } = await run(
      `discover --mp 127.0.0.2:${http[0]} --dns 127.0.0.1:${http[0]} --timeout 1s -o json`,
      { cwd: folder },
    );
    expect(documentProblems('discovery', stdout)).toEqual([]);
  });

  test.each(['client-push', 'client-push/smb', 'icmp', '53', '0x80070035', '301'])(
    'what is explained of %s is as the schema says',
    async (what) => {
      const { code, stdout } = await run(['explain', what, '-o', 'json']);
      expect(code).toBe(0);
      expect(documentProblems('explanation', stdout)).toEqual([]);
    },
  );

  test('plans are as the schema says', async () => {
    const { stdout } = await run('plan --site site.yaml --client pc001 -o json', { cwd: folder });
    expect(documentProblems('plan', stdout)).toEqual([]);
  });
});

describe('comparisons and diagnoses', () => {
  const cwd = ROOT;
  const readme = 'fixtures/readme';

  test.each([
    `diff ${readme}/monday.ndjson ${readme}/tuesday.ndjson`,
    `diff ${readme}/tuesday.ndjson ${readme}/monday.ndjson`,
    `diff ${readme}/monday.ndjson ${readme}/monday.ndjson`,
  ])('%s is as the schema says', async (words) => {
    const { stdout } = await run(`${words} --quiet -o json`, { cwd });
    expect(documentProblems('diff', stdout)).toEqual([]);
  });

  test.each(['ccm.log fixtures/logs/ccm.lo_', 'client/ccmsetup.log', 'cm2007'])(
    'diagnose %s is as the schema says',
    async (logs) => {
      const { stdout } = await run(`diagnose fixtures/logs/${logs} --quiet -o json`, { cwd });
      expect(documentProblems('diagnosis', stdout)).toEqual([]);
    },
  );

  test('the joined report of both ends is as the schema says', async () => {
    const { stdout } = await run(
      `merge ${readme}/monday.ndjson ${readme}/clients --quiet -o json`,
      { cwd },
    );
    expect(documentProblems('report', stdout)).toEqual([]);
  });
});

describe('site files', () => {
  const validate = ajv.compile(siteJsonSchema());
  const folder = path.join(ROOT, 'fixtures', 'site');
  const files = (kind: string): readonly string[] =>
    readdirSync(path.join(folder, kind)).filter((name) => name.endsWith('.yaml'));
  const valueOf = (kind: string, name: string): unknown => {
    try {
      return parse(readFileSync(path.join(folder, kind, name), 'utf8'), { logLevel: 'error' });
    } catch {
      return undefined;
    }
  };

  test.each(files('ok'))('%s is as the schema says', (name) => {
    expect([validate(valueOf('ok', name) ?? {}), validate.errors]).toEqual([true, null]);
  });

  test('the examples of the documentation load, and are as the schema says', () => {
    const examples = BLOCKS.filter(
      ({ document, language, text }) =>
        document === 'docs/site-file.md' && language === 'yaml' && !text.startsWith('#'),
    );
    expect(examples.length).toBeGreaterThan(0);
    for (const { text } of examples) {
      expect(tryToLoad(() => siteFromFiles({ name: 'site.yaml', text })).problems).toEqual([]);
      expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
    }
  });

  test('every site that loads is as the schema says', () => {
    fc.assert(
      fc.property(anySite, (words) => {
        fc.pre(tryToLoad(() => siteOf(words)).site !== null);
        expect([validate(words), validate.errors]).toEqual([true, null]);
      }),
    );
  });

  test('mistakes of keys, types and words are found', () => {
    const missed = files('err').filter((name) => {
      const value = valueOf('err', name);
      return value !== undefined && validate(value);
    });
    // Rules of names and paths, and of what stands in several keys, need the tool.
    const needTheTool =
      /^(?:path|host|boundary-groups|communication-of|note-2|dynamic-range-backwards|drive-letter|tls-ports|product-missing)/;
    expect(missed.filter((name) => !needTheTool.test(name))).toEqual([]);
  });
});

describe('catalogues', () => {
  const validate = ajv.compile(catalogueJsonSchema());
  const example: { readonly rows: readonly Readonly<Record<string, unknown>>[] } = parse(
    readFileSync(path.join(ROOT, 'examples', 'catalogue.yaml'), 'utf8'),
  );

  test('the example is as the schema says', () => {
    expect([validate(example), validate.errors]).toEqual([true, null]);
  });

  test.each(Object.entries({ id: 'smb', methods: 'push', port: 0, to: 'console', when: 'always' }))(
    '%s: %s is not, as for the tool',
    (key, value) => {
      const [row] = example.rows;
      const file = { rows: [{ ...row, [key]: value }] };
      expect(validate(file)).toBe(false);
      expect(() =>
        ownRowsFrom([{ name: 'a.yaml', value: file, locate: () => ({ line: 1, column: 1 }) }]),
      ).toThrow(SiteError);
    },
  );
});
