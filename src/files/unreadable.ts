import { codeOf } from '../base/error-code.ts';
import type { Told } from '../text/told-error.ts';
import { UnwrittenError } from './readable.ts';
import { NotRegularError } from './regular.ts';

/** What can be read there. */
export type ExpectedFile = 'file' | 'file-or-pipe';

/**
 * Why something can't be read, in words.
 * @param thrown by what opens files or reads them
 */
export function whyUnreadable(thrown: unknown, expected: ExpectedFile): Told {
  if (thrown instanceof NotRegularError && thrown.kind !== 'folder') {
    const { kind } = thrown;
    return ({ files }) => files.otherwise(kind, expected);
  }
  if (thrown instanceof UnwrittenError) return ({ files }) => files.unwritten;
  const code = thrown instanceof NotRegularError ? 'EISDIR' : codeOf(thrown);
  return ({ errorCode }) => errorCode(code);
}
