import picocolors from 'picocolors';
import { isInCp932 } from './code-page-932.ts';
import type { Status, Verdict } from '../../judge/vocabulary.ts';
import { TONE_OF_STATUS, TONE_OF_VERDICT, type Tone } from '../told/blocks.ts';

/**
 * - `ascii`: nothing else
 * - `cp932`: what a Japanese console has letters for
 * - `unicode`: everything
 */
export type Characters = 'ascii' | 'cp932' | 'unicode';

/** How a human format may look on its output. */
export interface Appearance {
  readonly colors: boolean;
  /** What the output shows. */
  readonly characters: Characters;
  /** Characters a line. */
  readonly width: number;
}

/** What stands for a tone where there are no colours. */
export const SYMBOLS = {
  unicode: { good: '✔', warn: '▲', bad: '✖', open: '?', off: '–' },
  ascii: { good: '+', warn: '!', bad: 'x', open: '?', off: '-' },
} as const satisfies Record<string, Record<Tone, string>>;

/** ASCII replacements for characters in our own sentences. */
const ASCII: readonly (readonly [RegExp, string])[] = [
  [/→/g, '->'],
  [/[–—]/g, '-'],
  [/…/g, '...'],
  [/·/g, '|'],
];

/** Anything else, such as text from a server. */
const BEYOND_ASCII = /[^\u0000-\u007f]/gu;

export interface Style {
  readonly width: number;
  readonly characters: Characters;
  symbol(tone: Tone): string;
  verdict(verdict: Verdict): string;
  status(status: Status): string;
  tint(tone: Tone, text: string): string;
  heading(text: string): string;
  faint(text: string): string;
  /** The text as this output can show it. */
  plain(text: string): string;
}

export function makeStyle({ colors, characters, width }: Appearance): Style {
  const paint = picocolors.createColors(colors);
  const tints: Record<Tone, (text: string) => string> = {
    good: paint.green,
    warn: paint.yellow,
    bad: paint.red,
    open: paint.cyan,
    off: paint.dim,
  };
  const symbols = characters === 'unicode' ? SYMBOLS.unicode : SYMBOLS.ascii;
  const symbol = (tone: Tone): string => tints[tone](symbols[tone]);
  return {
    width,
    characters,
    symbol,
    verdict: (verdict) => symbol(TONE_OF_VERDICT[verdict]),
    status: (status) => symbol(TONE_OF_STATUS[status]),
    tint: (tone, text) => tints[tone](text),
    heading: (text) => paint.bold(text),
    faint: (text) => paint.dim(text),
    plain: (text) => shown(text, characters),
  };
}

function shown(text: string, characters: Characters): string {
  if (characters === 'unicode') return text;
  return ASCII.reduce((out, [from, to]) => out.replace(from, to), text).replaceAll(
    BEYOND_ASCII,
    (character) => (characters === 'cp932' && isInCp932(character) ? character : '?'),
  );
}
