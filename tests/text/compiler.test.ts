import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { JA } from '../../src/text/ja/index.ts';
import { makeFolder } from '../support/folder.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const COMPILER = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const TEXTS = JSON.stringify(path.join(ROOT, 'src', 'text', 'texts.ts'));

const { flow, ...withoutOne } = JA.markdown.columns;
const { client: _client, ...rolesWithoutOne } = JA.roles;

/** Translations of one table each, and what the compiler says of them. */
const TABLES = {
  whole: ["Texts['markdown']", { columns: JA.markdown.columns }, null],
  missing: ["Texts['markdown']", { columns: withoutOne }, "Property 'flow' is missing"],
  superfluous: [
    "Texts['markdown']",
    { columns: { ...JA.markdown.columns, flow, other: '' } },
    '\'"other"\' does not exist',
  ],
  'missing-word': ["Texts['roles']", rolesWithoutOne, "Property 'client' is missing"],
} as const;

describe('the compiler', () => {
  const folder = makeFolder(
    Object.fromEntries(
      Object.entries(TABLES).map(([name, [type, table]]) => [
        `${name}.ts`,
        `import type { Texts } from ${TEXTS};\nexport const TABLE: ${type} = ${JSON.stringify(table)};\n`,
      ]),
    ),
  );
  fs.writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2023',
        allowImportingTsExtensions: true,
        skipLibCheck: true,
        types: ['node'],
        typeRoots: [path.join(ROOT, 'node_modules', '@types')],
      },
      include: ['*.ts'],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [COMPILER, '-p', folder], { encoding: 'utf8' });

  test.each(Object.entries(TABLES))('a table that is %s', (name, [, , expected]) => {
    const said = stdout.split('\n').filter((line) => line.includes(`${name}.ts(`));
    expect(said).toHaveLength(expected === null ? 0 : 1);
    expect(said.join('')).toContain(expected ?? '');
  });

  test('says nothing of anything else', () => {
    const faulty = Object.values(TABLES).filter(([, , expected]) => expected !== null);
    expect(stdout.split('\n').filter((line) => line.includes('error TS'))).toHaveLength(
      faulty.length,
    );
  });
});
