import { withoutCiCommands } from '../base/ci-commands.ts';
import { codeOf } from '../base/error-code.ts';
import { printable } from '../base/printable.ts';
import type { Texts } from '../text/texts.ts';
import { type ProcessStreams, type Streams, syncOutput, write } from './streams.ts';

/** Standard output can't be written: exit code 4, and no fault of this tool. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** @throws OutputError */
export async function print({ stdout, texts }: Streams, text: string): Promise<void> {
  try {
    await write(stdout, withoutCiCommands(text));
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

/** Prints something beside the results. If standard error is gone, nobody can be told. */
export async function complain({ stderr, words }: ProcessStreams, text: string): Promise<void> {
  if (text !== '') await write(stderr, `${fitForTerminal(text, words)}\n`).catch(() => {});
}

const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/u;
const UNSAFE_IN_LINES = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu;
const MAX_WORD_LENGTH = 1000;

/**
 * A message of one or more lines, without characters that would control a terminal or a CI system.
 * @param words what the message may quote: a line feed among them ends no line
 */
export function fitForTerminal(message: string, words: readonly string[] = []): string {
  const quoted = words
    .flatMap((word) => [word, word.slice(word.indexOf('=') + 1)])
    .filter((word) => UNSAFE.test(word))
    .toSorted((one, other) => other.length - one.length)
    .reduce((text, word) => text.replaceAll(word, () => printable(word, MAX_WORD_LENGTH)), message);
  return withoutCiCommands(quoted.replaceAll(UNSAFE_IN_LINES, '\u{fffd}'));
}
