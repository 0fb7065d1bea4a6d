import type { Status, Verdict } from '../../judge/vocabulary.ts';

// The content of reports for people, before layout: a terminal and Markdown each have a renderer
// for it.

/** How good or bad something is. Both renderers show a symbol, a terminal also a colour. */
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
 * A text; several texts, one below the other, or in Markdown the text `inOne` in their place; or
 * text that is shown as it is, such as ids and commands.
 */
export type Cell =
  | string
  | { readonly lines: readonly TonedText[]; readonly inOne?: string }
  | { readonly code: readonly string[] };

export interface BlockRow {
  readonly mark?: Tone;
  readonly cells: readonly Cell[];
  /** What the cells say, as one line for a terminal. */
  readonly line?: string;
}

export type Block =
  | (TonedText & {
      readonly kind: 'text';
      readonly only?: 'terminal';
      /** Shown before the text; on a terminal, later lines align with the text, not with this. */
      readonly lead?: string;
    })
  /** There may be thousands of these words, and a terminal breaks lines only between them. */
  | { readonly kind: 'words'; readonly lead: string; readonly words: readonly string[] }
  | {
      readonly kind: 'items';
      readonly items: readonly string[];
      /** On a terminal: a dash before each, each as a paragraph, or all in one paragraph. */
      readonly onTerminal?: 'paragraphs' | { readonly inOne: string };
    }
  | {
      readonly kind: 'rows';
      /** The cells' headings in Markdown. */
      readonly head: readonly string[];
      /** The headings on a terminal; none if the columns explain themselves. */
      readonly headOnTerminal?: readonly string[];
      readonly rows: readonly BlockRow[];
      /** The widths of all columns but the last, on a terminal. */
      readonly widths: readonly number[];
    }
  /** A line to copy. */
  | { readonly kind: 'command'; readonly text: string }
  | Section;

/** Blocks under a title; the blocks of a chapter stand apart from each other. */
export interface Section {
  readonly kind: 'section' | 'chapter';
  /** null: its blocks stay together, at the section's own indentation. */
  readonly title: string | null;
  readonly mark?: Tone;
  /** Shown before the title, such as a number; a terminal aligns the blocks with the title. */
  readonly lead?: string;
  /** How a terminal shows the title (default: bold). */
  readonly look?: Tone | 'plain';
  /** A terminal indents the section as a whole. */
  readonly isInset?: true;
  /** A terminal does not indent its blocks, because wide content needs the columns. */
  readonly isFlush?: true;
  /** What a terminal shows beside the title. */
  readonly beside?: readonly (TonedText & { readonly tone: Tone })[];
  readonly body: readonly Block[];
}

export function text(said: string, tone?: Tone): Block {
  return { kind: 'text', text: said, ...(tone === undefined ? {} : { tone }) };
}

/** A text after its label. */
export function labelled(label: string, said: string): Block {
  return { kind: 'text', lead: `${label}: `, text: said };
}

export function items(said: readonly string[]): Block {
  return { kind: 'items', items: said };
}

export function section(title: string | null, body: readonly Block[]): Section {
  return { kind: 'section', title, body };
}

/** A section, or nothing if it would be empty. */
export function sectionOfAny(title: string, body: readonly Block[]): readonly Section[] {
  return body.length === 0 ? [] : [section(title, body)];
}

/** Blocks that a terminal indents. */
export function inset(body: readonly Block[]): Section {
  return { ...section(null, body), isInset: true };
}
