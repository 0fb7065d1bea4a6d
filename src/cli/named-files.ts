import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What a word does not name; the command says it in its own words. */
export interface NamingErrors {
  /** @returns what is thrown for a folder that holds nothing of the kind */
  readonly emptyFolder: (folder: string) => unknown;
  /** @returns what is thrown for a pattern that nothing is named like */
  readonly noMatch: (pattern: string) => unknown;
  /** @returns what is thrown where a folder can't be read */
  readonly unreadable: (folder: string, thrown: unknown) => unknown;
}

/**
 * Files from the name of a file, of a folder, or from a pattern: Windows' shells hand on `*.json` as
 * it is. In the order of their names, so that it is the same on every system.
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
 * `*` is any characters, `?` is one; Windows tells no case apart. What follows a star is looked for
 * from the left: were it a regular expression, each further star would multiply its steps.
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
