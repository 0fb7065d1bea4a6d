import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../../probe/failure.ts';
import { printable } from '../../site/printable.ts';
import { UsageError } from '../usage-error.ts';

/** What a folder is taken for: a place where reports are gathered. */
const REPORT = /\.(?:nd)?json$/i;

/**
 * Names of files from names of files, of folders, and of patterns: Windows' shells hand on `*.json` as
 * it is.
 * @throws UsageError for a folder without a report, and a pattern that nothing is named like
 */
export async function expandReports(
  said: readonly string[],
  cwd: string,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of said) names.push(...(await expand(name, cwd)));
  return names;
}

async function expand(name: string, cwd: string): Promise<readonly string[]> {
  const kind = await kindOf(path.resolve(cwd, name));
  const shown = printable(name, 200);
  if (kind === 'folder') {
    const found = await filesIn(name, cwd, REPORT);
    if (found.length > 0) return found;
    throw new UsageError(({ merge }) => `merge: ${merge.emptyFolder(shown)}`);
  }
  const last = path.basename(name);
  if (kind !== 'nothing' || !/[*?]/.test(last)) return [name];
  const found = await filesIn(path.dirname(name), cwd, patternOf(last));
  if (found.length > 0) return found;
  throw new UsageError(({ merge }) => `merge: ${merge.noMatch(shown)}`);
}

async function kindOf(file: string): Promise<'folder' | 'other' | 'nothing'> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'other';
  } catch {
    return 'nothing';
  }
}

/** In the order of their names, so that it is the same on every system. */
async function filesIn(folder: string, cwd: string, named: RegExp): Promise<readonly string[]> {
  try {
    const entries = await readdir(path.resolve(cwd, folder), { withFileTypes: true });
    return entries
      .filter(
        (entry) => !entry.isDirectory() && !entry.name.startsWith('.') && named.test(entry.name),
      )
      .map((entry) => path.join(folder, entry.name))
      .toSorted();
  } catch (thrown) {
    throw new UsageError(
      ({ errorCode }) =>
        `merge: can't read "${printable(folder, 200)}": ${errorCode(codeOf(thrown))}`,
    );
  }
}

/** `*` is any characters, `?` is one; Windows tells no case apart. */
export function patternOf(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, process.platform === 'win32' ? 'isu' : 'su');
}
