import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Two columns wide: Japanese has no blanks between words, its lines break between characters. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/**
 * What may not begin a line, by the rules of Japanese line breaking (kinsoku shori; JIS X 4051).
 */
const NOT_FIRST =
  /^[、。，．・：；？！）」』】］｝〕〉》ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥,.:;!?)\]}]/;
/** What may not end one. */
const NOT_LAST = /[（「『【［｛〔〈《([{]$/;

/** A colour, as picocolors writes them. */
const COLOR = /\u001b\[(\d+)m/g;
const PIECES = /\u001b\[\d+m| +|[^ \u001b]/gu;

/** Symbols and emoji that are wide today, some of them narrow to this version of string-width. */
const WIDE_OF_LATE = /[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\u{10000}-\u{10ffff}]/gu;

/** Columns that a text takes on a terminal, at most. */
export function widthOfText(text: string): number {
  const late = text.match(WIDE_OF_LATE)?.filter((character) => stringWidth(character) < 2) ?? [];
  return stringWidth(text) + late.length;
}

/** Whether a text has characters of two columns. */
function hasWide(text: string): boolean {
  return WIDE.test(text);
}

/**
 * Lines of a text with colours, none wider than `width` columns: between words, and between Japanese
 * characters. What is wider than a line is broken, never cut off.
 */
export function wrapText(text: string, width: number): readonly string[] {
  if (!hasWide(text)) return wrapAnsi(text, width, { hard: true }).split('\n');
  return text.split('\n').flatMap((line) => colored(filled(unbreakable(line), Math.max(2, width))));
}

/** Characters of a label before the first line. */
const LABEL = 6;

/**
 * Lines of words, with commas between: for long lists of names and addresses, for which the wrapping of
 * sentences is too slow. A label has room before the first line.
 */
export function wordLines(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  words.forEach((word, index) => {
    const said = index === words.length - 1 ? word : `${word},`;
    const room = lines.length === 0 ? width - LABEL : width;
    if (line !== '' && line.length + 1 + said.length > room) {
      lines.push(line);
      line = said;
    } else line = line === '' ? said : `${line} ${said}`;
  });
  return [...lines, line];
}

/** Parts between which a line may break; blanks are parts of their own. */
function unbreakable(line: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let last = '';
  for (const piece of line.match(PIECES) ?? []) {
    if (piece.startsWith('\u001b')) {
      part += piece;
      continue;
    }
    if (part !== '' && last !== '' && mayBreak(last, piece)) {
      parts.push(part);
      part = '';
    }
    part += piece;
    last = piece;
  }
  return part === '' ? parts : [...parts, part];
}

function mayBreak(before: string, after: string): boolean {
  if (NOT_FIRST.test(after) || NOT_LAST.test(before)) return false;
  // A closing quotation mark; an opening one follows a space.
  if (after === '"' && !isBlank(before)) return false;
  return isBlank(before) || isBlank(after) || WIDE.test(before) || WIDE.test(after);
}

function isBlank(piece: string): boolean {
  return piece.trim() === '';
}

function filled(parts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const part of parts) {
    const partWidth = widthOfText(part);
    if (line !== '' && taken + partWidth > width) {
      lines.push(line.trimEnd());
      line = '';
      taken = 0;
    }
    // Drops the space at which a line breaks.
    if (line === '' && lines.length > 0 && isBlank(part)) continue;
    const pieces = partWidth > width ? broken(part, width) : [part];
    const last = pieces.at(-1) ?? '';
    lines.push(...pieces.slice(0, -1));
    line += last;
    taken += pieces.length === 1 ? partWidth : widthOfText(last);
  }
  return [...lines, line.trimEnd()];
}

/** A part that no line holds. */
function broken(part: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const piece of part.match(PIECES) ?? []) {
    const pieceWidth = widthOfText(piece);
    if (line !== '' && taken + pieceWidth > width) {
      lines.push(line);
      line = '';
      taken = 0;
    }
    line += piece;
    taken += pieceWidth;
  }
  return [...lines, line];
}

/** What ends a colour, bold or faint letters. */
function endOf(code: number): number {
  return code === 1 || code === 2 ? 22 : 39;
}

/** Every line begins and ends its own colours, so that none runs into the next column. */
function colored(lines: readonly string[]): readonly string[] {
  let open: readonly number[] = [];
  return lines.map((line) => {
    const before = open;
    for (const [, digits] of line.matchAll(COLOR)) {
      const code = Number(digits);
      const ends = code === 22 || code === 39;
      open = ends ? open.filter((other) => endOf(other) !== code) : [...open, code];
    }
    const start = before.map((code) => `\u001b[${code}m`).join('');
    const end = open.map((code) => `\u001b[${endOf(code)}m`).join('');
    return `${start}${line}${end}`;
  });
}
