import {
  Lexer,
  LineCounter,
  Parser,
  type YAMLParseError,
  isMap,
  isNode,
  isPair,
  isScalar,
  parseDocument,
  visit,
} from 'yaml';
import { encodingOf } from '../base/encoding.ts';
import { printable } from '../base/printable.ts';
import { type Problem, SiteError, type SiteProblem, problemAt } from './problem.ts';
import type { Position, SourceDocument } from './source-document.ts';

/** A site file has five levels of nesting, and each takes two of the parser's. */
const MAX_DEPTH = 64;

const MAX_ALIASES = 1_000;

/** More errors than a user would read at once. */
const MAX_ERRORS = 10;

/** Messages of `yaml` quote the file, so their length has to be limited. */
const MAX_MESSAGE_LENGTH = 256;

/**
 * Text of a file as Windows tools write it: UTF-8, or UTF-16 with a byte order mark.
 * @throws SiteError where it is neither
 */
export function decodeSiteText(bytes: Uint8Array, file: string): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new SiteError([problemAt(file, { code: 'not-text', encoding })]);
  }
}

/**
 * One value as a site file would hold it.
 * @throws SiteError
 */
export function parseValue(text: string, where: string): unknown {
  refuseExcess(text, () => where);
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw new SiteError([problemAt(where, problemOf(error))]);
  return toPlain(document, () => where);
}

/**
 * Parses YAML or JSON (which is YAML too).
 * @throws SiteError with the first syntax error of each line and its column
 */
export function parseSource(text: string, file: string): SourceDocument {
  if (isReport(text)) throw new SiteError([problemAt(`${file}:1:1`, { code: 'saved-report' })]);
  const lines = new LineCounter();
  refuseExcess(text, (offset) => {
    const before = text.slice(0, offset).split('\n');
    return `${file}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  });
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The library's own search for repeated keys takes a minute for a megabyte of keys.
    uniqueKeys: false,
    // 'silent' would read the first of several documents and ignore the others.
    logLevel: 'error',
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const errors = [...document.errors, ...repeatedKeys(document)].sort(
    (one, other) => one.pos[0] - other.pos[0],
  );
  if (errors.length > 0) {
    // What else is wrong with a line follows from its first error.
    const firsts = new Map<number, Problem>();
    for (const error of errors) {
      const { line, column } = at(error.pos[0]);
      if (firsts.has(line)) continue;
      firsts.set(line, problemAt(`${file}:${line}:${column}`, problemOf(error)));
      if (firsts.size === MAX_ERRORS) break;
    }
    throw new SiteError([...firsts.values()]);
  }
  return {
    name: file,
    value: toPlain(document, (offset) => {
      const { line, column } = at(offset);
      return `${file}:${line}:${column}`;
    }),
    locate(path, what) {
      const parent = document.getIn(path.slice(0, -1), true);
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

/** A report or plan of this tool, one document or in lines: told by its first key. */
function isReport(text: string): boolean {
  return /^\uFEFF?\s*\{\s*"(?:type"\s*:\s*"run"|schema"\s*:\s*"ccm-preflight\/)/.test(text);
}

/** An error as `yaml` reports it. */
type SyntaxProblem = Pick<YAMLParseError, 'code' | 'message' | 'pos'>;

function repeatedKeys(document: ReturnType<typeof parseDocument>): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  visit(document, {
    Map(_key, { items }) {
      const known = new Set<unknown>();
      for (const { key } of items) {
        const value = isScalar(key) ? key.value : key;
        if (known.has(value) && isNode(key) && key.range) {
          const [start, end] = key.range;
          const message = 'Map keys must be unique';
          problems.push({ code: 'DUPLICATE_KEY', message, pos: [start, end] });
        }
        known.add(value);
      }
    },
  });
  return problems;
}

function problemOf({ code, message }: SyntaxProblem): SiteProblem {
  return code === 'MULTIPLE_DOCS'
    ? { code: 'several-documents' }
    : { code: 'yaml', rule: code, message: printable(message, MAX_MESSAGE_LENGTH) };
}

/**
 * Looks at nesting and aliases before the composer of `yaml` does: that recurses for each level, so
 * that deep nesting can overflow the stack, and searches all nodes for each alias. The parser does
 * neither.
 * @throws SiteError for a text that is nested deeper, or has more aliases, than any site
 */
function refuseExcess(text: string, whereIs: (offset: number) => string): void {
  const parser = new Parser();
  let offset = 0;
  let aliases = 0;
  const refuse = (problem: SiteProblem): never => {
    throw new SiteError([problemAt(whereIs(offset), problem)]);
  };
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer adds marks that are not in the text; only the parser keeps the true offset.
    ({ offset } = parser);
    // The generator has to be drained for the parser to advance; its documents are not needed.
    for (const _ of parser.next(lexeme)) continue;
    if (parser.stack.length > MAX_DEPTH) refuse({ code: 'too-deep', max: MAX_DEPTH });
    if (lexeme.startsWith('*')) aliases += 1;
    if (aliases > MAX_ALIASES) refuse({ code: 'too-many-aliases', max: MAX_ALIASES });
  }
}

/** The number of resolved aliases is limited, so that a small file can't become a huge value. */
function toPlain(
  document: ReturnType<typeof parseDocument>,
  whereIs: (offset: number) => string,
): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    const message = printable(text, MAX_MESSAGE_LENGTH);
    const { offset, rule } = culprit(document);
    throw new SiteError([problemAt(whereIs(offset), { code: 'yaml', rule, message })]);
  }
}

/** The first alias without an anchor, or else the first alias: then there are too many. */
function culprit(document: ReturnType<typeof parseDocument>): {
  readonly offset: number;
  readonly rule: 'UNRESOLVED_ALIAS' | 'EXCESSIVE_ALIASES';
} {
  const aliases: { readonly offset: number; readonly resolved: boolean }[] = [];
  visit(document, {
    Alias(_key, alias) {
      const offset = alias.range?.[0] ?? 0;
      aliases.push({ offset, resolved: alias.resolve(document) !== undefined });
    },
  });
  const unresolved = aliases.find(({ resolved }) => !resolved);
  return {
    offset: (unresolved ?? aliases[0])?.offset ?? 0,
    rule: unresolved === undefined ? 'EXCESSIVE_ALIASES' : 'UNRESOLVED_ALIAS',
  };
}
