import { withoutUnsafe } from '../../base/clean.ts';
import { z } from 'zod';
import { printable } from '../../base/printable.ts';
import type { SavedProblem } from './problem.ts';

/** Deeper than any report. */
const MAX_DEPTH = 32;

/** JSON with and without its texts made safe for a terminal. */
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

const named = z.object({ client: z.string() });

/**
 * What is wrong with a client's name that a terminal can't be given as it is. A name says whose entry
 * it is: made fit, it might be another client's.
 * @param said a client as the report has it, before anything was cleaned
 * @returns null for a name that needs no cleaning
 */
export function unsafeName(said: unknown): SavedProblem | null {
  const client = named.safeParse(said).data?.client ?? '';
  const safe = withoutUnsafe(client);
  if (safe === client) return null;
  const left = Array.from(client).length - Array.from(safe).length;
  return ({ saved }) => saved.unsafeName(printable(safe), left);
}
