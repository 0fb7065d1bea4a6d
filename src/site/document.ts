import {
  LineCounter,
  type YAMLParseError,
  isMap,
  isNode,
  isPair,
  parseDocument,
  visit,
} from 'yaml';
import { type Problem, SiteError } from './problem.ts';

/** A property's path in the site file. */
export type Path = readonly (string | number)[];

/** A parsed file that still knows where everything stood. */
export interface SourceDocument {
  readonly value: unknown;
  /** Line and column of a value, or of the nearest thing around it. */
  locate(path: Path, what: 'key' | 'value'): Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mapping of keys, as YAML and JSON parse to. */
export function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A site file is a page or two; anything this large is another file. */
export const MAX_FILE_BYTES = 1_048_576;

/**
 * Text of a file as Windows tools write it: UTF-8, or UTF-16 with a byte order mark.
 * @throws SiteError where it is neither
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new SiteError([
      { where: file, message: `the file is not ${encoding.toUpperCase()} text` },
    ]);
  }
}

/** By the byte order mark, or by the zero that every other byte of ASCII in UTF-16 is. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || second === 0) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || first === 0 ? 'utf-16be' : 'utf-8';
}

/**
 * One value as a site file would hold it.
 * @throws SiteError
 */
export function parseValue(text: string, where: string): unknown {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw new SiteError([{ where, message: error.message }]);
  return toPlain(document, () => where);
}

/**
 * Parses YAML or JSON (which is YAML too).
 * @throws SiteError with every syntax error's line and column
 */
export function parseSource(text: string, file: string): SourceDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    // Not 'silent': that would take the first of several documents without a word.
    logLevel: 'error',
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    throw new SiteError(
      document.errors.map((error): Problem => {
        const { line, column } = at(error.pos[0]);
        return { where: `${file}:${line}:${column}`, message: messageOf(error) };
      }),
    );
  }
  return {
    value: toPlain(document, (offset) => {
      const { line, column } = at(offset);
      return `${file}:${line}:${column}`;
    }),
    locate(path, what) {
      const parentPath = path.slice(0, -1);
      const parent = parentPath.length === 0 ? document.contents : document.getIn(parentPath, true);
      if (what === 'key' && isMap(parent)) {
        const pair = parent.items.find(
          (item) => isPair(item) && isNode(item.key) && String(item.key) === String(path.at(-1)),
        );
        if (pair && isNode(pair.key) && pair.key.range) return at(pair.key.range[0]);
      }
      for (let depth = path.length; depth > 0; depth -= 1) {
        const node = document.getIn(path.slice(0, depth), true);
        if (isNode(node) && node.range) return at(node.range[0]);
      }
      return at(document.contents?.range?.[0] ?? 0);
    },
  };
}

function messageOf({ code, message }: YAMLParseError): string {
  return code === 'MULTIPLE_DOCS'
    ? 'a site file is one document, and "---" begins a second one'
    : message;
}

/** Aliases are resolved with a bound, so that a small file can't become a huge value. */
function toPlain(
  document: ReturnType<typeof parseDocument>,
  whereIs: (offset: number) => string,
): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new SiteError([{ where: whereIs(culprit(document)), message }]);
  }
}

/** Where the first alias stands that has no anchor, or else the first alias of all. */
function culprit(document: ReturnType<typeof parseDocument>): number {
  const aliases: { readonly offset: number; readonly resolved: boolean }[] = [];
  visit(document, {
    Alias(_key, alias) {
      const offset = alias.range?.[0] ?? 0;
      aliases.push({ offset, resolved: alias.resolve(document) !== undefined });
    },
  });
  return (aliases.find(({ resolved }) => !resolved) ?? aliases[0])?.offset ?? 0;
}
