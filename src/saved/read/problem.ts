import type { z } from 'zod';
import { printable } from '../../base/printable.ts';
import type { Texts } from '../../text/texts.ts';
import { type Told, ToldError } from '../../text/told-error.ts';

/** What is wrong with a saved report, in no particular language. */
export type SavedProblem = Told;

/** A line from 1, or a member of a document; null for a document as a whole. */
export type Where = number | string | null;

/** A saved report that can't be read, with its place: `run.ndjson:17: …`. */
export class ReadError extends ToldError {
  override readonly name = 'ReadError';

  constructor(file: string, where: Where, problem: SavedProblem) {
    const line = typeof where === 'number' ? `:${where}` : '';
    const member = typeof where === 'string' ? `${where}: ` : '';
    super((texts) => `${file}${line}: ${member}${problem(texts)}`);
  }
}

/** A report whose run was stopped before it had written its first line. */
export class NothingWritten extends ReadError {}

/** A value of the schema's shape, or the first of its complaints. */
export function checkShape<T>(
  schema: z.ZodType<T>,
  value: unknown,
): { readonly data: T } | { readonly problem: SavedProblem } {
  const checked = schema.safeParse(value);
  if (checked.success) return checked;
  // Evaluated only if it is reported, because it takes time.
  const { error } = schema.safeParse(value, { reportInput: true });
  return { problem: problemOf(error ?? checked.error) };
}

function problemOf({ issues }: z.ZodError): SavedProblem {
  const [issue] = issues;
  if (issue === undefined) return ({ saved }) => saved.notReadable;
  const where = issue.path.length === 0 ? '' : `${printable(pathText(issue.path), 120)}: `;
  // Every report says which schema it is of: without one it is another program's document.
  if (where === 'schema: ' && issue.input === undefined) return ({ saved }) => saved.noReport;
  switch (issue.code) {
    case 'invalid_value':
    case 'invalid_key':
      return ({ saved }) => `${where}${tellUnknown(issue.input, saved)}`;
    // A word of ours, or one of a user's own.
    case 'invalid_union':
      return ({ saved }) =>
        typeof issue.input === 'string'
          ? `${where}${tellUnknown(issue.input, saved)}`
          : `${where}${saved.badValue(issue.code, issue.message)}`;
    default:
      return ({ saved }) => `${where}${saved.badValue(issue.code ?? '', issue.message)}`;
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}

/** A hostile file's lists may be deeper than JSON.stringify can go. */
function tellUnknown(input: unknown, { unknownValue }: Texts['saved']): string {
  if (input === undefined) return unknownValue.missing;
  if (typeof input === 'string') return unknownValue.plain(printable(`"${input}"`));
  if (Array.isArray(input)) return unknownValue.list;
  return typeof input === 'object' && input !== null
    ? unknownValue.object
    : unknownValue.plain(JSON.stringify(input));
}
