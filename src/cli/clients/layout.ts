import { checkHost } from '../../site/host.ts';
import { csvRecords } from './csv.ts';
import { blocksOfProperties, fixedWidthRecords, isRuler } from './fixed-width.ts';
import { headingKind, isLoneHeading } from './headings.ts';
import { computerName } from './written-name.ts';

/** Takes a record's cells, and the line where it ends. */
export type TakeRecord = (cells: readonly string[], line: number) => void;

/** A list in columns. */
export interface Records {
  /** Whether the first record is known to be the headings. */
  readonly headings: 'known' | 'unknown';
  /**
   * Reads records from the first on.
   * @param max how many at most (default: all)
   * @throws UsageError for what can't be read
   */
  read(take: TakeRecord, max?: number): void;
}

/** How many lines into a file the headings are looked for: exports put titles and filters before them. */
export const MAX_PREAMBLE = 100;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * How a list's columns are laid out: as by PowerShell's Format-Table or Format-List, as CSV with
 * known headings, or as other CSV; null for one name per line.
 * @param column the heading that --column gives, null where it is to be found
 */
export function layoutOf(
  lines: readonly string[],
  file: string,
  column: string | null,
): Records | null {
  if (lines.some((line, index) => isRuler(line) && (lines[index - 1] ?? '').trim() !== '')) {
    return fixedWidthRecords(lines);
  }
  const head = headOf(lines, column);
  if (head !== null) {
    return { headings: 'known', ...csvRecords(lines, head.index, head.delimiter, file) };
  }
  const properties = blocksOfProperties(lines);
  if (properties !== null) return properties;
  if (column !== null) {
    const first = Math.max(
      0,
      lines.findIndex((line) => !isEmpty(line)),
    );
    const delimiter = delimiterOf(lines.slice(first, first + 1)) ?? ',';
    return { headings: 'known', ...csvRecords(lines, first, delimiter, file) };
  }
  const delimiter = delimiterOf(lines);
  if (delimiter === null) return null;
  const first = lines.findIndex((line) => countOf(line, delimiter) > 0);
  return { headings: 'unknown', ...csvRecords(lines, first, delimiter, file) };
}

/** Whether some line is headings that are known. */
export function hasKnownHeading(lines: readonly string[]): boolean {
  return (
    headOf(lines, null) !== null ||
    lines.some(
      (line, index) =>
        isRuler(lines[index + 1] ?? '') && line.split(/ {2,}/).some((each) => headingKind(each)),
    )
  );
}

interface Head {
  readonly index: number;
  readonly delimiter: string;
}

/** The line of CSV that has a known heading, or the one that was asked for. */
function headOf(lines: readonly string[], column: string | null): Head | null {
  const wanted = column?.trim().toLowerCase();
  const isWanted = (cell: string): boolean =>
    wanted === undefined ? headingKind(cell) !== null : cell.trim().toLowerCase() === wanted;
  let names = 0;
  for (const [index, line] of lines.slice(0, MAX_PREAMBLE).entries()) {
    if (isEmpty(line)) continue;
    const split = DELIMITERS.map((delimiter) => ({
      delimiter,
      cells: withoutQuotes(line.split(delimiter)),
    })).filter(({ cells }) => cells.some(isWanted));
    const [best] = split.toSorted((one, other) => other.cells.length - one.cells.length);
    if (best !== undefined) {
      const isLone = best.cells.length === 1;
      const isHead = wanted !== undefined || !isLone || isLoneHeading(line);
      // A list of names is no title, unless a blank line parts it from what follows.
      const isFirst = names === 0 || (!isLone && isEmpty(lines[index - 1] ?? ''));
      if (isHead && isFirst) return { index, delimiter: best.delimiter };
    }
    if ('value' in checkHost(computerName(withoutComment(line)))) names += 1;
  }
  return null;
}

function withoutQuotes(cells: readonly string[]): readonly string[] {
  return cells.map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
}

/** The delimiter of most lines; null where most lines have none. */
function delimiterOf(lines: readonly string[]): string | null {
  const some = lines.filter((line) => !isEmpty(line)).slice(0, MAX_PREAMBLE);
  const counts = DELIMITERS.map((delimiter) => ({
    delimiter,
    count: some.filter((line) => countOf(line, delimiter) > 0).length,
  }));
  const [best] = counts.toSorted((one, other) => other.count - one.count);
  return best !== undefined && best.count * 2 > some.length ? best.delimiter : null;
}

/** How often a delimiter stands in a line, outside of comments, quotation marks and names of AD. */
function countOf(line: string, delimiter: string): number {
  const bare = withoutComment(line.replaceAll(/"[^"]*"/g, ''));
  return /^\s*CN=/i.test(bare) ? 0 : bare.split(delimiter).length - 1;
}

export function withoutComment(line: string): string {
  const [before = ''] = line.split('#', 1);
  return before;
}

function isEmpty(line: string): boolean {
  return /^#|^\s*$/.test(line);
}
