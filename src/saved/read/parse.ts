import { withoutUnsafe } from '../../base/clean.ts';

/** Deeper than any report. */
const MAX_DEPTH = 32;

/** JSON as it is said, and with its texts made fit for a terminal. */
export interface ParsedJson {
  readonly said: unknown;
  readonly value: unknown;
}

/**
 * JSON of a saved report, which may have come from anywhere.
 * @throws SyntaxError
 */
export function parseJson(text: string): ParsedJson {
  const said: unknown = JSON.parse(text);
  // Nothing that needs cleaning can be written in plain ASCII without an escape.
  return { said, value: /[^ -[\]-~]/.test(text) ? cleaned(said, 0) : said };
}

function cleaned(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new SyntaxError('nested too deeply');
  if (typeof value === 'string') return withoutUnsafe(value);
  if (Array.isArray(value)) return value.map((item) => cleaned(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, cleaned(member, depth + 1)]),
  );
}
