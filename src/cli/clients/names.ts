import type { Told } from '../../text/told-error.ts';
import { clientName } from '../client-name.ts';
import { UsageError } from '../usage-error.ts';
import type { BadLines } from './bad-lines.ts';
import { type ListForm, type Row, rowsOf } from './rows.ts';

/**
 * The checked names of a list, in blocks as they come, none of them empty. A block that
 * `badLines` refuses is not yielded.
 * @throws UsageError for what is no list of clients, and from `badLines`
 */
export async function* namesOf(
  chunks: AsyncIterable<Uint8Array>,
  form: ListForm,
  badLines: BadLines,
): AsyncGenerator<readonly string[]> {
  let isRefused = false;
  try {
    for await (const rows of rowsOf(chunks, form)) {
      const { names, problems } = check(rows, form.file);
      if (problems.length > 0) await badLines.take(problems);
      if (names.length > 0) yield names;
    }
  } catch (thrown) {
    // Nothing more of a list that may be a key.
    isRefused = true;
    throw thrown;
  } finally {
    // Where the user interrupts, too.
    if (!isRefused) await badLines.end();
  }
}

interface Checked {
  readonly names: readonly string[];
  readonly problems: readonly Told[];
}

function check(rows: readonly Row[], file: string): Checked {
  const names: string[] = [];
  const problems: Told[] = [];
  for (const { name, line } of rows) {
    try {
      names.push(clientName(name, `${file}:${line}`));
    } catch (thrown) {
      if (!(thrown instanceof UsageError)) throw thrown;
      problems.push(thrown.told);
    }
  }
  return { names, problems };
}
