import { parse } from 'csv-parse/sync';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { contractIds } from '../plan/contract.ts';
import { golden } from '../support/golden.ts';
import { makeFolder, run } from './run.ts';
import { printedBy } from '../support/printed.ts';

const SITE = 'fixtures/site/ok/contract.yaml';

/** Contract section 9. */
const plan = z.object({
  schema: z.literal('ccm-preflight/plan/1'),
  site: z.object({
    product: z.enum(['cm2007', 'current-branch']),
    communication: z.string(),
    siteCode: z.string().nullable(),
  }),
  requirements: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      necessity: z.enum(['required', 'helpful', 'documented']),
      from: z.enum(['site-server', 'client']),
      to: z.string(),
      transport: z.enum(['tcp', 'udp', 'icmp']),
      ports: z.array(z.union([z.number().int(), z.string().regex(/^\d+-\d+$/)])),
      endpoints: z.array(
        z.object({
          host: z.string(),
          port: z.union([z.number().int(), z.string().regex(/^\d+-\d+$/)]).nullable(),
        }),
      ),
      reason: z.string().min(1),
      source: z.string().min(1),
    }),
  ),
  excluded: z.array(z.object({ id: z.string(), reason: z.string().min(1) })),
});

async function planOf(words: string): Promise<z.infer<typeof plan>> {
  const ended = await run(`plan ${words} -o json`);
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  return plan.parse(JSON.parse(printedBy(ended)));
}

const idsOf = (entries: readonly { readonly id: string }[]): string[] =>
  entries.map(({ id }) => id);

describe('golden', () => {
  test.each([
    ['plan-cm2007', `plan --site ${SITE}`],
    [
      'plan-cm2007-client',
      `plan --site ${SITE} --client pc001.contoso.com 10.0.0.7 --from site-server`,
    ],
    [
      'plan-current-branch',
      'plan --product current-branch --communication enhanced-http --mp mp01 mp02:8080 --dp [::1]:81 --sup sup01:8530 --sup-ssl yes --method software-update-point manual',
    ],
    [
      'plan-internet',
      'plan --product current-branch --location internet --cmg https://cmg.contoso.com/CCM_Proxy_MutualAuth/72057594037927941 --mp mp01 --dp dp01 --sup sup01',
    ],
    ['plan-workgroup', 'plan --product current-branch --membership workgroup'],
  ])('%s', async (name, words) => {
    for (const format of ['table', 'json', 'csv', 'markdown']) {
      const command = `${words} -o ${format}`;
      const { code, stdout, stderr } = await run(command);
      expect(stderr).toBe('');
      const { actual, expected } = golden(`cli/${name}.${format}`, {
        title: `ccm-preflight ${command}`,
        text: stdout,
        exitCode: code,
      });
      expect(actual).toBe(expected);
    }
  });
});

describe('the JSON plan', () => {
  test('has the shape of the contract, and every id once', async () => {
    for (const product of ['cm2007', 'current-branch'] as const) {
      const { requirements, excluded } = await planOf(`--product ${product} --mp mp01 --sup sup01`);
      expect([...idsOf(requirements), ...idsOf(excluded)].toSorted()).toEqual(
        contractIds(product).toSorted(),
      );
    }
  });

  test('is that of the contract for the example there', async () => {
    const { requirements, excluded } = await planOf('--mp mp01.contoso.com --site-code s01');
    expect(requirements.find(({ id }) => id === 'client-push/rpc-dynamic')).toMatchObject({
      method: 'client-push',
      necessity: 'required',
      from: 'site-server',
      to: 'client',
      transport: 'tcp',
      ports: ['49152-65535'],
      endpoints: [],
    });
    expect(requirements.find(({ id }) => id === 'manual/mp-http')).toMatchObject({
      method: 'manual',
      from: 'client',
      to: 'management-point',
      ports: [80],
      endpoints: [{ host: 'mp01.contoso.com', port: 80 }],
    });
    expect(excluded).toContainEqual({ id: 'manual/source-smb', reason: 'no /source is given' });
    expect(excluded).toContainEqual({
      id: 'manual/slp-http',
      reason: 'no server locator point: schema extended and all sites published',
    });
  });

  test('--from narrows it to one end', async () => {
    for (const from of ['site-server', 'client'] as const) {
      const { requirements } = await planOf(`--mp mp01 --from ${from}`);
      expect(new Set(requirements.map((requirement) => requirement.from))).toEqual(new Set([from]));
    }
  });

  test('--method narrows it to methods', async () => {
    const { requirements, excluded } = await planOf('--method manual --method group-policy');
    const methods = [...idsOf(requirements), ...idsOf(excluded)].map((id) => id.split('/')[0]);
    expect(new Set(methods)).toEqual(new Set(['manual', 'group-policy']));
  });

  test('--client binds the flows that go to clients, each once', async () => {
    const { requirements } = await planOf('--client pc001 10.0.0.7 pc001 --method client-push');
    const endpoints = (id: string): unknown =>
      requirements.find((requirement) => requirement.id === id)?.endpoints;
    expect(endpoints('client-push/smb')).toEqual([
      { host: 'pc001', port: 445 },
      { host: '10.0.0.7', port: 445 },
    ]);
    expect(endpoints('client-push/icmp')).toEqual([
      { host: 'pc001', port: null },
      { host: '10.0.0.7', port: null },
    ]);
    expect(endpoints('client-push/rpc-dynamic')).toEqual([
      { host: 'pc001', port: '49152-65535' },
      { host: '10.0.0.7', port: '49152-65535' },
    ]);
  });

  test('the same input gives the same plan', async () => {
    const words = `plan --site ${SITE} -o json`;
    expect((await run(words)).stdout).toBe((await run(words)).stdout);
  });
});

describe('the CSV plan', () => {
  test('has a row for each flow, and none that a spreadsheet would run', async () => {
    const words = `plan --site ${SITE} -o csv`;
    const { stdout } = await run(words);
    expect(stdout).toMatch(/^[^\r\n]+\r\n/);
    const rows = z
      .array(z.record(z.string(), z.string()))
      .parse(parse(stdout, { bom: true, columns: true, record_delimiter: '\r\n' }));
    expect(rows.map(({ id = '' }) => id).toSorted()).toEqual(contractIds('cm2007').toSorted());
    for (const row of rows) {
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  });
});

test('several outputs at once', async () => {
  const cwd = makeFolder();
  const ended = await run('plan --mp mp01 -o table -o json=p.json -o csv=p.csv -o markdown=p.md', {
    cwd,
  });
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  expect(ended.stdout).toContain('client-push/smb');
  const lost = await run('plan --mp mp01 -o json=gone/p.json', { cwd });
  expect([lost.code, lost.stdout]).toEqual([2, '']);
});

test.each([
  [
    '--product current-branch --slp slp01 --slp-needed yes',
    'ccm-preflight: --slp is for product cm2007, and this site is current-branch: nothing comes of it\n' +
      'ccm-preflight: --slp-needed is for product cm2007, and this site is current-branch: nothing comes of it\n',
  ],
  [
    '--product cm2007 --cmg cmg.contoso.com --lang ja',
    'ccm-preflight: --cmg は製品 current-branch だけで使う指定であり、このサイトは cm2007 のため使われません\n',
  ],
  ['--product current-branch --cmg cmg.contoso.com', ''],
  ['--product cm2007 --slp slp01', ''],
])('a flag of the other product is not dropped in silence: %s', async (words, told) => {
  const { code, stderr } = await run(['plan', ...words.split(' ')]);
  expect([code, stderr]).toEqual([0, told]);
});
