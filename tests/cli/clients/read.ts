import { Readable } from 'node:stream';
import { METHODS } from '../../../src/catalogue/vocabulary.ts';
import { Blocks } from '../../../src/cli/clients/blocks.ts';
import { readList } from '../../../src/cli/clients/list.ts';
import { chunksOf } from '../../support/chunks.ts';
import { testStreams } from '../../support/streams.ts';

/** The names in a list of these bytes, which comes through standard input in pieces of these lengths. */
export async function readNames(
  list: string | Uint8Array,
  lengths: readonly number[] = [],
  column: string | null = null,
): Promise<readonly string[]> {
  const bytes = Buffer.from(list);
  const streams = { ...testStreams(), stdin: Readable.from(chunksOf(bytes, lengths)) };
  const options = { file: '-', column, only: null, methods: METHODS, skipInvalid: false };
  const blocks = new Blocks();
  const names = await readList(options, streams, async () => {}, blocks);
  blocks.told();
  return names;
}
