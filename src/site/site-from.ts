import { writtenPath, problemsOf } from './issue.ts';
import { ALL_FLAGS, type Problem, SiteError, type SiteProblem, problemAt } from './problem.ts';
import { resolveSite } from './resolve.ts';
import { siteSchema } from './schema.ts';
import type { Site } from './site.ts';
import { type Path, type Position, type SourceDocument, isGroup } from './source-document.ts';

/** A value from a command-line flag, and its path in the site file. */
export interface FlagValue {
  readonly flag: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * The site of a parsed file and flags, checked by the schema; either may be missing. A flag overrides
 * the file.
 * @throws SiteError with every problem found, in the file's order
 */
export function siteFrom(document: SourceDocument | null, flags: readonly FlagValue[]): Site {
  const said = document?.value ?? {};
  if (!isGroup(said)) {
    throw new SiteError([problemAt(`${document?.name}:1:1`, { code: 'not-a-group-of-keys' })]);
  }
  const merged = flags.reduce<Record<string, unknown>>(
    (site, flag) => withValue(site, flag.path, flag.value),
    said,
  );
  const locate = locator(document, flags);
  const parsed = siteSchema.safeParse(merged);
  if (!parsed.success) {
    throw new SiteError(
      inOrder(
        parsed.error.issues
          .flatMap((issue) => problemsOf(issue, merged))
          .map(({ path, what, problem }) => ({ ...locate(path, what), problem })),
      ),
    );
  }
  const resolved = resolveSite(parsed.data);
  if ('contradictions' in resolved) {
    throw new SiteError(
      inOrder(
        resolved.contradictions.map(({ path, problem }) => ({
          ...locate(writtenPath(merged, path).path, 'value'),
          problem,
        })),
      ),
    );
  }
  return resolved.site;
}

/**
 * Refuses flags that are wrong for every product.
 * @throws SiteError with every problem found, except that the product is missing
 */
export function checkWords(flags: readonly FlagValue[]): void {
  try {
    siteFrom(null, flags);
  } catch (thrown) {
    if (!(thrown instanceof SiteError)) throw thrown;
    const problems = thrown.problems.filter(({ what }) => what.code !== 'product-missing');
    if (problems.length > 0) throw new SiteError(problems);
  }
}

/**
 * A copy with `value` at `path`; missing groups are added. Where the file has something other than
 * a group on the way, it is left as it is, for the schema to refuse.
 */
function withValue(
  group: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [key, ...rest] = path;
  if (key === undefined) return group;
  if (rest.length === 0) return { ...group, [key]: value };
  // Properties that every object inherits are not in the file.
  const inner = (Object.hasOwn(group, key) ? group[key] : null) ?? {};
  return isGroup(inner) ? { ...group, [key]: withValue(inner, rest, value) } : group;
}

/** Where a value was given; `position` is null for a flag. */
interface ValueLocation {
  readonly where: string;
  readonly position: Position | null;
}

/** Names the flag that gave a value, or else the position in the file. */
function locator(
  document: SourceDocument | null,
  flags: readonly FlagValue[],
): (path: Path, what: 'key' | 'value') => ValueLocation {
  return (path, what) => {
    const flag =
      flags.findLast(({ path: said }) => leadsTo(said, path)) ??
      // A group that the file lacks was added for a flag.
      (has(document?.value, path)
        ? undefined
        : flags.findLast(({ path: said }) => leadsTo(path, said)));
    if (flag !== undefined) return { where: flag.flag, position: null };
    if (document === null) return { where: ALL_FLAGS, position: null };
    const position = document.locate(path, what);
    return { where: `${document.name}:${position.line}:${position.column}`, position };
  };
}

function leadsTo(start: Path, path: Path): boolean {
  return start.every((part, at) => path[at] === part);
}

function has(root: unknown, [key, ...rest]: Path): boolean {
  if (key === undefined) return true;
  return isGroup(root) && Object.hasOwn(root, key) && has(root[key], rest);
}

/** Flags first, then the file from top to bottom. */
function inOrder(
  problems: readonly (ValueLocation & { readonly problem: SiteProblem })[],
): readonly Problem[] {
  return [...problems]
    .sort(
      (a, b) =>
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0),
    )
    .map(({ where, problem }) => problemAt(where, problem));
}
