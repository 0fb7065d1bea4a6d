import type { z } from 'zod';
import { printable } from '../../site/printable.ts';

/** A saved report that can't be read, with its place: `run.ndjson:17: …`. */
export class ReadError extends Error {
  override readonly name = 'ReadError';

  /** @param line from 1; null for a document as a whole */
  constructor(file: string, line: number | null, problem: string) {
    super(`${file}${line === null ? '' : `:${line}`}: ${problem}`);
  }
}

/** A value of the schema's shape, or the first of its complaints in words. */
export function checkShape<T>(
  schema: z.ZodType<T>,
  value: unknown,
): { readonly data: T } | { readonly problem: string } {
  const checked = schema.safeParse(value);
  if (checked.success) return checked;
  // What was found instead is looked up only where it is told of: it takes time.
  const { error } = schema.safeParse(value, { reportInput: true });
  return { problem: tellIssue(error ?? checked.error) };
}

function tellIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return 'not readable';
  const where = issue.path.length === 0 ? '' : `${printable(pathText(issue.path), 120)}: `;
  switch (issue.code) {
    case 'invalid_value':
    case 'invalid_key':
      return `${where}${quote(issue.input)} is not known here`;
    default:
      return `${where}${issue.message}`;
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
function quote(input: unknown): string {
  if (input === undefined) return 'what is missing';
  if (typeof input === 'string') return printable(`"${input}"`);
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' && input !== null ? 'an object' : JSON.stringify(input);
}
