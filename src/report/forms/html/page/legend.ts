import { VERDICTS } from '../../../../judge/vocabulary.ts';
import { outcomeSign, verdictSign } from './badges.ts';
import { h } from './dom.ts';
import { verdictAt } from './judge.ts';
import type { Model } from './model.ts';

/** The signs that this matrix shows, each with its word. */
export function legend({ head, clients }: Model): HTMLElement {
  const letters = new Set<string>();
  const places = new Set<number>();
  for (const client of clients) {
    for (const letter of client.letters) letters.add(letter);
    if (client.answer === 'i') continue;
    for (const place of [...client.verdicts, ...client.here]) {
      places.add(VERDICTS.indexOf(verdictAt(place)));
    }
  }
  return h(
    'div',
    { class: 'legends' },
    h(
      'dl',
      { class: 'legend' },
      h('dt', {}, head.texts.legendVerdicts),
      ...VERDICTS.filter((_verdict, place) => places.has(place)).map((verdict) =>
        h('dd', {}, verdictSign(verdict), head.verdicts[verdict]),
      ),
    ),
    h(
      'dl',
      { class: 'legend' },
      h('dt', {}, head.texts.legendOutcomes),
      ...head.outcomes
        .filter(({ letter }) => letters.has(letter))
        .map(({ letter, text }) => h('dd', {}, outcomeSign(letter, head), text)),
    ),
  );
}
