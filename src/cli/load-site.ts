import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../probe/failure.ts';
import { MAX_FILE_BYTES, decodeText } from '../site/document.ts';
import { type SiteFile, loadSite } from '../site/load.ts';
import { EN } from '../text/en/index.ts';
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
  const file = said === undefined ? null : await readSiteFile(single('site', said), streams);
  return loadSite(file, siteFlags(parsed));
}

async function readSiteFile(name: string, { cwd }: Streams): Promise<SiteFile> {
  return { name, text: decodeText(await readBounded(name, '--site', cwd), name) };
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
      throw new UsageError(`${option}: "${name}" has ${size} bytes, more than ${maxBytes}`);
    }
    return await readFile(file);
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    throw new UsageError(`${option}: can't read "${name}": ${EN.errorCode(codeOf(thrown))}`);
  }
}
