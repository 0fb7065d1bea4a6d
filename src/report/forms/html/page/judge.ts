import { VERDICTS, type Verdict } from '../../../../judge/vocabulary.ts';
import type { PageHead, PageRequirement } from '../data.ts';
import type { Tone } from '../../../told/blocks.ts';
import { DOUBTFUL, NONE, PARTLY } from '../letters.ts';
import type { Client } from './model.ts';

const TONES = {
  ready: 'good',
  works: 'good',
  doubtful: 'warn',
  degraded: 'warn',
  unproven: 'open',
  breaks: 'bad',
  'not-applicable': 'off',
} as const satisfies Record<Verdict | Standing, Tone>;

const SYMBOLS = {
  ready: '✓',
  works: '✓',
  doubtful: '▲',
  degraded: '▲',
  unproven: '?',
  breaks: '✕',
  'not-applicable': '–',
} as const satisfies Record<Verdict | Standing, string>;

/** How a verdict, or what this end alone can say, is drawn. */
export const toneOfVerdict = (verdict: Verdict | Standing): Tone => TONES[verdict];
export const symbolOfVerdict = (verdict: Verdict | Standing): string => SYMBOLS[verdict];

/** The verdict at a place; one in doubt is `degraded`. */
export function verdictAt(place: number | undefined): Verdict {
  if (place === DOUBTFUL) return 'degraded';
  return VERDICTS[place ?? VERDICTS.length - 1] ?? 'not-applicable';
}

/** What a client can be from this end alone, for a method: words of `--only`. */
export const STANDINGS = ['ready', 'doubtful', 'unproven', 'breaks'] as const;
export type Standing = (typeof STANDINGS)[number];

const STANDING_OF = {
  works: 'ready',
  degraded: 'ready',
  unproven: 'unproven',
  breaks: 'breaks',
  'not-applicable': null,
} as const satisfies Record<Verdict, Standing | null>;

/** What can be said of a client from this end alone; null where that is nothing. */
function standingAt(place: number | undefined): Standing | null {
  return place === DOUBTFUL ? 'doubtful' : STANDING_OF[verdictAt(place)];
}

/** What can be said of a client from this end alone, or its verdict where that is nothing. */
export function standingOr(
  { verdicts, here }: Pick<Client, 'verdicts' | 'here'>,
  method: number,
): Standing | Verdict {
  return standingAt(here[method]) ?? verdictAt(verdicts[method]);
}

/**
 * What is shown of a method first: what this end alone can say, where that is not the whole verdict.
 * Then the whole stands beside it.
 */
export function shownOf(
  { verdicts, here }: Pick<Client, 'verdicts' | 'here'>,
  method: number,
): { readonly first: Verdict | Standing; readonly whole: Verdict | null } {
  const whole = verdictAt(verdicts[method]);
  const standing = standingAt(here[method]);
  return standing === null || verdictAt(here[method]) === whole
    ? { first: standing === 'doubtful' ? standing : whole, whole: null }
    : { first: standing, whole };
}

/** The word for it; `breaks` and `unproven` have the same word from one end as over every flow. */
export function wordOf(verdict: Verdict | Standing, { fromHere, verdicts }: PageHead): string {
  return verdict === 'ready' || verdict === 'doubtful' ? fromHere[verdict] : verdicts[verdict];
}

/** What hangs on a requirement for a client: at its location that may be less than in the site. */
export function needOf(
  { necessity }: Pick<PageRequirement, 'necessity'>,
  place: number,
  { helpful }: Pick<Client, 'helpful'>,
): Pick<PageRequirement, 'necessity'> {
  return { necessity: helpful.has(place) ? 'helpful' : necessity };
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
