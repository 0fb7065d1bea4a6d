import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Ended, makeFolder, parseReport, run } from './run.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';

const folder = makeFolder();
const site = '--site site.yaml --method manual';
let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
  fs.writeFileSync(path.join(folder, 'site.yaml'), lab.siteFile);
});
afterAll(() => lab.close());

/** What a computer saves under a client's name. */
async function look(name: string, file: string, own: boolean): Promise<Ended> {
  const words = `check ${site} --from client --client-name ${name} -o table -o json=${file}.json -o ndjson=${file}.ndjson -o html=${file}.html -o ready=${file}.txt`;
  return run(words, { cwd: folder, isThisComputer: async () => own });
}

const merge = (words: string): Promise<Ended> => run(`merge ${words}`, { cwd: folder });
const saved = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

describe('another computer that is looked from in a client’s place', () => {
  test('is told in the report’s first lines, in its end and in what is saved', async () => {
    const { stdout } = await look('pc001', 'beside', false);
    const words = stdout.replaceAll(/\s+/g, ' ');
    expect(words).toContain('seen from another computer in place of pc001');
    expect(words).toContain("This is no report of pc001's own");
    expect(JSON.parse(saved('beside.json'))).toMatchObject({ run: { standsFor: 'pc001' } });
    expect(saved('beside.ndjson').match(/"standsFor":"pc001"/g)).toHaveLength(2);
    expect(saved('beside.html')).toContain("This is no report of pc001's own");
  });

  test('is not told of a client that looked itself', async () => {
    const { stdout } = await look('pc001', 'own', true);
    expect(stdout).not.toContain('in place of');
    expect(saved('own.json')).not.toContain('standsFor');
    expect(saved('own.txt')).toBe('pc001\n');
  });

  test('proves nothing where reports are joined', async () => {
    await look('pc001', 'beside', false);
    await look('pc002', 'own', true);
    const { stdout, stderr } = await merge('beside.ndjson own.ndjson -o json');
    expect(parseReport(stdout).clients.map(({ client }) => client)).toEqual(['pc002']);
    expect(stderr).toContain(
      'beside.ndjson: left out, as it was made on another computer than pc001',
    );
  });

  test('is shown again alone, with its mark', async () => {
    await look('pc001', 'beside', false);
    for (const name of ['beside.ndjson', 'beside.json']) {
      const { stdout } = await merge(name);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain('in place of pc001');
    }
  });

  test('makes nobody ready', async () => {
    await look('pc001', 'beside', false);
    expect(saved('beside.txt')).toBe('');
    expect((await merge('beside.ndjson -o ready')).stdout).toBe('');
  });

  test('is not compared with what the client itself saw', async () => {
    await look('pc001', 'beside', false);
    await look('pc001', 'own', true);
    const { code, stdout } = await run('diff own.ndjson beside.ndjson', { cwd: folder });
    expect([code, stdout]).toEqual([3, expect.stringContaining('No client could be compared')]);
  });

  test('is refused where there is nothing else to join', async () => {
    await look('pc001', 'beside', false);
    const { code, stderr } = await merge('beside.ndjson beside.json');
    expect([code, stderr]).toEqual([2, expect.stringContaining('one by one, not joined')]);
  });

  test('does not go on with what the client itself had begun', async () => {
    await look('pc001', 'own', true);
    const { code, stderr } = await run(
      `check ${site} --from client --client-name pc001 --resume own.ndjson`,
      { cwd: folder, isThisComputer: async () => false },
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('stands in for')]);
  });
});
