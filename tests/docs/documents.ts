import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(import.meta.dirname, '..', '..');

export interface Document {
  /** From the root, with slashes. */
  readonly name: string;
  readonly text: string;
}

export interface Block {
  readonly document: string;
  readonly language: string;
  readonly text: string;
}

function documentsIn(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`);
}

/** Everything that people are given to read. */
export const DOCUMENTS: readonly Document[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...documentsIn('docs'),
  ...documentsIn('deploy'),
].map((name) => ({ name, text: readFileSync(path.join(ROOT, name), 'utf8') }));

const FENCED = /^( *)```([a-z]*)\n(.*?)^ *```$/gms;

/** Blocks of code, in order. */
export const BLOCKS: readonly Block[] = DOCUMENTS.flatMap(({ name, text }) =>
  [...text.matchAll(FENCED)].map(([, indent = '', language = '', body = '']) => ({
    document: name,
    language,
    text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  })),
);

/** A document without its blocks of code. */
export function proseOf({ text }: Document): string {
  return text.replaceAll(FENCED, '');
}
