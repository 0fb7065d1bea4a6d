import { codeOf, isFileShortage } from '../base/error-code.ts';
import { NotRegularError } from '../files/regular.ts';
import { ToldError } from '../text/told-error.ts';

/** A file that was named as a report, and can't be read. */
export class ReportFileError extends ToldError {
  override readonly name = 'ReportFileError';
}

/** Why a report can't be read, where it is the system that says so; else what was thrown. */
export function unreadable(name: string, thrown: unknown): unknown {
  if (thrown instanceof NotRegularError) {
    return new ReportFileError(({ merge }) => merge.noFile(name));
  }
  if (isFileShortage(thrown)) return thrown;
  return typeof thrown === 'object' && thrown !== null && 'syscall' in thrown
    ? new ReportFileError(({ merge, errorCode }) =>
        merge.unreadable(name, errorCode(codeOf(thrown))),
      )
    : thrown;
}
