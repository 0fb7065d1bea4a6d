import { stripVTControlCharacters } from 'node:util';

const CELL = { width: 8.43, height: 19 };
const MARGIN = 16;

/** Colours that the report uses, by the numbers of ECMA-48 8.3.117. */
const COLOURS: Readonly<Record<string, string>> = {
  '31': '#f47067',
  '32': '#57ab5a',
  '33': '#c69026',
  '34': '#539bf5',
  '35': '#b083f0',
  '36': '#39c5cf',
  '90': '#909dab',
};

interface Look {
  readonly colour: string | null;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

const PLAIN: Look = { colour: null, isBold: false, isDim: false };

export interface Size {
  readonly columns: number;
  /** What comes after is left out. */
  readonly lines: number;
}

/** A picture of what a terminal shows, colours included. */
export function terminalSvg(text: string, { columns, lines }: Size): string {
  const all = text.trimEnd().split('\n');
  const shown = all.length > lines ? [...all.slice(0, lines - 1), '…'] : all;
  const [width, height] = [
    Math.ceil(columns * CELL.width + 2 * MARGIN),
    shown.length * CELL.height + 2 * MARGIN,
  ];
  const rows = shown.map(
    (line, row) =>
      `<text x="${MARGIN}" y="${MARGIN + (row + 0.75) * CELL.height}">${spans(line)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(stripVTControlCharacters(shown[0] ?? ''))}</title>`,
    '<style>text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d1d7e0; white-space: pre; }</style>',
    '<rect width="100%" height="100%" rx="8" fill="#212830"/>',
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

/** A line as runs of one look each. */
function spans(line: string): string {
  let look = PLAIN;
  return line
    .split(/(\u001b\[[\d;]*m)/)
    .map((part) => {
      const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
      if (codes === undefined) return part === '' ? '' : span(part, look);
      look = codes.split(';').reduce(changed, look);
      return '';
    })
    .join('');
}

function changed(look: Look, code: string): Look {
  if (code === '' || code === '0') return PLAIN;
  if (code === '1') return { ...look, isBold: true };
  if (code === '2') return { ...look, isDim: true };
  if (code === '22') return { ...look, isBold: false, isDim: false };
  if (code === '39') return { ...look, colour: null };
  return { ...look, colour: COLOURS[code] ?? look.colour };
}

function span(text: string, { colour, isBold, isDim }: Look): string {
  const attributes = [
    ...(colour === null ? [] : [` fill="${colour}"`]),
    ...(isBold ? [' font-weight="bold"'] : []),
    ...(isDim ? [' opacity="0.7"'] : []),
  ].join('');
  return attributes === '' ? escaped(text) : `<tspan${attributes}>${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
