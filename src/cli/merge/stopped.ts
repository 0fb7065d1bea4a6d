import type { EndOfLines } from './clients.ts';
import type { SavedFile } from './saved-file.ts';

/** What is to be said of a report whose run did not come to its end. */
export function tellStopped(
  { name, ended }: Pick<SavedFile, 'name' | 'ended'>,
  end: EndOfLines | null,
): readonly string[] {
  const where = end === null ? name : `${name}:${end.lastLine}`;
  const left = end?.torn === 'torn' ? `; line ${end.lastLine + 1} is torn and left out` : '';
  switch (ended) {
    case 'complete':
      return left === '' ? [] : [`${where}: the report ends here${left}`];
    case 'interrupted':
      return [`${where}: the run was interrupted: what is joined is not complete${left}`];
    case 'killed':
      return [
        `${where}: the run was stopped here, without a summary: what is joined is not complete${left}`,
      ];
  }
}
