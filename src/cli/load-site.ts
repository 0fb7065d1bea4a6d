import { siteFrom } from '../site/site-from.ts';
import type { SourceDocument } from '../site/source-document.ts';
import type { Site } from '../site/site.ts';
import { readNamed } from './named-file.ts';
import { type ParsedArguments, checkEntryFlags, single, siteFlags } from './site-options.ts';
import type { Streams } from './streams.ts';

/**
 * The site that a command line describes.
 * @throws SiteError, UsageError
 */
export async function siteOf(parsed: ParsedArguments, streams: Streams): Promise<Site> {
  checkEntryFlags(parsed);
  const said = parsed['site'];
  const document = said === undefined ? null : await readSite(single('site', said), streams);
  return siteFrom(document, await siteFlags(parsed));
}

async function readSite(name: string, { cwd }: Streams): Promise<SourceDocument> {
  const bytes = await readNamed(name, '--site', cwd);
  const { decodeSiteText: decodeText, parseSource } = await import('../site/parse.ts');
  return parseSource(decodeText(bytes, name), name);
}
