import type { z } from 'zod';
import { printable } from './printable.ts';
import { type Path, isGroup } from './source-document.ts';

/** A schema issue told for people: where it points, and what was found and is allowed. */
export interface ToldIssue {
  readonly path: Path;
  readonly what: 'key' | 'value';
  readonly message: string;
}

/** Each is looked up in the file, and more than these nobody reads. */
const MAX_KEYS = 100;

/** One issue may name several keys: one sentence each. */
export function tellIssue(issue: z.core.$ZodIssue, root: unknown): readonly ToldIssue[] {
  const { path, value: found } = asWritten(
    root,
    issue.path.filter((part) => typeof part !== 'symbol'),
  );
  const name = nameOf(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAX_KEYS).map((key) => ({
        path: [...path, key],
        what: 'key',
        message: `unknown key "${printable(key)}"${name === '' ? '' : ` in ${name}`}; ${issue.message}`,
      }));
    case 'invalid_type':
      return [
        {
          path,
          what: 'value',
          message: `${name || 'the site'} must be ${article(issue.expected)}, found ${describe(found)}`,
        },
      ];
    case 'invalid_value':
      return [
        {
          path,
          what: 'value',
          message: `${name} can't be ${describe(found)}; allowed: ${issue.values.map(String).join(', ')}`,
        },
      ];
    default:
      return [{ path, what: 'value', message: `${name}: ${withFound(issue, found)}` }];
  }
}

function withFound(issue: z.core.$ZodIssue, found: unknown): string {
  const quoted = typeof found === 'string' && issue.message.includes(printable(found));
  return quoted || found === undefined
    ? issue.message
    : `${issue.message}, found ${describe(found)}`;
}

/** `roles.managementPoints[0].httpPort`. */
function nameOf(path: Path): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`,
    )
    .join('');
}

function article(expected: string): string {
  const words: Record<string, string> = {
    int: 'a whole number',
    number: 'a number',
    string: 'a text',
    boolean: 'true or false',
    object: 'a group of keys',
    array: 'a list',
  };
  return words[expected] ?? expected;
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `"${printable(value)}"`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  return printable(JSON.stringify(value));
}

/**
 * A path and its value as the user wrote them: the schema makes a list of a single entry and a group
 * of a shorthand form, and neither stands in the file.
 */
function asWritten(root: unknown, path: Path): { readonly path: Path; readonly value: unknown } {
  const written: (string | number)[] = [];
  let value = root;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isGroup(value) && typeof part === 'string') value = value[part];
    else continue;
    written.push(part);
  }
  return { path: written, value };
}
