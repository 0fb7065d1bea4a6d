import type { Block, Cell, Section } from '../told/blocks.ts';
import { SYMBOLS } from '../terminal/style.ts';
import { markdown, markdownList, markdownRow, markdownTable } from './markdown.ts';

/** A row of a table that is written row by row. */
export function markdownCells(cells: readonly Cell[]): string {
  return markdownRow(cells.map(cellText));
}

/** Blocks of Markdown. @param level of the headings */
export function markdownBlocks(blocks: readonly Block[], level: number): readonly string[] {
  return blocks.flatMap((block) => blockTexts(block, level));
}

function blockTexts(block: Block, level: number): readonly string[] {
  switch (block.kind) {
    case 'text': {
      if (block.only === 'terminal') return [];
      const said = markdown(`${block.lead ?? ''}${block.text}`);
      return [block.tone === 'bad' ? `**${said}**` : said];
    }
    case 'words':
      return [markdown(`${block.lead}${block.words.join(', ')}`)];
    case 'items':
      return block.items.length === 0 ? [] : [markdownList(block.items.map(markdown))];
    case 'rows': {
      const { head, rows } = block;
      const isMarked = rows.some(({ mark }) => mark !== undefined);
      const cells = rows.map(({ mark, cells: told }) => [
        ...(mark === undefined ? [] : [SYMBOLS.unicode[mark]]),
        ...told.map(cellText),
      ]);
      return [markdownTable([...(isMarked ? [''] : []), ...head].map(markdown), cells)];
    }
    case 'command':
      // Indented: nothing within one line ends such a block.
      return [`    ${block.text}`];
    case 'section':
    case 'chapter':
      return sectionTexts(block, level);
  }
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return markdown(cell);
  if ('code' in cell) return cell.code.map((code) => `\`${code}\``).join('<br>');
  return cell.inOne === undefined
    ? cell.lines.map(({ text }) => markdown(text)).join('<br>')
    : markdown(cell.inOne);
}

function sectionTexts({ title, mark, lead = '', body }: Section, level: number): readonly string[] {
  if (title === null) return markdownBlocks(body, level);
  const symbol = mark === undefined ? '' : `${SYMBOLS.unicode[mark]} `;
  const heading = `${'#'.repeat(level)} ${symbol}${markdown(`${lead}${title}`)}`;
  return [heading, ...markdownBlocks(body, level + 1)];
}
