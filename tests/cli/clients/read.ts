import { RefuseInTheEnd } from '../../../src/cli/clients/bad-lines.ts';
import { namesOf } from '../../../src/cli/clients/names.ts';
import { chunksOf } from '../../support/chunks.ts';

/** The names in a list of these bytes, cut in pieces of these lengths. */
export async function readNames(
  list: string | Uint8Array,
  lengths: readonly number[] = [],
  column: string | null = null,
): Promise<readonly string[]> {
  const bytes = typeof list === 'string' ? Buffer.from(list) : list;
  const form = { file: 'list', column };
  const names: string[] = [];
  for await (const block of namesOf(chunksOf(bytes, lengths), form, new RefuseInTheEnd('list'))) {
    names.push(...block);
  }
  return names;
}
