import { VERDICTS, type Verdict } from '../../../../judge/vocabulary.ts';
import type { PageHead, PageRequirement } from '../data.ts';
import { DOUBTFUL, NONE, PARTLY } from '../letters.ts';
import type { Client } from './model.ts';

/** How something is painted; the same words as in the style sheet. */
export type Tone = 'good' | 'warn' | 'bad' | 'open' | 'off';

const TONES = {
  works: 'good',
  degraded: 'warn',
  unproven: 'open',
  breaks: 'bad',
  'not-applicable': 'off',
} as const satisfies Record<Verdict, Tone>;

const SYMBOLS = {
  works: '✓',
  degraded: '▲',
  unproven: '?',
  breaks: '✕',
  'not-applicable': '–',
} as const satisfies Record<Verdict, string>;

export const toneOfVerdict = (verdict: Verdict): Tone => TONES[verdict];
export const symbolOf = (verdict: Verdict): string => SYMBOLS[verdict];

/** The verdict at a place; one in doubt is `degraded`. */
export function verdictAt(place: number | undefined): Verdict {
  if (place === DOUBTFUL) return 'degraded';
  return VERDICTS[place ?? VERDICTS.length - 1] ?? 'not-applicable';
}

/** What a client's row says from here alone, in words. */
export function fromHereAt(place: number | undefined, { fromHere }: PageHead): string {
  return place === DOUBTFUL ? fromHere.doubtful : fromHere[verdictAt(place)];
}

/** A blocked flow that nothing needs is not painted as one that a method needs. */
export function toneOfLetter(
  letter: string,
  requirement: Pick<PageRequirement, 'necessity'>,
  head: PageHead,
): Tone {
  if (letter === NONE) return 'off';
  if (letter === PARTLY) return 'warn';
  const status = head.outcomes.find((outcome) => outcome.letter === letter)?.status ?? 'unproven';
  switch (status) {
    case 'met':
      return 'good';
    case 'unproven':
      return letter === '·' ? 'off' : 'open';
    case 'unmet':
      return UNMET[requirement.necessity];
  }
}

const UNMET = { required: 'bad', helpful: 'warn', documented: 'off' } as const;

/** What an administrator looks at first: what breaks though the client is there. */
const RANKS = {
  breaks: 0,
  degraded: 2,
  unproven: 3,
  works: 4,
  'not-applicable': 5,
} as const satisfies Record<Verdict, number>;
const ABSENT_RANK = 1;

export function rankOfVerdict(verdict: Verdict): number {
  return RANKS[verdict];
}

export function rankOfClient({ answer, verdicts }: Client): number {
  const worst = Math.min(...verdicts.map((place) => RANKS[verdictAt(place)]));
  return worst === 0 && isAbsent(answer) ? ABSENT_RANK : worst;
}

export function isAbsent(answer: Client['answer']): boolean {
  return answer === '0' || answer === 'a';
}
