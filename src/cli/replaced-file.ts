import { realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../base/error-code.ts';
import { complain } from './output-error.ts';
import { type Sink, fileSink } from './sink.ts';
import type { Streams } from './streams.ts';

/**
 * A file that a reader may open at any time: what it held before stands until all of the new text is
 * there. It is gathered beside it, in `NAME.tmp`, which no collector takes for its own. What is no
 * regular file (a pipe, /dev/stdout) is written as it is.
 */
export async function replacedFileSink(
  name: string,
  streams: Streams,
  fallback: Sink | null,
): Promise<Sink> {
  const target = await targetOf(path.resolve(streams.cwd, name));
  if (target === null) return fileSink(name, streams, fallback);
  const beside = `${target}.tmp`;
  const sink = await fileSink(beside, streams, fallback);
  return {
    write: (text) => sink.write(text),
    isLost: () => sink.isLost(),
    async close() {
      if (!(await sink.close())) {
        // Not there where it could not be made.
        await rm(beside, { force: true }).catch(() => {});
        return false;
      }
      try {
        await rename(beside, target);
        return true;
      } catch (thrown) {
        const why = streams.texts.errorCode(codeOf(thrown));
        await complain(streams, `ccm-preflight: ${streams.texts.notes.cantWrite(name, why, null)}`);
        return false;
      }
    },
  };
}

/** The file itself where a link was named; null for what can't be replaced. */
async function targetOf(file: string): Promise<string | null> {
  try {
    const target = await realpath(file);
    return (await stat(target)).isFile() ? target : null;
  } catch (thrown) {
    return codeOf(thrown) === 'ENOENT' ? file : null;
  }
}
