import { VERDICTS, type Verdict } from '../../../../judge/vocabulary.ts';
import { outcomeSign, verdictSign } from './badges.ts';
import { h } from './dom.ts';
import { STANDINGS, type Standing, shownOf, wordOf } from './judge.ts';
import type { Model } from './model.ts';

/** The signs that this matrix shows, each with its word. */
export function legend({ head, tail, clients }: Model): HTMLElement {
  const letters = new Set(tail?.indirect?.rows.map(({ letter }) => letter));
  const verdicts = new Set<Verdict | Standing>();
  let beside = false;
  for (const client of clients) {
    for (const letter of client.letters) letters.add(letter);
    if (client.answer === 'i') continue;
    for (const index of head.methods.keys()) {
      const { first, whole } = shownOf(client, index);
      verdicts.add(first);
      if (whole === null) continue;
      verdicts.add(whole);
      beside = true;
    }
  }
  return h(
    'div',
    { class: 'legends' },
    h(
      'dl',
      { class: 'legend' },
      h('dt', {}, head.texts.legendVerdicts),
      ...[...new Set([...STANDINGS, ...VERDICTS])]
        .filter((verdict) => verdicts.has(verdict))
        .map((verdict) => h('dd', {}, verdictSign(verdict), wordOf(verdict, head))),
      beside ? h('dd', {}, head.texts.small) : null,
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
