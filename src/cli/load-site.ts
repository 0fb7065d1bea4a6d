import { ExpectationError, checkExpectations } from '../run/expectations.ts';
import { type FlagValue, siteFrom } from '../site/site-from.ts';
import type { SourceDocument } from '../site/source-document.ts';
import type { Site } from '../site/site.ts';
import { readNamed } from './named-file.ts';
import { type ParsedArguments, checkEntryFlags, single, siteFlags } from './site-options.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

/**
 * The site that a command line describes.
 * @throws SiteError, UsageError
 */
export async function siteOf(parsed: ParsedArguments, streams: Streams): Promise<Site> {
  const { document, flags } = await wordsOf(parsed, streams);
  return siteFrom(document, flags);
}

/**
 * The same for a command that makes a plan of it: what is expected of flows has to be of flows that
 * the plan has.
 * @throws SiteError, UsageError
 */
export async function siteToPlan(parsed: ParsedArguments, streams: Streams): Promise<Site> {
  const { document, flags } = await wordsOf(parsed, streams);
  const site = siteFrom(document, flags);
  try {
    checkExpectations(site, (name) => whereIsExpected(name, document, flags));
  } catch (thrown) {
    throw thrown instanceof ExpectationError ? new UsageError(thrown.told) : thrown;
  }
  return site;
}

interface Words {
  readonly document: SourceDocument | null;
  readonly flags: readonly FlagValue[];
}

async function wordsOf(parsed: ParsedArguments, streams: Streams): Promise<Words> {
  checkEntryFlags(parsed);
  const said = parsed['site'];
  const document = said === undefined ? null : await readSite(single('site', said), streams);
  return { document, flags: await siteFlags(parsed) };
}

function whereIsExpected(
  name: string,
  document: SourceDocument | null,
  flags: Words['flags'],
): string {
  const flag = flags.findLast(
    ({ path: [key, of] }) => key === 'expect' && (of === undefined || of === name),
  );
  if (flag !== undefined || document === null) return flag?.flag ?? '--expect-closed';
  const { line, column } = document.locate(['expect', name], 'key');
  return `${document.name}:${line}:${column}`;
}

async function readSite(name: string, { cwd }: Streams): Promise<SourceDocument> {
  const bytes = await readNamed(name, '--site', cwd);
  const { decodeSiteText: decodeText, parseSource } = await import('../site/parse.ts');
  return parseSource(decodeText(bytes, name), name);
}
