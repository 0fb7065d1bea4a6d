import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../base/error-code.ts';
import { siteFrom } from '../site/described.ts';
import { MAX_FILE_BYTES, type SourceDocument } from '../site/source-document.ts';
import type { Site } from '../site/site.ts';
import { type ParsedArguments, checkEntryFlags, single, siteFlags } from './site-options.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

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
  const bytes = await readBounded(name, '--site', cwd);
  const { decodeText, parseSource } = await import('../site/document.ts');
  return parseSource(decodeText(bytes, name), name);
}

/**
 * A file that the user names.
 * @throws UsageError naming the option where it can't be read or is too large
 */
export async function readBounded(
  name: string,
  option: string,
  cwd: string,
  maxBytes = MAX_FILE_BYTES,
): Promise<Buffer> {
  const file = path.resolve(cwd, name);
  try {
    const { size } = await stat(file);
    if (size > maxBytes) {
      throw new UsageError(({ errors }) => errors.tooLarge(option, name, size, maxBytes));
    }
    return await readFile(file);
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    const code = codeOf(thrown);
    throw new UsageError(({ errors, errorCode }) => errors.cantRead(option, name, errorCode(code)));
  }
}
