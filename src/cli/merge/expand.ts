import { codeOf } from '../../base/error-code.ts';
import { printable } from '../../base/printable.ts';
import { type NamingErrors, filesNamed } from '../named-files.ts';
import { UsageError } from '../usage-error.ts';

/** What a folder is taken for: a place where reports are gathered. */
const REPORT = /\.(?:nd)?json$/i;

const MAX_NAME_LENGTH = 200;

/**
 * Names of files from names of files, of folders, and of patterns.
 * @throws UsageError for a folder without a report, and a pattern that nothing is named like
 */
export async function expandReports(
  said: readonly string[],
  cwd: string,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const name of said) names.push(...(await filesNamed(name, cwd, REPORT, ERRORS)));
  return names;
}

const ERRORS: NamingErrors = {
  emptyFolder: (folder) =>
    new UsageError(
      ({ merge }) => `merge: ${merge.emptyFolder(printable(folder, MAX_NAME_LENGTH))}`,
    ),
  noMatch: (pattern) =>
    new UsageError(({ merge }) => `merge: ${merge.noMatch(printable(pattern, MAX_NAME_LENGTH))}`),
  unreadable: (folder, thrown) =>
    new UsageError(
      ({ merge, errorCode }) =>
        `merge: ${merge.unreadable(printable(folder, MAX_NAME_LENGTH), errorCode(codeOf(thrown)))}`,
    ),
};
