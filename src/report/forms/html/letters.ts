import { type RequirementOutcome, VERDICTS } from '../../../judge/vocabulary.ts';

/** A requirement that a client's entry lacks, or that is not needed where the client is. */
export const NONE = '-';

/** The letter of each outcome in the matrix, so that colours are not needed to read it. */
export const LETTERS = {
  open: 'O',
  'not-needed': NONE,
  refused: 'R',
  filtered: 'F',
  unreachable: 'U',
  unresolved: 'A',
  silent: 'S',
  'wrong-service': 'W',
  'wrong-host': 'C',
  unhealthy: 'H',
  inconclusive: '?',
  'not-checked': '·',
  'not-named': 'M',
  'by-hand': 'B',
  error: 'E',
} as const satisfies Record<RequirementOutcome, string>;

/** A requirement that is met, but not by every server. */
export const PARTLY = 'P';

/**
 * A letter as it stands in a client's line where the client's location needs the requirement less than
 * the site does.
 */
export function onlyHelpful(letter: string): string {
  return letter.toLowerCase();
}

/** The letters of a client's line, and at which places its location needs them less. */
export function readLetters(line: string): {
  readonly letters: string;
  readonly helpful: ReadonlySet<number>;
} {
  const letters = line.toUpperCase();
  if (letters === line) return { letters, helpful: NOWHERE };
  const places = letters
    .split('')
    .flatMap((letter, place) => (letter === line[place] ? [] : [place]));
  return { letters, helpful: new Set(places) };
}

const NOWHERE: ReadonlySet<number> = new Set();

/** In the row of verdicts seen from here: nothing is blocked, but it is likely to hang or fail. */
export const DOUBTFUL = VERDICTS.length;
