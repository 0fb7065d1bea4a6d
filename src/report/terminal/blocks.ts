import type { Block, Cell, BlockRow, Section, TonedText } from '../told/blocks.ts';
import { SYMBOL_WIDTH, columns, paragraph } from './layout.ts';
import type { Style } from './style.ts';
import { wordLines, widthOfText } from './wrap.ts';

const STEP = 2;

/** Blocks one below the other; empty ones are none. */
function terminalText(blocks: readonly Block[], style: Style, indent = 0): string {
  return joined(blocks, '\n', style, indent);
}

/** Blocks with an empty line between them. */
export function terminalParts(blocks: readonly Block[], style: Style, indent = 0): string {
  return joined(blocks, '\n\n', style, indent);
}

function joined(blocks: readonly Block[], between: string, style: Style, indent: number): string {
  return blocks
    .map((block) => blockText(block, style, indent))
    .filter((said) => said !== '')
    .join(between);
}

function blockText(block: Block, style: Style, indent: number): string {
  switch (block.kind) {
    case 'text':
      return paragraph(block.lead ?? '', toned(block, style), style, indent);
    case 'words':
      return wordsText(block, style, indent);
    case 'items': {
      const { items, onTerminal } = block;
      if (typeof onTerminal === 'object') return paragraph('', onTerminal.inOne, style, indent);
      const lead = onTerminal === 'paragraphs' ? '' : '- ';
      return items.map((item) => paragraph(lead, item, style, indent)).join('\n');
    }
    case 'rows':
      return rowsText(block, style, indent);
    case 'command':
      return `${' '.repeat(indent + STEP)}${block.text}`;
    case 'section':
    case 'chapter':
      return sectionText(block, style, indent);
  }
}

function toned({ text, tone }: TonedText, style: Style): string {
  return tone === undefined ? text : style.tint(tone, text);
}

function wordsText(
  { lead, words }: Extract<Block, { readonly kind: 'words' }>,
  style: Style,
  indent: number,
): string {
  const [first = '', ...rest] = wordLines(words, style.width - indent - STEP);
  const hang = ' '.repeat(indent + STEP);
  return [
    paragraph(lead, first, style, indent),
    ...rest.map((line) => `${hang}${style.plain(line)}`),
  ].join('\n');
}

function rowsText(
  { rows, headOnTerminal, widths }: Extract<Block, { readonly kind: 'rows' }>,
  style: Style,
  indent: number,
): string {
  const isInLines = rows.every(({ line }) => line !== undefined);
  if (isInLines) return rows.map((row) => lineText(row, style, indent)).join('\n');
  const isMarked = rows.some(({ mark }) => mark !== undefined);
  const cells = rows.map(({ mark, cells: told }) => [
    ...(mark === undefined ? [] : [style.symbol(mark)]),
    ...told.map((cell) => cellText(cell, style)),
  ]);
  const head = headOnTerminal?.map((heading) => style.faint(heading));
  return columns(
    head === undefined ? cells : [head, ...cells],
    isMarked ? [SYMBOL_WIDTH, ...widths] : widths,
    style,
    indent,
  );
}

function cellText(cell: Cell, style: Style): string {
  if (typeof cell === 'string') return cell;
  const lines =
    'code' in cell
      ? cell.code.map((code) => style.heading(code))
      : cell.lines.map((line) => toned(line, style));
  return lines.join('\n');
}

function lineText({ mark, line = '' }: BlockRow, style: Style, indent: number): string {
  return mark === undefined
    ? paragraph('', line, style, indent)
    : `${' '.repeat(indent)}${style.symbol(mark)} ${paragraph('', line, style, indent + STEP).trimStart()}`;
}

function sectionText(section: Section, style: Style, indent: number): string {
  const { kind, title, body, lead, isFlush = false, isInset = false } = section;
  const render = kind === 'chapter' ? terminalParts : terminalText;
  const at = isInset ? indent + STEP : indent;
  if (title === null) return render(body, style, at);
  const step = lead === undefined ? STEP : widthOfText(lead);
  const blocks = render(body, style, isFlush ? at : at + step);
  const heading = headingText(section, title, style, at);
  return blocks === '' ? heading : [heading, blocks].join(kind === 'chapter' ? '\n\n' : '\n');
}

function headingText(
  { mark, lead = '', look, beside = [] }: Section,
  title: string,
  style: Style,
  indent: number,
): string {
  if (mark !== undefined) return lineText({ mark, cells: [], line: title }, style, indent);
  const shown =
    look === undefined ? style.heading(title) : look === 'plain' ? title : style.tint(look, title);
  const said = [shown, ...beside.map(({ text, tone }) => style.tint(tone, text))].join(' ');
  return paragraph(lead, said, style, indent);
}
