import type { Told } from '../text/told-error.ts';
import type { EndOfLines } from './clients.ts';
import type { SavedFile } from './saved-file.ts';

/** Notes about a report whose run did not come to its end. */
export function tellStopped(
  { name, ended }: Pick<SavedFile, 'name' | 'ended'>,
  end: EndOfLines | null,
  command: 'merge' | 'diff' | 'clients',
): readonly Told[] {
  const where = end === null ? name : `${name}:${end.lastLine}`;
  const left: Told = ({ merge }) => (end?.torn === 'torn' ? merge.tornLine(end.lastLine + 1) : '');
  switch (ended) {
    case 'complete':
      return end?.torn === 'torn'
        ? [(texts) => `${texts.merge.endsHere(where)}${left(texts)}`]
        : [];
    case 'interrupted':
      return [(texts) => `${texts.merge.runInterrupted[command](where)}${left(texts)}`];
    case 'killed':
      return [(texts) => `${texts.merge.runKilled[command](where)}${left(texts)}`];
  }
}
