import { type Path, type SourceDocument, isGroup, parseSource } from './document.ts';
import { tellIssue } from './issue.ts';
import { type Problem, SiteError } from './problem.ts';
import { resolveSite } from './resolve.ts';
import { siteSchema } from './schema.ts';
import type { Site } from './site.ts';

/** A value that a flag says, and where in the site it belongs. */
export interface FlagValue {
  readonly flag: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

/** A site file's text and the name that messages call it by. */
export interface SiteFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The site of a file and flags, either of which may be missing; a flag replaces what the file says
 * at its place.
 * @throws SiteError with every problem found, in the file's order
 */
export function loadSite(file: SiteFile | null, flags: readonly FlagValue[] = []): Site {
  const document = file === null ? null : parseSource(file.text, file.name);
  const said = document?.value ?? {};
  if (!isGroup(said)) {
    throw new SiteError([
      {
        where: `${file?.name}:1:1`,
        message: 'a site file is a group of keys, such as "product: cm2007"',
      },
    ]);
  }
  const merged = flags.reduce<Record<string, unknown>>(
    (site, flag) => withValue(site, flag.path, flag.value),
    said,
  );
  const where = locator(file, document, flags);
  const parsed = siteSchema.safeParse(merged);
  if (!parsed.success) {
    throw new SiteError(
      parsed.error.issues
        .flatMap((issue) => tellIssue(issue, merged))
        .map(({ path, what, message }): Problem => ({ where: where(path, what), message })),
    );
  }
  const resolved = resolveSite(parsed.data);
  if ('contradictions' in resolved) {
    throw new SiteError(
      resolved.contradictions.map(({ path, message }) => ({
        where: where(path, 'value'),
        message,
      })),
    );
  }
  return resolved.site;
}

/** A copy with `value` at `path`, groups made where they are missing. */
function withValue(
  group: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [key, ...rest] = path;
  if (key === undefined) return group;
  const inner = group[key];
  const next = rest.length === 0 ? value : withValue(isGroup(inner) ? inner : {}, rest, value);
  return { ...group, [key]: next };
}

/** Names the flag that said a value, else the place in the file. */
function locator(
  file: SiteFile | null,
  document: SourceDocument | null,
  flags: readonly FlagValue[],
): (path: Path, what: 'key' | 'value') => string {
  return (path, what) => {
    const flag = flags.findLast(({ path: said }) => said.every((part, at) => path[at] === part));
    if (flag !== undefined) return flag.flag;
    if (document === null) return 'the flags';
    const { line, column } = document.locate(path, what);
    return `${file?.name}:${line}:${column}`;
  };
}
