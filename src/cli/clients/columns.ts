import { isIP } from 'node:net';
import { checkHost } from '../../site/host.ts';
import { type HeadingKind, headingKind } from './headings.ts';
import { computerName, isBlock } from './written-name.ts';

/** The columns with the names, best first: the next stands in where one has an empty cell. */
export interface Choice {
  readonly columns: readonly number[];
  /** Whether the first record is their headings. */
  readonly firstIs: 'headings' | 'data';
}

/** Columns of `-o csv` that together no other list has, the names first. */
const OWN_HEADINGS = ['client', 'requirement', 'verdict'] as const;

/**
 * The columns that hold the computers' names, recognised by their headings and their content.
 * @param sample the first records
 * @param headings whether the first of them is known to be headings
 * @returns null where no column is one, or several may be
 */
export function chooseColumns(
  sample: readonly (readonly string[])[],
  headings: 'known' | 'unknown',
): Choice | null {
  const [first = [], ...rest] = sample;
  // A report of this tool: its hosts are servers too.
  const own = OWN_HEADINGS.map((heading) => first.indexOf(heading));
  if (own.every((index) => index >= 0)) return { columns: own.slice(0, 1), firstIs: 'headings' };
  const named = first.map((heading, index) => ({ index, kind: headingKind(heading) }));
  const trusted = named.filter(({ index }) => !isNeverNames(cellsIn(rest, index)));
  const of = (kind: HeadingKind): readonly number[] =>
    trusted.filter((column) => column.kind === kind).map(({ index }) => index);
  const byHeading = [...of('full').slice(0, 1), ...of('short').slice(0, 1)];
  const doubtful = [...of('doubtful'), ...of('domain')].filter((index) => {
    const cells = cellsIn(rest, index);
    return cells.length === 0 || rankOf(cells) > 0;
  });
  const columns = byHeading.length > 0 ? byHeading : doubtful.slice(0, 1);
  if (columns.length > 0) return { columns, firstIs: 'headings' };
  const width = Math.max(0, ...sample.map((cells) => cells.length));
  const ranked = Array.from({ length: width }, (_none, index) => {
    const isHeaded = headings === 'known' || isHeadedBy(first[index] ?? '', cellsIn(rest, index));
    return { index, isHeaded, rank: rankOf(cellsIn(isHeaded ? rest : sample, index)) };
  }).toSorted((one, other) => other.rank - one.rank);
  const [best, second] = ranked;
  if (best === undefined || best.rank === 0 || best.rank === second?.rank) return null;
  const isHeaded = ranked.some((column) => column.isHeaded);
  // Words that the first record does not differ from may have a heading among them.
  if (!isHeaded && best.rank <= WORDS) return null;
  return { columns: [best.index], firstIs: isHeaded ? 'headings' : 'data' };
}

function cellsIn(records: readonly (readonly string[])[], index: number): readonly string[] {
  return records.map((cells) => cells[index]?.trim() ?? '').filter((cell) => cell !== '');
}

/** Words for yes and no in the console's four languages here. */
const YES_OR_NO: ReadonlySet<string> = new Set(
  'yes no true false ja nein oui non vrai faux wahr falsch はい いいえ active inactive'.split(' '),
);
// An address has a fourth number.
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[^\d.]|$)/;
const SITE_CODE = /^[A-Z0-9]{3}$/;
const GUID = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const HARDWARE_ADDRESS = /^(?:[0-9a-f]{2}[-:]){5}[0-9a-f]{2}$/i;
const SECURITY_ID = /^S-1-\d/;

/** What looks like a computer's name and is none. */
function isOther(cell: string): boolean {
  return (
    YES_OR_NO.has(cell.toLowerCase()) ||
    [DATE, GUID, HARDWARE_ADDRESS, SECURITY_ID].some((form) => form.test(cell))
  );
}

/** A column that most of all holds something else, whatever its heading says. */
function isNeverNames(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.filter(isOther).length * 2 > cells.length;
}

// A column of names is better than one of their addresses.
const FULL_NAMES = 4;
const NUMBERED = 3;
const ADDRESSES = 2;
const WORDS = 1;

/** How much a column looks like computers' names; 0 for not at all. */
function rankOf(cells: readonly string[]): number {
  const names = cells.map(computerName);
  const isName = (name: string): boolean =>
    isBlock(name) || ('value' in checkHost(name) && !isOther(name));
  if (names.length === 0 || !names.every(isName)) return 0;
  if (names.every((name) => SITE_CODE.test(name))) return 0;
  // Cities, systems and users come again and again.
  if (names.length > 2 && new Set(names).size < names.length * 0.9) return 0;
  if (names.every((name) => isIP(name) !== 0 || isBlock(name))) return ADDRESSES;
  if (names.every((name) => isIP(name) === 0 && name.includes('.'))) return FULL_NAMES;
  return names.every((name) => /\d/.test(name)) ? NUMBERED : WORDS;
}

/** Whether a column's first cell is its heading: it is written otherwise than all that follow. */
function isHeadedBy(first: string, rest: readonly string[]): boolean {
  if (first === '' || rest.length === 0) return false;
  const forms = [/\d/, /\./, DATE, SITE_CODE] as const;
  const isWord = (cell: string): boolean => 'value' in checkHost(computerName(cell));
  return (
    forms.some((form) => rest.every((cell) => form.test(cell)) && !form.test(first)) ||
    (rest.every(isOther) && !isOther(first)) ||
    (rest.every(isWord) && !isWord(first))
  );
}
