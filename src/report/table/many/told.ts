import { METHODS } from '../../../catalogue/vocabulary.ts';
import { VERDICTS, type Verdict } from '../../../judge/vocabulary.ts';
import type { Texts } from '../../../text/texts.ts';
import type { Page } from '../page.ts';
import { placesOf } from './places.ts';
import { comparison, placeTexts } from './places-text.ts';
import type { ObstacleSum, Sums, VerdictSums } from './sums.ts';

// What is told of many clients, in bare sentences: each format lays them out in its own way.

export function tellVerdicts(
  sums: ReturnType<VerdictSums['get']>,
  texts: Texts,
): readonly { readonly verdict: Verdict; readonly text: string }[] {
  return VERDICTS.flatMap((verdict) => {
    const sum = sums?.get(verdict);
    if (sum === undefined) return [];
    const noAnswer = verdict === 'breaks' ? sum.noAnswer : 0;
    return [{ verdict, text: texts.many.verdict(verdict, sum.clients, noAnswer) }];
  });
}

/** Clients of which nothing is known but that they are not there. */
export interface ToldAbsent {
  readonly headline: string;
  readonly places: readonly string[];
  readonly wayOut: string | null;
}

/** Counted apart: a machine that is off is not behind a firewall for all that is known. */
export function tellAbsent(
  { answering, noAnswer, noAddress }: Sums,
  page: Page,
): readonly ToldAbsent[] {
  const { texts } = page;
  const compared = comparison('asked', [answering, noAnswer]);
  return [
    { group: noAnswer, headline: texts.many.noAnswer(noAnswer.clients), wayOut: null },
    {
      group: noAddress,
      headline: texts.many.noAddress(noAddress.clients),
      wayOut: texts.table.mend('', 'unresolved'),
    },
  ]
    .filter(({ group }) => group.clients > 0)
    .map(({ group, headline, wayOut }) => ({
      headline,
      wayOut,
      places: placeTexts(group, placesOf(group.subnets), compared, page),
    }));
}

/** Obstacles that most clients meet with come first. */
export function byClients({ obstacles }: Sums): readonly ObstacleSum[] {
  return [...obstacles]
    .toSorted(([keyA, a], [keyB, b]) => b.group.clients - a.group.clients || (keyA < keyB ? -1 : 1))
    .map(([, sum]) => sum);
}

/** For each method that breaks somewhere what may be done there instead. */
export function tellInstead(
  { alternatives }: Sums,
  texts: Texts,
): readonly { readonly headline: string; readonly others: readonly string[] }[] {
  return METHODS.flatMap((broken) => {
    const sums = [...(alternatives.get(broken)?.values() ?? [])];
    if (sums.length === 0) return [];
    const others = sums
      .toSorted((a, b) => b.clients - a.clients)
      .map(({ method, verdict, clients }) =>
        method === null
          ? texts.many.nothingInstead(clients)
          : texts.many.alternative(method, verdict, clients),
      );
    return [{ headline: texts.many.insteadOf(broken), others }];
  });
}

export function tellWarnings({ warnings }: Sums, texts: Texts): readonly string[] {
  return [...warnings]
    .toSorted(([codeA, a], [codeB, b]) => b.clients - a.clients || (codeA < codeB ? -1 : 1))
    .map(([code, { clients, first }]) => texts.many.warning(code, { names: first.names, clients }));
}
