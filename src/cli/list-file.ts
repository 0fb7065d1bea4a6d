import { stat } from 'node:fs/promises';
import path from 'node:path';
import { checkHost } from '../site/host.ts';
import { computerName, isBlock, looksLikeListFile } from './clients/written-name.ts';

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
