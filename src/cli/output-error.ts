import { codeOf } from '../probe/failure.ts';
import { type Streams, write } from './streams.ts';

/** Standard output can't be written: exit code 4, and no fault of this tool. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** @throws OutputError */
export async function print({ stdout }: Streams, text: string): Promise<void> {
  try {
    await write(stdout, text);
  } catch (thrown) {
    throw new OutputError(await outputProblem(thrown));
  }
}

/** Why standard output can't be written; empty where its reader went away, as `head` does. */
export async function outputProblem(thrown: unknown): Promise<string> {
  const code = codeOf(thrown);
  if (code === 'EPIPE') return '';
  const { EN } = await import('../text/en/index.ts');
  return `can't write standard output: ${EN.errorCode(code)}`;
}

/** Says something beside the results; standard error may be gone, and then nobody can be told. */
export async function complain({ stderr }: Streams, text: string): Promise<void> {
  if (text !== '') await write(stderr, `${text}\n`).catch(() => {});
}
