import { printable } from '../base/printable.ts';
import { type FlagValue, siteFrom } from './site-from.ts';
import { ownRowsFrom } from './own-rows.ts';
import { parseSource } from './parse.ts';
import { ALL_FLAGS, SiteError, problemAt } from './problem.ts';
import type { Site } from './site.ts';

/** A site file's text, and its name in messages. */
export interface SiteFile {
  readonly name: string;
  readonly text: string;
}

/**
 * As `siteFrom`, from a file's text and with the user's own flows.
 * @param catalogues the files that the site's key `catalogue` names, read
 * @throws SiteError with every problem found, in the file's order
 */
export function siteFromFiles(
  file: SiteFile | null,
  flags: readonly FlagValue[] = [],
  catalogues: readonly SiteFile[] = [],
): Site {
  const site = siteFrom(file === null ? null : parseSource(file.text, file.name), flags);
  if (site.catalogue.length > 0 && catalogues.length === 0) {
    const names = site.catalogue.map((name) => printable(name));
    const where = file === null ? ALL_FLAGS : file.name;
    throw new SiteError([problemAt(where, { code: 'catalogue-unread', names })]);
  }
  return {
    ...site,
    ownRows: ownRowsFrom(catalogues.map(({ name, text }) => parseSource(text, name))),
  };
}
