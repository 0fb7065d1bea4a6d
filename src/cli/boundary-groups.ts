import {
  type BoundaryImport,
  type NotImported,
  importBoundaryGroups,
} from '../site/boundary-import.ts';
import { checkHostPort } from '../site/host.ts';
import { decodeSiteText } from '../site/parse.ts';
import type { LocatedRole } from '../site/site.ts';
import type { FlagValue } from '../site/site-from.ts';
import type { Texts } from '../text/texts.ts';
import { readNamed } from './named-file.ts';
import { UsageError } from './usage-error.ts';

const FLAG = '--boundary-groups';
/** A large site's export, with more than the members that are read. */
const MAX_EXPORT_BYTES = 64 * 1_048_576;
const MAX_TOLD = 100;

/** The boundary groups of an exported file, as a value of the site file, and what they leave out. */
export interface ReadBoundaryGroups {
  readonly value: FlagValue;
  readonly notImported: BoundaryImport['notImported'];
}

/**
 * @param flags that name the servers of each role
 * @throws UsageError where it is no export of boundary groups, or can't be read
 */
export async function readBoundaryGroups(
  name: string,
  flags: readonly FlagValue[],
  cwd: string,
): Promise<ReadBoundaryGroups> {
  const text = decodeSiteText(await readNamed(name, FLAG, cwd, MAX_EXPORT_BYTES), name);
  const imported = importBoundaryGroups(jsonOf(text), rolesIn(flags));
  if (imported === null) {
    throw new UsageError(({ errors }) => errors.notBoundaryGroups(FLAG, name));
  }
  const value = imported.groups.map((group) =>
    // Empty lists and `false` are left out.
    Object.fromEntries(
      Object.entries(group).filter(([, said]) =>
        Array.isArray(said) ? said.length > 0 : said !== false,
      ),
    ),
  );
  return {
    value: { flag: FLAG, path: ['boundaryGroups'], value },
    notImported: imported.notImported,
  };
}

/** A line for each thing that was left out, the first of many. */
export function notImportedLines(
  notImported: readonly NotImported[],
  { notes }: Pick<Texts, 'notes'>,
): readonly string[] {
  const lines = notImported.slice(0, MAX_TOLD).map((each) => notes.boundaryGroups.left(each));
  const more = notImported.length - lines.length;
  return more === 0 ? lines : [...lines, notes.boundaryGroups.more(more)];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function rolesIn(flags: readonly FlagValue[]): Record<LocatedRole, readonly string[]> {
  const hostsOf = (role: LocatedRole): readonly string[] =>
    flags
      .filter(({ path }) => path.join('.') === `roles.${role}`)
      .flatMap(({ value }) => (Array.isArray(value) ? value : [value]))
      .flatMap(hostIn);
  return {
    managementPoints: hostsOf('managementPoints'),
    distributionPoints: hostsOf('distributionPoints'),
    softwareUpdatePoints: hostsOf('softwareUpdatePoints'),
  };
}

function hostIn(entry: unknown): readonly string[] {
  const said: unknown =
    typeof entry === 'object' && entry !== null && 'host' in entry ? entry.host : entry;
  const checked = typeof said === 'string' ? checkHostPort(said) : null;
  return checked === null || 'problem' in checked ? [] : [checked.value.host];
}
