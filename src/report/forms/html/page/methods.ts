import { VERDICTS, type Verdict } from '../../../../judge/vocabulary.ts';
import type { PageHead } from '../data.ts';
import { verdictSign } from './badges.ts';
import { button, filled, h, list, told } from './dom.ts';
import { NO_FILTER } from './filter.ts';
import { DOUBTFUL } from '../letters.ts';
import { fromHereAt, toneOfVerdict, verdictAt } from './judge.ts';
import { type Client, detailOf, textOf } from './model.ts';
import type { View } from './view.ts';

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

/** The methods of one client, each with its sentence. @param only those with this verdict */
export function verdictsOfClient(
  client: Client,
  { model }: Pick<View, 'model'>,
  only: Verdict | null = null,
): HTMLElement {
  const { head } = model;
  const [explanations, alternatives] = detailOf(client);
  return list(
    'verdicts',
    head.methods.flatMap(({ title, notApplicable }, index): readonly (readonly HTMLElement[])[] => {
      const verdict = verdictAt(client.verdicts[index]);
      // When the run was stopped it was under way: nothing is known of it.
      if (client.answer === 'i') return [];
      if (only !== null && verdict !== only) return [];
      const explanation = textOf(explanations[index] ?? '', client, model);
      const instead = (alternatives[index] ?? []).map((ref) => textOf(ref, client, model));
      return [
        [
          verdictSign(verdict),
          h(
            'div',
            {},
            h(
              'p',
              { class: 'verdict' },
              h('strong', {}, title),
              ' ',
              h('span', { class: `word ${toneOfVerdict(verdict)}` }, head.verdicts[verdict]),
              ...besides(verdict, client.here[index], head),
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

/** What this end alone can say, where it says something else. */
export function tellsMore(verdict: Verdict, here: Verdict): boolean {
  return here !== verdict && here !== 'not-applicable';
}

/** What this end alone can say, in words. */
function besides(
  verdict: Verdict,
  place: number | undefined,
  head: PageHead,
): readonly (string | HTMLElement)[] {
  const here = verdictAt(place);
  const said = isNotLookedAt(verdict, here)
    ? head.texts.nothingLooked
    : tellsMore(verdict, here) || place === DOUBTFUL
      ? filled(head.texts.here, { verdict: fromHereAt(place, head) })
      : null;
  return said === null ? [] : [' ', h('span', { class: 'aside' }, said)];
}

/** No flow of a method was looked at, which is not one that can't be used. */
function isNotLookedAt(verdict: Verdict, here: Verdict): boolean {
  return here === 'not-applicable' && verdict !== 'not-applicable';
}

function tally(index: number, view: View): readonly (HTMLElement | null)[] {
  const { head, clients } = view.model;
  const method = head.methods[index];
  const known = clients.filter(({ answer }) => answer !== 'i');
  const counts = countsOf(known, ({ verdicts }) => verdictAt(verdicts[index]));
  const isUnseen = (client: Client): boolean =>
    isNotLookedAt(verdictAt(client.verdicts[index]), verdictAt(client.here[index]));
  const seen = known.filter((client) => !isUnseen(client));
  const here = countsOf(seen, (client) => fromHereAt(client.here[index], head));
  const notLooked = known.length - seen.length;
  const isPlain = known.every((client) => client.verdicts[index] === client.here[index]);
  return [
    h('h3', {}, method?.title ?? ''),
    h(
      'div',
      { class: 'bar', 'aria-hidden': 'true' },
      ...VERDICTS.flatMap((verdict) => {
        const clientsWith = counts.get(verdict) ?? 0;
        if (clientsWith === 0) return [];
        const part = h('span', { class: toneOfVerdict(verdict) });
        part.style.flexGrow = String(clientsWith);
        return [part];
      }),
    ),
    h(
      'div',
      { class: 'counts' },
      ...VERDICTS.flatMap((verdict, place) => {
        const clientsWith = counts.get(verdict) ?? 0;
        return clientsWith === 0
          ? []
          : [
              button(
                { class: 'count' },
                () => view.show({ ...NO_FILTER, method: String(index), verdict: String(place) }),
                verdictSign(verdict),
                h('b', {}, view.count(clientsWith)),
                ` ${head.verdicts[verdict]}`,
              ),
            ];
      }),
    ),
    isPlain
      ? null
      : h(
          'p',
          { class: 'aside' },
          notLooked === known.length
            ? head.texts.nothingLooked
            : filled(head.texts.here, {
                verdict: [
                  ...[...here].map(([word, count]) => `${view.count(count)} ${word}`),
                  ...(notLooked === 0 ? [] : [`${view.count(notLooked)} ${head.texts.notLooked}`]),
                ].join(head.texts.comma),
              }),
        ),
    method?.notApplicable ? h('p', { class: 'aside' }, told(method.notApplicable)) : null,
  ];
}

function countsOf<V extends string>(
  clients: readonly Client[],
  verdictOf: (client: Client) => V,
): ReadonlyMap<V, number> {
  const counts = new Map<V, number>();
  for (const client of clients) {
    const verdict = verdictOf(client);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return counts;
}
