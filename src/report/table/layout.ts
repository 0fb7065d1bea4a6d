import Table from 'cli-table3';
import wrapAnsi from 'wrap-ansi';
import type { Style } from '../style.ts';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

/** Some measures take a check mark for an emoji, two columns wide. */
export const SYMBOL_WIDTH = 2;

/**
 * Rows in columns without lines. The last column takes what the others leave of the width.
 * @param widths characters of all columns but the last
 */
export function columns(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  style: Style,
  indent: number,
): string {
  const taken = widths.reduce((sum, width) => sum + width + 1, indent);
  const colWidths = [...widths, Math.max(12, style.width - taken)];
  const table = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colWidths,
  });
  // Wrapped here: the table would cut a word that is longer than its column.
  table.push(
    ...rows.map((row) =>
      row.map((cell, at) => wrapAnsi(style.plain(cell), colWidths[at] ?? 12, { hard: true })),
    ),
  );
  return table
    .toString()
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd())
    .join('\n');
}

/** A paragraph in the width, later lines indented to where the text begins after `lead`. */
export function paragraph(lead: string, text: string, style: Style, indent: number): string {
  const hang = indent + lead.length;
  const width = Math.max(20, style.width - hang);
  const lines = wrapAnsi(style.plain(text), width, { hard: true }).split('\n');
  return lines
    .map((line, index) =>
      index === 0 ? `${' '.repeat(indent)}${lead}${line}` : `${' '.repeat(hang)}${line}`,
    )
    .map((line) => line.trimEnd())
    .join('\n');
}
