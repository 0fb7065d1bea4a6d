import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pushLog } from '../diagnose/read.ts';
import { readNames } from './clients/read.ts';
import { makeFolder, run } from './run.ts';

const LOG = 'fixtures/logs/ccm.log';
const failing = (name: string): string[] => [
  `======>Begin Processing request: "1", machine name: "${name}"`,
  `---> Failed to connect to \\\\${name}\\admin$ using machine account (53)~`,
  `<======End request: "1", machine name: "${name}".`,
];

describe('the list of clients may be a ccm.log', () => {
  test('those whose last push failed are taken', async () => {
    expect(await readNames(readFileSync(LOG))).toEqual([
      'pc001.contoso.com',
      'pc002.contoso.com',
      'pc003.contoso.com',
    ]);
  });

  test('each once, however the bytes are cut and encoded', async () => {
    const log = pushLog([...failing('PC001'), ...failing('PC002'), ...failing('PC001')]);
    expect(await readNames(log, [1, 2, 30, 5])).toEqual(['PC001', 'PC002']);
    expect(await readNames(Buffer.from(`\ufeff${log}`, 'utf16le'), [3, 3])).toEqual([
      'PC001',
      'PC002',
    ]);
  });

  test('a name that is none is refused with its line', async () => {
    const log = pushLog([...failing('PC001'), ...failing('PC2;rm')]);
    await expect(readNames(log)).rejects.toThrow(/^standard input:4: .*PC2;rm/);
  });

  test('the line is the first that names it so, whatever comes later', async () => {
    const log = pushLog([...failing('PC001'), ...failing('PC-2_;x'), ...failing('PC-2_;x')]);
    await expect(readNames(log)).rejects.toThrow(/^standard input:4: /);
  });

  test('a part that was rotated out may be the list', async () => {
    expect((await readNames(readFileSync('fixtures/logs/ccm.lo_'))).length).toBeGreaterThan(0);
  });

  test.each(['json', 'ndjson', 'utf16le'])(
    'a saved report as %s through a pipe is refused in one line',
    async (form) => {
      const text =
        form === 'ndjson'
          ? '{"type":"run","schema":"ccm-preflight/report/1"}\n{"type":"client","client":"pc1"}\n'
          : `${JSON.stringify({ schema: 'ccm-preflight/report/1', clients: [] }, null, 2)}\n`;
      const bytes =
        form === 'utf16le' ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text);
      for (const lengths of [[], [1]]) {
        await expect(readNames(bytes, lengths)).rejects.toThrow(
          /^standard input: a saved report is read from a file: name it with --clients$/,
        );
      }
    },
  );

  test.each([
    ['in which none failed', pushLog(['Sleeping for 661 seconds...']), 'names no computers'],
    [
      'in which all went well in the end',
      pushLog([...failing('PC001'), '---> Started service "ccmsetup" on machine "PC001".']),
      'no client push failed last',
    ],
    ['of a client', readFileSync('fixtures/logs/cp932/ccmsetup.log'), 'names no computers'],
  ])('a log %s is refused', async (_which, log, message) => {
    await expect(readNames(log)).rejects.toThrow(message);
  });

  test('check reads it, with --shard and --resume', async () => {
    const cwd = makeFolder({
      'ccm.log': pushLog([
        ...failing('127.0.0.1'),
        ...failing('127.0.0.2'),
        ...failing('127.0.0.3'),
      ]),
      'site.yaml': 'product: cm2007\nports: { smb: 9, rpcEndpointMapper: 9 }\n',
    });
    const words =
      'check --clients ccm.log --site site.yaml --method client-push --timeout 100ms --retries 0 --quiet';
    const checked = async (more: string): Promise<string[]> => {
      const { stdout } = await run(`${words} -o ndjson ${more}`, { cwd });
      return [...stdout.matchAll(/"client":"(127[^"]+)"/g)].map(([, name = '']) => name);
    };
    expect((await checked('')).toSorted()).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
    const shards = [...(await checked('--shard 1/2')), ...(await checked('--shard 2/2'))];
    expect(shards.toSorted()).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
    await run(`${words} -o ndjson=run.ndjson`, { cwd });
    const saved = path.join(cwd, 'run.ndjson');
    const before = readFileSync(saved, 'utf8');
    await run(`${words} --resume run.ndjson -o json=all.json`, { cwd });
    expect(readFileSync(saved, 'utf8')).toBe(before);
    expect(readFileSync(path.join(cwd, 'all.json'), 'utf8')).toContain('127.0.0.3');
  });
});
