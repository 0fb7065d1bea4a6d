import { stat } from 'node:fs/promises';
import path from 'node:path';
import { checkHost } from '../site/host.ts';
import { computerName, isBlock } from './clients/names.ts';

/** How lists, saved reports and logs are named, and no computer is. */
const LIST_FILE = /\.(?:csv|tsv|txt|json|ndjson|log)$/i;

/** Whether a word where a client's name is expected is the name of a file of clients. */
export function looksLikeListFile(word: string): boolean {
  return LIST_FILE.test(word);
}

/** Whether a word could be a client's name, a block or a range of addresses. */
export function looksLikeClient(word: string): boolean {
  const name = computerName(word);
  return !looksLikeListFile(word) && (isBlock(name) || 'value' in checkHost(name));
}

/** What a word of --client names: a computer may be called like a file of the working folder. */
export type NamedKind = 'name' | 'file' | 'name and file';

export async function kindOfWord(word: string, cwd: string): Promise<NamedKind> {
  if (looksLikeListFile(word)) return 'file';
  const isFile = await stat(path.resolve(cwd, word)).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) return 'name';
  return looksLikeClient(word) ? 'name and file' : 'file';
}
