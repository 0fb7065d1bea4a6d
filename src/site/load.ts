import { type FlagValue, siteFrom } from './site-from.ts';
import { parseSource } from './parse.ts';
import type { Site } from './site.ts';

/** A site file's text and the name that messages call it by. */
export interface SiteFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The site of a file's text and flags, either of which may be missing; a flag replaces what the file
 * says at its place.
 * @throws SiteError with every problem found, in the file's order
 */
export function loadSite(file: SiteFile | null, flags: readonly FlagValue[] = []): Site {
  return siteFrom(file === null ? null : parseSource(file.text, file.name), flags);
}
