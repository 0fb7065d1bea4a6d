import { ReadError } from '../../report/read/problem.ts';
import { ToldError } from '../../text/told-error.ts';
import { UsageError } from '../usage-error.ts';

/** A file that was named as a report, and can't be read. */
export class ReportFileError extends ToldError {
  override readonly name = 'ReportFileError';
}

/** What is thrown for a report that can't be used, in the name of the command that reads it. */
export function refusedBy(command: 'merge' | 'diff', thrown: unknown): unknown {
  if (thrown instanceof ReportFileError) {
    return new UsageError((texts) => `${command}: ${thrown.told(texts)}`);
  }
  if (!(thrown instanceof ReadError)) return thrown;
  return new UsageError((texts) => `${command}: ${thrown.told(texts)}`);
}
