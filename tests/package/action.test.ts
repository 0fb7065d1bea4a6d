import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { stop } from 'esbuild';
import { ACTION_FOLDER, actionFiles } from '../../scripts/package/action.ts';
import { makeFolder, parseReport } from '../cli/run.ts';
import { runCommand } from '../real/support/command.ts';
import { REPOSITORY } from '../real/support/tool.ts';

const folder = makeFolder();
// Its program would live as long as the process does.
afterAll(() => stop());

describe('what the action runs', () => {
  test('is what the sources make', async () => {
    const made = await actionFiles();
    expect(fs.readdirSync(ACTION_FOLDER).toSorted()).toEqual(Object.keys(made).toSorted());
    const differing = Object.entries(made).filter(
      ([name, text]) => fs.readFileSync(path.join(ACTION_FOLDER, name), 'utf8') !== text,
    );
    const names = differing.map(([name]) => `action/${name}`);
    if (names.length > 0) {
      throw new Error(
        `not what the sources make: ${names.join(', ')}; npm run package -- --action`,
      );
    }
  });

  test('names no folder of the machine that made it', () => {
    for (const name of fs.readdirSync(ACTION_FOLDER)) {
      expect(fs.readFileSync(path.join(ACTION_FOLDER, name), 'utf8')).not.toContain(REPOSITORY);
    }
  });

  test('needs no other file, threads for a long list included', async () => {
    const program = path.join(folder, 'alone.cjs');
    fs.copyFileSync(path.join(ACTION_FOLDER, 'ccm-preflight.cjs'), program);
    // The first 256 are looked at by the main thread.
    const clients = Array.from(
      { length: 300 },
      (_none, index) => `127.1.${index >> 7}.${(index & 127) + 1}`,
    );
    const { exitCode, stdout, stderr } = await runCommand([
      process.execPath,
      program,
      ...'check --product cm2007 --method client-push --retries 0 --quiet -o json'.split(' '),
      '--client',
      ...clients,
    ]);
    const report = parseReport(stdout);
    expect([exitCode, stderr]).toEqual([report.summary.exitCode, '']);
    expect(report.run.complete).toBe(true);
    expect(report.clients.map(({ client }) => client)).toEqual(clients);
    const smb = report.clients.flatMap(({ requirements }) =>
      requirements.flatMap(({ id, outcome }) => (id === 'client-push/smb' ? outcome : [])),
    );
    expect(new Set(smb)).toEqual(new Set(['refused']));
  });
});
