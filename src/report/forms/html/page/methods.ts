import { VERDICTS, type Verdict } from '../../../../judge/vocabulary.ts';
import type { PageHead } from '../data.ts';
import { verdictSign } from './badges.ts';
import { button, filled, h, list, told } from './dom.ts';
import { HERE, NO_FILTER } from './filter.ts';
import {
  STANDINGS,
  type Standing,
  shownOf,
  standingOr,
  toneOfVerdict,
  verdictAt,
  wordOf,
} from './judge.ts';
import { type Client, detailOf, textOf } from './model.ts';
import type { View } from './view.ts';

const STANDINGS_FIRST = [...new Set<Standing | Verdict>([...STANDINGS, ...VERDICTS])];

/** The verdict of each method: counts of many clients, or what is to be said of one. */
export function methodsSection(view: View): HTMLElement {
  const { head, clients } = view.model;
  const [only, ...others] = clients;
  const one = only !== undefined && others.length === 0;
  return h(
    'section',
    { class: 'methods', 'aria-labelledby': 'methods' },
    h('h2', { id: 'methods' }, head.texts.methods),
    one
      ? verdictsOfClient(only, view)
      : list(
          'tallies',
          head.methods.map((_method, index) => tally(index, view)),
        ),
  );
}

/** The methods of one client, each with its sentence. */
export function verdictsOfClient(client: Client, { model }: Pick<View, 'model'>): HTMLElement {
  const { head } = model;
  const [explanations, alternatives] = detailOf(client);
  return list(
    'verdicts',
    head.methods.flatMap(({ title, notApplicable }, index): readonly (readonly HTMLElement[])[] => {
      const { first, whole } = shownOf(client, index);
      // When the run was stopped it was under way: nothing is known of it.
      if (client.answer === 'i') return [];
      const explanation = textOf(explanations[index] ?? '', client, model);
      const instead = (alternatives[index] ?? []).map((ref) => textOf(ref, client, model));
      return [
        [
          verdictSign(first),
          h(
            'div',
            {},
            h(
              'p',
              { class: 'verdict' },
              h('strong', {}, title),
              ' ',
              h('span', { class: `word ${toneOfVerdict(first)}` }, firstText(first, whole, head)),
              ...besides(client, index, whole, head),
            ),
            sentence(explanation === '' ? notApplicable : explanation),
            ...(instead.length === 0
              ? []
              : [
                  h('p', { class: 'instead' }, head.texts.instead),
                  list(
                    'plain',
                    instead.map((text) => [told(text)]),
                  ),
                ]),
          ),
        ],
      ];
    }),
  );
}

function sentence(text: string | null): HTMLElement | null {
  return text === null || text === '' ? null : h('p', {}, told(text));
}

function firstText(first: Verdict | Standing, whole: Verdict | null, head: PageHead): string {
  const word = wordOf(first, head);
  return whole === null ? word : filled(head.texts.here, { verdict: word });
}

/** The verdict over every flow, or that nothing was looked at. */
function besides(
  { verdicts, here }: Client,
  index: number,
  whole: Verdict | null,
  head: PageHead,
): readonly (string | HTMLElement)[] {
  const said = isNotLookedAt(verdictAt(verdicts[index]), verdictAt(here[index]))
    ? head.texts.nothingLooked
    : whole === null
      ? null
      : filled(head.texts.whole, { verdict: head.verdicts[whole] });
  return said === null ? [] : [' ', h('span', { class: 'aside' }, said)];
}

/** Whether nothing of a method was looked at from here, which does not make it unusable. */
function isNotLookedAt(verdict: Verdict, here: Verdict): boolean {
  return here === 'not-applicable' && verdict !== 'not-applicable';
}

function tally(index: number, view: View): readonly (HTMLElement | null)[] {
  const { head, clients } = view.model;
  const method = head.methods[index];
  const known = clients.filter(({ answer }) => answer !== 'i');
  const more = known.some((client) => {
    const { first, whole } = shownOf(client, index);
    return whole !== null || first === 'doubtful';
  });
  const wholes = countsOf(known, VERDICTS, ({ verdicts }) => verdictAt(verdicts[index]));
  const firsts = more
    ? countsOf(known, STANDINGS_FIRST, (client) => standingOr(client, index))
    : wholes;
  const nothingLooked = known.every(({ verdicts, here }) =>
    isNotLookedAt(verdictAt(verdicts[index]), verdictAt(here[index])),
  );
  const aside =
    nothingLooked && known.length > 0
      ? head.texts.nothingLooked
      : more
        ? filled(head.texts.whole, {
            verdict: wholes
              .map(([verdict, count]) => `${view.count(count)} ${head.verdicts[verdict]}`)
              .join(head.texts.comma),
          })
        : null;
  return [
    h('h3', {}, method?.title ?? ''),
    h(
      'div',
      { class: 'bar', 'aria-hidden': 'true' },
      ...firsts.map(([first, clientsWith]) => {
        const part = h('span', { class: toneOfVerdict(first) });
        part.style.flexGrow = String(clientsWith);
        return part;
      }),
    ),
    h(
      'div',
      { class: 'counts' },
      ...firsts.map(([first, clientsWith]) =>
        button(
          { class: 'count' },
          () =>
            view.show({
              ...NO_FILTER,
              method: method?.method ?? '',
              verdict: more ? `${HERE}${first}` : first,
            }),
          verdictSign(first),
          h('b', {}, view.count(clientsWith)),
          ` ${wordOf(first, head)}`,
        ),
      ),
    ),
    aside === null ? null : h('p', { class: 'aside' }, aside),
    method?.notApplicable ? h('p', { class: 'aside' }, told(method.notApplicable)) : null,
  ];
}

/** How many clients have each word, in this order; words that no client has are left out. */
function countsOf<V extends string>(
  clients: readonly Client[],
  order: readonly V[],
  wordOfClient: (client: Client) => V,
): readonly (readonly [V, number])[] {
  const counts = new Map<V, number>();
  for (const client of clients) {
    const word = wordOfClient(client);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return order.flatMap((word): readonly (readonly [V, number])[] => {
    const count = counts.get(word);
    return count === undefined ? [] : [[word, count]];
  });
}
