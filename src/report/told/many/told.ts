import { inMethodOrder } from '../../../catalogue/vocabulary.ts';
import { EFFECTS, VERDICTS, type Verdict } from '../../../judge/vocabulary.ts';
import type { Texts } from '../../../text/texts.ts';
import type { Page } from '../page.ts';
import { endsOf } from '../../model/vantages.ts';
import { worstOf } from './obstacle-text.ts';
import { placesOf } from './places.ts';
import { comparison, placeTexts } from './places-text.ts';
import { MAX_NAMED_CLIENTS, type ObstacleSum, type Sums } from './sums.ts';
import type { Looked, VerdictSums } from './verdict-sums.ts';
import { readyMethodOf } from '../ready.ts';

// Sentences about many clients; `blocks.ts` arranges them.

const LOOKED = ['ready', 'doubtful', ...VERDICTS, 'not-looked-at'] as const satisfies readonly (
  Looked | Verdict
)[];

/** How many names stand for a number that is too large to be told by name. */
const FEW_NAMES = 3;

export interface ToldVerdict {
  readonly verdict: Looked | Verdict;
  readonly text: string;
}

export function tellVerdicts(
  sums: ReturnType<VerdictSums['get']>,
  page: Page,
): readonly ToldVerdict[] {
  const { many } = page.texts;
  return LOOKED.flatMap((verdict): readonly ToldVerdict[] => {
    const sum = sums?.get(verdict);
    if (sum === undefined) return [];
    if (verdict === 'not-looked-at') {
      return [{ verdict, text: many.notLookedAt[endsOf(page.head)](sum.clients) }];
    }
    if (verdict === 'ready' || verdict === 'doubtful') {
      return [{ verdict, text: many.readiness(verdict, sum.clients) }];
    }
    const noAnswer = verdict === 'breaks' ? sum.noAnswer : 0;
    return [{ verdict, text: many.verdict(verdict, sum.clients, noAnswer) }];
  });
}

/** Whether no client can use a method. */
export function isNowhere(verdicts: ReturnType<VerdictSums['get']>): boolean {
  return verdicts !== undefined && [...verdicts.keys()].every((each) => each === 'not-applicable');
}

/** One line for those that were under way when the run was stopped; null where none was. */
export function tellUnderWay({ underWay }: Sums, { many }: Texts): string | null {
  return underWay.clients === 0 ? null : many.underWay(underWay.clients);
}

/** The clients that a method may be run on, and those for which it is likely to hang or fail. */
export function tellNamed(
  sums: Sums,
  { head, texts }: Page,
): readonly {
  readonly readiness: 'ready' | 'doubtful';
  readonly headline: string;
  readonly names: string;
}[] {
  const method = readyMethodOf(head);
  return (['ready', 'doubtful'] as const).flatMap((readiness) => {
    const { clients, first } = sums[readiness];
    if (clients === 0) return [];
    const names =
      clients <= MAX_NAMED_CLIENTS
        ? texts.list(first.names)
        : texts.many.first({ names: first.names.slice(0, FEW_NAMES), clients });
    const all = readiness === 'ready' && clients > MAX_NAMED_CLIENTS ? [texts.many.allReady] : [];
    return [
      {
        readiness,
        headline:
          readiness === 'ready'
            ? texts.many.named.ready[endsOf(head)](method, clients)
            : texts.many.named.doubtful(method, clients, texts.table.warnings),
        names: texts.clauses([names, ...all]),
      },
    ];
  });
}

/** Clients that did not answer, or have no address. */
export interface ToldAbsent {
  readonly headline: string;
  readonly places: readonly string[];
  readonly wayOut: string | null;
}

/** Counted separately: nothing suggests that a firewall hides a machine that is off. */
export function tellAbsent(
  { answering, noAnswer, unknown, noAddress }: Sums,
  page: Page,
): readonly ToldAbsent[] {
  const { texts } = page;
  const compared = comparison('asked', [answering, noAnswer, unknown]);
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

/** What breaks a method comes first, of that what most clients meet with. */
export function byWeight({ obstacles }: Sums): readonly ObstacleSum[] {
  return [...obstacles]
    .toSorted(
      ([keyA, a], [keyB, b]) =>
        EFFECTS.indexOf(worstOf(a)) - EFFECTS.indexOf(worstOf(b)) ||
        b.group.clients - a.group.clients ||
        (keyA < keyB ? -1 : 1),
    )
    .map(([, sum]) => sum);
}

/** For each method that breaks on some clients, what can be done there instead. */
export function tellInstead(
  { alternatives }: Sums,
  texts: Texts,
): readonly { readonly headline: string; readonly others: readonly string[] }[] {
  return inMethodOrder(alternatives.keys()).flatMap((broken) => {
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
