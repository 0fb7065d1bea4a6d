import { stat } from 'node:fs/promises';
import path from 'node:path';
import { printable } from '../base/printable.ts';
import { MismatchError } from '../run/merge/survey.ts';
import { ReportFileError } from '../saved/file-error.ts';
import { ReadError } from '../saved/read/problem.ts';
import { type SavedFile, fileIdentityOf } from '../saved/saved-file.ts';
import type { Output } from './outputs.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

/** The error to throw for a report that can't be used, in the name of the command that reads it. */
export function refusedBy(command: 'merge' | 'diff', thrown: unknown): unknown {
  return thrown instanceof ReportFileError ||
    thrown instanceof ReadError ||
    thrown instanceof MismatchError
    ? new UsageError((texts) => `${command}: ${thrown.told(texts)}`)
    : thrown;
}

/**
 * Makes sure that no output takes the place of a report that is to be read.
 * @throws UsageError
 */
export async function checkOutputs(
  command: 'merge' | 'diff',
  outputs: readonly Output<string>[],
  files: readonly SavedFile[],
  { cwd }: Streams,
): Promise<void> {
  for (const { file } of outputs) {
    if (file === null) continue;
    const found = await stat(path.resolve(cwd, file), { bigint: true }).catch(() => null);
    const identity = found === null ? null : fileIdentityOf(found);
    if (files.some((saved) => saved.identity === identity)) {
      const shown = printable(file, 200);
      throw new UsageError(({ merge }) => `${command}: ${merge.outputIsReport(shown)}`);
    }
  }
}
