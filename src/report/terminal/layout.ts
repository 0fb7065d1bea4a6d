import type { Style } from './style.ts';
import { widthOfText, wrapText } from './wrap.ts';

/** Two columns: some terminals draw a check mark as a wide emoji. */
export const SYMBOL_WIDTH = 2;

const MIN_LAST_WIDTH = 12;

/**
 * Rows in columns without lines. The last column takes what the others leave of the width; a narrow
 * output narrows them all. Columns give way to the longest word of another; what is too long even so
 * is broken, never cut off.
 * @param widths characters of all columns but the last
 */
export function columns(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  style: Style,
  indent: number,
): string {
  const room = style.width - indent - widths.length;
  const narrow = narrowed(widths, room - MIN_LAST_WIDTH);
  const fixed =
    withWholeWords(narrow, rows, room - MIN_LAST_BESIDE_PORTS) ??
    withWholeWords(narrow, rows.map(cellsWithoutPorts), room - MIN_LAST_BESIDE_WORDS) ??
    narrow;
  const last = Math.max(MIN_LAST_WIDTH, room - sum(fixed));
  const all = [...fixed, last];
  return rows
    .flatMap((row) =>
      inLines(
        row.map((cell, column) => {
          const width = all[column] ?? last;
          return wrapText(portApart(style.plain(cell), width), width);
        }),
      ),
    )
    .map((cells) => cells.map((cell, column) => padded(cell, all[column] ?? last)).join(' '))
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd())
    .join('\n');
}

function padded(cell: string, width: number): string {
  return `${cell}${' '.repeat(Math.max(0, width - widthOfText(cell)))}`;
}

/** Moves a port that would be split to a line of its own. */
function portApart(cell: string, width: number): string {
  return widthOfText(cell) > width ? cell.replace(/^(\S+)(:\d{1,5})$/, '$1\n$2') : cell;
}

/** Cells of lines as rows of one line each. */
function inLines(cells: readonly (readonly string[])[]): string[][] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_none, line) => cells.map((lines) => lines[line] ?? ''));
}

/** Widths that fit into `room`, in the same proportions; symbols keep theirs. */
function narrowed(widths: readonly number[], room: number): readonly number[] {
  if (sum(widths) <= room) return widths;
  const wide = widths.filter((width) => width > SYMBOL_WIDTH);
  const share = (room - (sum(widths) - sum(wide))) / sum(wide);
  return widths.map((width) =>
    width > SYMBOL_WIDTH ? Math.max(SYMBOL_WIDTH, Math.floor(width * share)) : width,
  );
}

const PORT = /:\d{1,5}(?=\s|$)/g;

/** No column gives the last one less than this for the words of its own. */
const MIN_LAST_BESIDE_WORDS = 24;
/** Nor less than this to keep a port in the line of its host. */
const MIN_LAST_BESIDE_PORTS = 40;

/** A port may stand on a line of its own. */
const cellsWithoutPorts = (row: readonly string[]): readonly string[] =>
  row.map((cell) => cell.replaceAll(PORT, ''));

function longestWord(cell: string): number {
  return cell.split(/\s+/).reduce((longest, word) => Math.max(longest, widthOfText(word)), 0);
}

/**
 * Widens columns to their longest words, at the cost of those with room to spare, then of the last.
 * @param wide what they may take together, where they take no less already
 * @returns null where that is not enough
 */
function withWholeWords(
  widths: readonly number[],
  rows: readonly (readonly string[])[],
  wide: number,
): readonly number[] | null {
  const words = widths.map((_width, column) =>
    rows.reduce((longest, row) => Math.max(longest, longestWord(row[column] ?? '')), 0),
  );
  const wanted = widths.map((width, column) => Math.max(width, words[column] ?? 0));
  let excess = sum(wanted) - Math.max(sum(widths), wide);
  for (const [column, width] of wanted.entries()) {
    const spare = width > SYMBOL_WIDTH ? Math.max(0, width - (words[column] ?? 0)) : 0;
    const given = Math.min(Math.max(0, excess), spare);
    wanted[column] = width - given;
    excess -= given;
  }
  return excess > 0 ? null : wanted;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** With less room than this, a text goes below its label. */
const MIN_TEXT_WIDTH = 20;

/** A paragraph in the width, later lines indented to where the text begins after `lead`. */
export function paragraph(lead: string, text: string, style: Style, indent: number): string {
  const beside = indent + widthOfText(lead);
  const isBeside = style.width - beside >= MIN_TEXT_WIDTH;
  const hang = isBeside ? beside : Math.min(indent + 2, style.width - MIN_TEXT_WIDTH);
  const lines = wrapText(style.plain(text), style.width - hang);
  if (!isBeside) {
    const above = wrapText(style.plain(lead), style.width - indent);
    return [
      ...above.map((line) => `${' '.repeat(indent)}${line}`),
      ...lines.map((line) => `${' '.repeat(hang)}${line}`),
    ]
      .map((line) => line.trimEnd())
      .join('\n');
  }
  return lines
    .map((line, index) =>
      index === 0 ? `${' '.repeat(indent)}${lead}${line}` : `${' '.repeat(hang)}${line}`,
    )
    .map((line) => line.trimEnd())
    .join('\n');
}
