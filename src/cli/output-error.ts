import { codeOf } from '../base/error-code.ts';
import type { Texts } from '../text/texts.ts';
import { type ProcessStreams, type Streams, syncOutput, write } from './streams.ts';

/** Standard output can't be written: exit code 4, and no fault of this tool. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** @throws OutputError */
export async function print({ stdout, texts }: Streams, text: string): Promise<void> {
  try {
    await write(stdout, text);
    await syncOutput(stdout);
  } catch (thrown) {
    throw new OutputError(outputProblem(thrown, texts));
  }
}

/** Why standard output can't be written; empty where its reader went away, as `head` does. */
export function outputProblem(thrown: unknown, texts: Texts): string {
  const code = codeOf(thrown);
  if (code === 'EPIPE') return '';
  return texts.notes.cantWriteStdout(texts.errorCode(code));
}

/** Says something beside the results; standard error may be gone, and then nobody can be told. */
export async function complain({ stderr }: ProcessStreams, text: string): Promise<void> {
  if (text !== '') await write(stderr, `${text}\n`).catch(() => {});
}
