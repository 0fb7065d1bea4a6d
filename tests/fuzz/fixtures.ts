import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures');

/** The folder of inputs that once broke a decoder. */
export function keptFolder(decoder: string): string {
  return path.join(FIXTURES, 'fuzz', decoder);
}

/** Inputs that once broke a decoder, by file name. */
export function keptInputs(decoder: string): readonly (readonly [name: string, input: Buffer])[] {
  const folder = keptFolder(decoder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .map((name) => [name, readFileSync(path.join(folder, name))]);
}

/** YAML and JSON files of a fixture folder. */
export function readFixtures(folder: string): Buffer[] {
  return readdirSync(path.join(FIXTURES, folder))
    .filter((name) => /\.(yaml|json)$/.test(name))
    .toSorted()
    .map((name) => readFileSync(path.join(FIXTURES, folder, name)));
}
