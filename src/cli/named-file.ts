import path from 'node:path';
import { MAX_FILE_BYTES } from '../site/source-document.ts';
import { UsageError } from './usage-error.ts';
import { TooLargeError, readRegular } from '../files/regular.ts';
import { whyUnreadable } from '../files/unreadable.ts';

/**
 * Reads the whole of a file that an option names.
 * @throws UsageError naming the option where it is no regular file, can't be read or is too large
 */
export async function readNamed(
  name: string,
  option: string,
  cwd: string,
  maxBytes = MAX_FILE_BYTES,
): Promise<Buffer> {
  try {
    return await readRegular(path.resolve(cwd, name), maxBytes);
  } catch (thrown) {
    if (thrown instanceof TooLargeError) {
      throw new UsageError(({ errors }) => errors.tooLarge(option, name, maxBytes));
    }
    const why = whyUnreadable(thrown, 'file');
    throw new UsageError((texts) => texts.errors.cantRead(option, name, why(texts)));
  }
}
