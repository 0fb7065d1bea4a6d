import type { PageHead } from '../data.ts';
import { rankOfClient, rankOfVerdict, verdictAt } from './judge.ts';
import type { Client } from './model.ts';

/** What rows are sorted by; `worst` is how a page begins. */
export type Column =
  | { readonly kind: 'worst' }
  | { readonly kind: 'name' }
  | { readonly kind: 'method'; readonly index: number }
  | { readonly kind: 'requirement'; readonly index: number };

export interface Sorting {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
}

export function sameColumn(a: Column, b: Column): boolean {
  return a.kind === b.kind && ('index' in a ? a.index : -1) === ('index' in b ? b.index : -1);
}

/** The other direction of a column that rows are sorted by already. */
export function sortedBy(column: Column, before: Sorting): Sorting {
  const turned = sameColumn(column, before.column) && before.direction === 'ascending';
  return { column, direction: turned ? 'descending' : 'ascending' };
}

/** Clients by their names as people count: pc2 before pc10. */
export function byName(clients: readonly Client[], language: string): readonly Client[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return [...clients].sort((a, b) => compare(a.name, b.name));
}

/** @param named clients in the order of their names: equal ones keep it */
export function sorted(
  named: readonly Client[],
  { column, direction }: Sorting,
  head: PageHead,
): readonly Client[] {
  const rank = rankBy(column, head);
  const order = direction === 'ascending' ? 1 : -1;
  if (column.kind === 'name') return direction === 'ascending' ? named : named.toReversed();
  return named
    .map((client) => ({ client, rank: rank(client) }))
    .sort((a, b) => order * (a.rank - b.rank))
    .map(({ client }) => client);
}

const STATUS_RANKS: Readonly<Record<string, number>> = { unmet: 0, unproven: 2, met: 3 };

/** The worst comes first. */
function rankBy(column: Column, { outcomes }: PageHead): (client: Client) => number {
  switch (column.kind) {
    case 'worst':
      return rankOfClient;
    case 'name':
      return () => 0;
    case 'method':
      return ({ verdicts }) => rankOfVerdict(verdictAt(verdicts[column.index]));
    case 'requirement': {
      const ranks = new Map(
        outcomes.map(({ letter, status }, place) => [
          letter,
          (STATUS_RANKS[status] ?? 2) * outcomes.length + place,
        ]),
      );
      const last = outcomes.length * outcomes.length;
      return ({ letters }) => ranks.get(letters[column.index] ?? '') ?? last;
    }
  }
}
