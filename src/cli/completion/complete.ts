import { EXIT_CODES, type ExitCode } from '../../judge/exit-codes.ts';
import { COMMANDS } from '../commands/index.ts';
import { print } from '../output-error.ts';
import type { Streams } from '../streams.ts';
import { candidatesFor } from './candidates.ts';

/**
 * Answers a shell that asks what may come next: `complete COUNT -- WORD…`.
 * @param argv the words after `complete`
 */
export async function complete(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  const [count = '', , ...typed] = argv;
  const words = typed.slice(0, Number(count));
  while (words.length < Math.min(Number(count), typed.length + 1)) words.push('');
  const candidates = await candidatesFor(words, COMMANDS, streams.texts);
  await print(streams, candidates.map(({ word, describe }) => `${word}\t${describe}\n`).join(''));
  return EXIT_CODES.ok;
}
