import type { Verdict } from '../../../../judge/vocabulary.ts';
import type { PageHead, PageRequirement } from '../data.ts';
import { NONE } from '../letters.ts';
import { h } from './dom.ts';
import { type Standing, symbolOfVerdict, toneOfLetter, toneOfVerdict, wordOf } from './judge.ts';

/** A verdict, or what this end alone can say, as a round sign called by its word. */
export function verdictBadge(verdict: Verdict | Standing, head: PageHead): HTMLElement {
  return badge(`round ${toneOfVerdict(verdict)}`, symbolOfVerdict(verdict), wordOf(verdict, head));
}

const MADE = new Map<string, HTMLElement>();

/** Thousands of them are drawn while one scrolls, of few kinds: a copy is cheaper than a new one. */
function badge(className: string, sign: string, name: string): HTMLElement {
  const key = [className, sign, name].join(' ');
  const made =
    MADE.get(key) ??
    h('span', { class: `badge ${className}`, role: 'img', 'aria-label': name }, sign);
  MADE.set(key, made);
  const copy = made.cloneNode(true);
  return copy instanceof HTMLElement ? copy : made;
}

/** A sign that stands beside its own word. */
export function verdictSign(verdict: Verdict | Standing): HTMLElement {
  return h(
    'span',
    { class: `badge round ${toneOfVerdict(verdict)}`, 'aria-hidden': 'true' },
    symbolOfVerdict(verdict),
  );
}

/** An outcome as a square letter. */
export function outcomeBadge(
  letter: string,
  requirement: Pick<PageRequirement, 'necessity'>,
  head: PageHead,
): HTMLElement {
  const tone = toneOfLetter(letter, requirement, head);
  return badge(
    letter === '·' || letter === NONE ? `${tone} faint` : tone,
    letter === NONE ? '' : letter,
    textOfLetter(letter, head),
  );
}

/** A letter that stands beside its own word. */
export function outcomeSign(letter: string, head: PageHead): HTMLElement {
  const tone = toneOfLetter(letter, { necessity: 'required' }, head);
  return h('span', { class: `badge ${tone}`, 'aria-hidden': 'true' }, letter);
}

export function textOfLetter(letter: string, { outcomes, texts }: PageHead): string {
  return outcomes.find((outcome) => outcome.letter === letter)?.text ?? texts.absent;
}
