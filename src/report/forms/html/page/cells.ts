import { outcomeBadge, verdictBadge } from './badges.ts';
import { filled, h } from './dom.ts';
import { needOf, shownOf, symbolOfVerdict, toneOfVerdict } from './judge.ts';
import type { Client, Model } from './model.ts';

/** The requirements of a method, with their places among all. */
export function columnsOf(method: number, { head }: Model): readonly number[] {
  return head.requirements.flatMap((requirement, place) =>
    requirement.method === method ? [place] : [],
  );
}

/** A client's cells, method by method: the verdict, then each requirement. */
export function cellsOf(client: Client, model: Model): readonly HTMLElement[] {
  const { head } = model;
  return head.methods.flatMap((_method, index) => [
    verdictCell(client, index, model),
    ...columnsOf(index, model).flatMap((place) => {
      const requirement = head.requirements[place];
      if (requirement === undefined) return [];
      const letter = client.letters[place] ?? '-';
      return [
        h(
          'td',
          { class: 'requirement' },
          outcomeBadge(letter, needOf(requirement, place, client), head),
        ),
      ];
    }),
  ]);
}

function verdictCell(client: Client, index: number, { head }: Model): HTMLElement {
  // When the run was stopped it was under way: nothing is known of it.
  if (client.answer === 'i') return h('td', { class: 'of-method' });
  const { first, whole } = shownOf(client, index);
  const more =
    whole === null
      ? null
      : h(
          'span',
          {
            class: `also ${toneOfVerdict(whole)}`,
            role: 'img',
            'aria-label': filled(head.texts.whole, { verdict: head.verdicts[whole] }),
          },
          symbolOfVerdict(whole),
        );
  return h('td', { class: 'of-method' }, verdictBadge(first, head), more);
}
