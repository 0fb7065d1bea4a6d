import stringWidth from 'string-width';
import type { Records, TakeRecord } from './layout.ts';

/** Whether a line is dashes under headings, as PowerShell's Format-Table draws them. */
export function isRuler(line: string): boolean {
  return /^ *-+(?: +-+)* *$/.test(line) && line.includes('--');
}

/** What Format-Table of PowerShell writes, or what a terminal showed and was copied. */
export function fixedWidthRecords(lines: readonly string[]): Records {
  return {
    headings: 'known',
    read(take, max = Infinity) {
      let starts: readonly number[] | null = null;
      let taken = 0;
      for (const [index, line] of lines.entries()) {
        if (taken >= max) return;
        const next = lines[index + 1] ?? '';
        if (line.trim() === '' || isRuler(line)) continue;
        if (isRuler(next)) {
          // Objects of another kind have headings of their own; the first stand for all.
          const isFirst = starts === null;
          starts = [...next.matchAll(/-+/g)].map((match) => match.index);
          if (!isFirst) continue;
        }
        if (starts === null) continue;
        take(cellsOf(line, starts), index + 1);
        taken += 1;
      }
    },
  };
}

/** Numbers stand to the right, and may begin before their heading's dashes. */
function cellsOf(line: string, starts: readonly number[]): readonly string[] {
  const wide = widened(line);
  const cuts = starts.map((start, index) => {
    let cut = index === 0 ? 0 : start;
    while (cut > 0 && cut < wide.length && wide[cut - 1] !== ' ') cut -= 1;
    return cut;
  });
  return cuts.map((cut, index) =>
    wide
      .slice(cut, cuts[index + 1])
      .replaceAll('\0', '')
      .trim(),
  );
}

/** PowerShell counts columns of a terminal, of which a Japanese character takes two. */
function widened(line: string): string {
  if (/^[\0-\x7f]*$/.test(line)) return line;
  return line.replaceAll(/[^\0-\x7f]/gu, (one) => (stringWidth(one) === 2 ? `${one}\0` : one));
}

/** `Name        : PC001`; null for another line. */
function propertyOf(line: string): { readonly name: string; readonly value: string } | null {
  const colon = line.indexOf(' :');
  if (colon < 1 || line.startsWith(' ')) return null;
  return { name: line.slice(0, colon).trim(), value: line.slice(colon + 2).trim() };
}

/**
 * The output of PowerShell's Format-List, which shows computers with many properties: one line per
 * property, a blank line between computers. Null for anything else.
 */
export function blocksOfProperties(lines: readonly string[]): Records | null {
  const first = lines.findIndex((line) => line.trim() !== '');
  const block = lines.slice(first).findIndex((line) => line.trim() === '');
  const head = lines.slice(first, block === -1 ? undefined : first + block);
  const headings = head.flatMap((line) => propertyOf(line)?.name ?? []);
  if (
    headings.length < 2 ||
    headings.length < head.filter((line) => !line.startsWith(' ')).length
  ) {
    return null;
  }
  return {
    headings: 'known',
    read(take, max = Infinity) {
      take(headings, first + 1);
      readBlocks(lines, headings, take, max - 1);
    },
  };
}

function readBlocks(
  lines: readonly string[],
  headings: readonly string[],
  take: TakeRecord,
  max: number,
): void {
  const end = lines.length;
  let cells = new Map<string, string>();
  let taken = 0;
  for (let index = 0; index <= end && taken < max; index += 1) {
    const line = lines[index] ?? '';
    const property = propertyOf(line);
    if (property !== null) cells.set(property.name, property.value);
    if (line.trim() !== '' || cells.size === 0) continue;
    const block = cells;
    take(
      headings.map((heading) => block.get(heading) ?? ''),
      index,
    );
    taken += 1;
    cells = new Map();
  }
}
