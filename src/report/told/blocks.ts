import type { Status, Verdict } from '../../judge/vocabulary.ts';

// What people are told, before it is laid out: a terminal and Markdown each have a renderer of it.

/** How something weighs; a terminal shows it in a colour, both by a symbol. */
export type Tone = 'good' | 'warn' | 'bad' | 'open' | 'off';

export const TONE_OF_VERDICT = {
  works: 'good',
  degraded: 'warn',
  breaks: 'bad',
  unproven: 'open',
  'not-applicable': 'off',
} as const satisfies Record<Verdict, Tone>;

export const TONE_OF_STATUS = {
  met: 'good',
  unmet: 'bad',
  unproven: 'open',
} as const satisfies Record<Status, Tone>;

export interface TonedText {
  readonly text: string;
  readonly tone?: Tone;
}

/**
 * A text; several, below each other (in Markdown `inOne`, where that is told); or what is written exactly
 * so, such as ids and commands.
 */
export type Cell =
  | string
  | { readonly lines: readonly TonedText[]; readonly inOne?: string }
  | { readonly code: readonly string[] };

export interface BlockRow {
  readonly mark?: Tone;
  readonly cells: readonly Cell[];
  /** Says on a terminal, in a line, what the cells say. */
  readonly line?: string;
}

export type Block =
  | (TonedText & {
      readonly kind: 'text';
      readonly only?: 'terminal';
      /** What stands before it; a terminal begins later lines beside it, not below. */
      readonly lead?: string;
    })
  /** Words that may be thousands: a terminal breaks lines between them alone. */
  | { readonly kind: 'words'; readonly lead: string; readonly words: readonly string[] }
  | {
      readonly kind: 'items';
      readonly items: readonly string[];
      /** On a terminal: a dash before each, each a paragraph, or all in one paragraph. */
      readonly onTerminal?: 'paragraphs' | { readonly inOne: string };
    }
  | {
      readonly kind: 'rows';
      /** Headings of the cells, in Markdown. */
      readonly head: readonly string[];
      /** Headings on a terminal; none where the columns tell what they are. */
      readonly headOnTerminal?: readonly string[];
      readonly rows: readonly BlockRow[];
      /** Characters of all columns but the last, on a terminal. */
      readonly widths: readonly number[];
    }
  /** A line to copy. */
  | { readonly kind: 'command'; readonly text: string }
  | Section;

/** Blocks under a title; the blocks of a chapter stand apart from each other. */
export interface Section {
  readonly kind: 'section' | 'chapter';
  /** null: its blocks stand together, and where the section itself stands. */
  readonly title: string | null;
  readonly mark?: Tone;
  /** What stands before the title, such as a number; a terminal begins the blocks beside it. */
  readonly lead?: string;
  /** How a terminal shows the title (default: bold). */
  readonly look?: Tone | 'plain';
  /** A terminal indents the section as a whole. */
  readonly isInset?: true;
  /** A terminal does not indent its blocks: what is wide needs the columns. */
  readonly isFlush?: true;
  /** What a terminal shows beside the title. */
  readonly beside?: readonly (TonedText & { readonly tone: Tone })[];
  readonly body: readonly Block[];
}

export function text(said: string, tone?: Tone): Block {
  return { kind: 'text', text: said, ...(tone === undefined ? {} : { tone }) };
}

/** A text behind its label. */
export function labelled(label: string, said: string): Block {
  return { kind: 'text', lead: `${label}: `, text: said };
}

export function items(said: readonly string[]): Block {
  return { kind: 'items', items: said };
}

export function section(title: string | null, body: readonly Block[]): Section {
  return { kind: 'section', title, body };
}

/** A section that is there only where it has something in it. */
export function sectionOfAny(title: string, body: readonly Block[]): readonly Section[] {
  return body.length === 0 ? [] : [section(title, body)];
}

/** Blocks that a terminal indents. */
export function inset(body: readonly Block[]): Section {
  return { ...section(null, body), isInset: true };
}
