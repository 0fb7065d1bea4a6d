import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { fillBlocks } from './blocks.ts';
import { apartTable, fieldTables } from './fields.ts';
import { FLOW_PARTS } from './flows.ts';
import { schemaFiles } from './json-schema.ts';
import { OWN_ROW_PARTS } from './own-rows.ts';
import { powershellHelp } from './powershell-help.ts';
import { SITE_FILE_PARTS } from './site-file.ts';
import { VERDICT_PARTS } from './verdicts.ts';
import { WIRE_PARTS } from './wire.ts';

export const REPOSITORY = path.join(import.meta.dirname, '..', '..');

/** Documents that have generated parts. */
const DOCUMENTS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/flows.md': FLOW_PARTS,
  'docs/site-file.md': SITE_FILE_PARTS,
  'docs/own-rows.md': OWN_ROW_PARTS,
  'docs/verdicts.md': VERDICT_PARTS,
  'docs/wire.md': WIRE_PARTS,
  'docs/report.md': {
    report: () => fieldTables('report'),
    evidence: () => apartTable('report', 'evidence'),
    self: () => apartTable('report', 'self'),
    plan: () => fieldTables('plan'),
    diff: () => fieldTables('diff'),
    diagnosis: () => fieldTables('diagnosis'),
    discovery: () => fieldTables('discovery'),
    explanation: () => fieldTables('explanation'),
  },
};

/** Everything that is generated under `docs`, and the help of the PowerShell module, as it should be: text by path. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = [
    ...Object.entries(schemaFiles()),
    ...Object.entries(DOCUMENTS).map(
      ([file, parts]) =>
        [file, fillBlocks(readFileSync(path.join(REPOSITORY, file), 'utf8'), parts)] as const,
    ),
  ];
  const config = await resolveConfig(path.join(REPOSITORY, 'package.json'));
  const formatted = await Promise.all(
    files.map(
      async ([file, text]) => [file, await format(text, { ...config, filepath: file })] as const,
    ),
  );
  return new Map([...formatted, ...Object.entries(powershellHelp(REPOSITORY))]);
}
