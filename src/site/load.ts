import { type FlagValue, siteFrom } from './site-from.ts';
import { parseSource } from './parse.ts';
import type { Site } from './site.ts';

/** A site file's text, and its name in messages. */
export interface SiteFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The site that a file's text and flags describe; either may be missing. A flag overrides the file.
 * @throws SiteError with every problem found, in the file's order
 */
export function loadSite(file: SiteFile | null, flags: readonly FlagValue[] = []): Site {
  return siteFrom(file === null ? null : parseSource(file.text, file.name), flags);
}
