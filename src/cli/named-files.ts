import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Errors for a word that names no files; each command has its own wording. */
export interface NamingErrors {
  /** The error for a folder that contains no such file. */
  readonly emptyFolder: (folder: string) => unknown;
  /** The error for a pattern that matches no name. */
  readonly noMatch: (pattern: string) => unknown;
  /** The error for a folder that can't be read. */
  readonly unreadable: (folder: string, thrown: unknown) => unknown;
}

/**
 * The files that a file's name, a folder's name or a pattern stands for: Windows' shells pass
 * `*.json` on as it is. Sorted by name, so that the order is the same on every system.
 * @param known what is taken out of a folder
 * @throws what `errors` makes
 */
export async function filesNamed(
  word: string,
  cwd: string,
  known: RegExp,
  errors: NamingErrors,
): Promise<readonly string[]> {
  const kind = await kindOf(path.resolve(cwd, word));
  if (kind === 'folder') {
    const found = await filesIn(word, cwd, (name) => known.test(name), errors);
    if (found.length > 0) return found;
    throw errors.emptyFolder(word);
  }
  const last = path.basename(word);
  if (kind !== 'nothing' || !/[*?]/.test(last)) return [word];
  const found = await filesIn(path.dirname(word), cwd, (name) => isNamedLike(name, last), errors);
  if (found.length > 0) return found;
  throw errors.noMatch(word);
}

async function kindOf(file: string): Promise<'folder' | 'other' | 'nothing'> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'other';
  } catch {
    return 'nothing';
  }
}

/** Without those that are hidden, as shells do. */
async function filesIn(
  folder: string,
  cwd: string,
  isWanted: (name: string) => boolean,
  errors: NamingErrors,
): Promise<readonly string[]> {
  try {
    const entries = await readdir(path.resolve(cwd, folder), { withFileTypes: true });
    return entries
      .filter(
        (entry) => !entry.isDirectory() && !entry.name.startsWith('.') && isWanted(entry.name),
      )
      .map((entry) => path.join(folder, entry.name))
      .toSorted();
  } catch (thrown) {
    throw errors.unreadable(folder, thrown);
  }
}

/**
 * `*` is any characters, `?` is one; Windows ignores case. What follows a star is searched from the
 * left: in a regular expression each further star would multiply the steps.
 */
function isNamedLike(name: string, pattern: string): boolean {
  const [first = [], ...others] = pattern.split('*').map(charactersOf);
  const characters = charactersOf(name);
  if (!standsAt(first, characters, 0)) return false;
  const last = others.pop();
  if (last === undefined) return characters.length === first.length;
  let at = first.length;
  for (const part of others) {
    while (at <= characters.length && !standsAt(part, characters, at)) at += 1;
    at += part.length;
  }
  const end = characters.length - last.length;
  return at <= end && standsAt(last, characters, end);
}

function standsAt(part: readonly string[], characters: readonly string[], at: number): boolean {
  return part.every((wanted, index) => {
    const character = characters[at + index];
    return character !== undefined && (wanted === '?' || wanted === character);
  });
}

function charactersOf(text: string): readonly string[] {
  return Array.from(process.platform === 'win32' ? text.toLowerCase() : text);
}
