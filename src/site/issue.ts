import type { z } from 'zod';
import { type FoundValue, isQuotedBy } from './found.ts';
import { printable } from '../base/printable.ts';
import type { Expected, SiteProblem } from './problem.ts';
import { KEY_SEPARATOR, ValueRefusal } from './refusal.ts';
import { type Path, isGroup } from './source-document.ts';
import type { ValueProblem } from './value-problem.ts';

/** An issue of the schema, translated: the path, what was found, and what is allowed. */
export interface KnownIssue {
  readonly path: Path;
  readonly what: 'key' | 'value';
  readonly problem: SiteProblem;
}

/** Each key is looked up in the file, and a user would not read more than these. */
const MAX_KEYS = 100;

/** The problems of one issue, which may name several keys. */
export function problemsOf(issue: z.core.$ZodIssue, root: unknown): readonly KnownIssue[] {
  const { path, value: found } = writtenPath(
    root,
    issue.path.filter((part) => typeof part !== 'symbol'),
  );
  const name = nameOf(path);
  const at = (problem: SiteProblem): readonly KnownIssue[] => [{ path, what: 'value', problem }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAX_KEYS).map((key) => ({
        path: [...path, key],
        what: 'key',
        problem: {
          code: 'unknown-key',
          key: printable(key),
          parent: name,
          allowed: issue.message.split(KEY_SEPARATOR),
        },
      }));
    case 'invalid_type':
      return at({
        code: 'wrong-type',
        name,
        expected: expectedOf(issue.expected),
        found: foundOf(found),
      });
    case 'invalid_value':
      return at({
        code: 'not-allowed',
        name,
        found: foundOf(found),
        allowed: issue.values.map(String),
      });
    default: {
      const [problem, value] = [refusalOf(issue), foundOf(found)];
      return at({
        code: 'bad-value',
        name,
        problem,
        found: isQuotedBy(problem, value) ? null : value,
      });
    }
  }
}

/** The library itself refuses integers that are too large to be exact; only ports are integers. */
function refusalOf(issue: z.core.$ZodIssue): ValueProblem {
  const refusal: unknown = issue.code === 'custom' ? issue.params?.['refusal'] : undefined;
  return refusal instanceof ValueRefusal ? refusal.problem : { code: 'port' };
}

/** `roles.managementPoints[0].httpPort`. */
function nameOf(path: Path): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`,
    )
    .join('');
}

const EXPECTED: readonly Expected[] = ['int', 'number', 'string', 'boolean', 'object', 'array'];

function expectedOf(type: string): Expected {
  return EXPECTED.find((known) => known === type) ?? 'object';
}

function foundOf(value: unknown): FoundValue {
  if (value === undefined || value === null) return { kind: 'nothing' };
  if (typeof value === 'string') return { kind: 'text', text: printable(value) };
  if (Array.isArray(value)) return { kind: 'list' };
  if (typeof value === 'object') return { kind: 'group' };
  return { kind: 'plain', text: printable(JSON.stringify(value)) };
}

/**
 * A path and its value as the user wrote them. The schema turns a single entry into a list and a
 * shorthand into a group; neither is in the file.
 */
export function writtenPath(
  root: unknown,
  path: Path,
): { readonly path: Path; readonly value: unknown } {
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
