import path from 'node:path';
import { printable } from '../base/printable.ts';
import type { OwnRow } from '../catalogue/own.ts';
import { distrustOf } from '../files/trust.ts';
import { ExpectationError, checkExpectations } from '../run/expectations.ts';
import { type FlagValue, siteFrom } from '../site/site-from.ts';
import { writtenPath } from '../site/issue.ts';
import type { Path, SourceDocument } from '../site/source-document.ts';
import type { Site } from '../site/site.ts';
import type { Product } from '../catalogue/vocabulary.ts';
import { TOOL } from '../run/tool.ts';
import { readNamed } from './named-file.ts';
import { complain } from './output-error.ts';
import { OF_ONE_PRODUCT } from './site-flags.ts';
import { type ParsedArguments, checkEntryFlags, single, siteFlags } from './site-options.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';

const CATALOGUE_FLAG = '--catalogue';

/**
 * The site that a command line describes, with the rows of the files that it names.
 * @throws SiteError, UsageError
 */
export async function siteOf(parsed: ParsedArguments, streams: Streams): Promise<Site> {
  return siteIn(await wordsOf(parsed, streams), streams);
}

/**
 * The same for a command that makes a plan of it: expectations must be of flows in that plan.
 * @throws SiteError, UsageError
 */
export async function siteToPlan(parsed: ParsedArguments, streams: Streams): Promise<Site> {
  const words = await wordsOf(parsed, streams);
  const site = await siteIn(words, streams);
  try {
    checkExpectations(site, (name) => whereIsExpected(name, words.document, words.flags));
  } catch (thrown) {
    throw thrown instanceof ExpectationError ? new UsageError(thrown.told) : thrown;
  }
  await tellUnused(site.product, words.flags, streams);
  return site;
}

/**
 * A site file may serve both products; who types a flag of the other one expects something of it.
 * @param flags as typed, such as `--slp`
 */
async function tellUnused(
  product: Product,
  flags: readonly FlagValue[],
  streams: Streams,
): Promise<void> {
  const typed = new Set(flags.map(({ flag }) => flag));
  for (const [name, only] of Object.entries(OF_ONE_PRODUCT)) {
    if (only === product || !typed.has(`--${name}`)) continue;
    const told = streams.texts.notes.unusedFlag(`--${name}`, only, product);
    await complain(streams, `${TOOL.name}: ${told}`);
  }
}

interface Words {
  /** The site file's name; null if there is none. */
  readonly name: string | null;
  readonly document: SourceDocument | null;
  readonly flags: readonly FlagValue[];
}

async function wordsOf(parsed: ParsedArguments, streams: Streams): Promise<Words> {
  checkEntryFlags(parsed);
  const said = parsed['site'];
  const name = said === undefined ? null : single('site', said);
  const document = name === null ? null : await readSource(name, '--site', streams.cwd);
  return { name, document, flags: await siteFlags(parsed) };
}

/** The site, with the rows of the files that it names. */
async function siteIn({ name, document, flags }: Words, streams: Streams): Promise<Site> {
  const site = siteFrom(document, flags);
  if (site.catalogue.length === 0) return site;
  // What the site file names lies beside it, what a flag names where the command is run.
  const isByFlag = name === null || flags.some(({ path: [key] }) => key === 'catalogue');
  if (isByFlag) return { ...site, ownRows: await readOwnRows(site.catalogue, streams.cwd) };
  const files = site.catalogue.map((file) =>
    path.isAbsolute(file) ? file : path.join(path.dirname(name), file),
  );
  if (streams.siteIsFound === true) refuseStrangers(files, streams.cwd);
  const namedAt = (index: number): string => placeOf(document, ['catalogue', index], 'value');
  return { ...site, ownRows: await readOwnRows(files, streams.cwd, namedAt) };
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
  return placeOf(document, ['expect', name], 'key');
}

function placeOf(document: SourceDocument | null, path: Path, what: 'key' | 'value'): string {
  if (document === null) return CATALOGUE_FLAG;
  const { line, column } = document.locate(writtenPath(document.value, path).path, what);
  return `${document.name}:${line}:${column}`;
}

/**
 * The rows of the user's files.
 * @param namedAt where the name of that number stands
 * @throws SiteError, UsageError
 */
export async function readOwnRows(
  names: readonly string[],
  cwd: string,
  namedAt: (index: number) => string = () => CATALOGUE_FLAG,
): Promise<readonly OwnRow[]> {
  const documents: SourceDocument[] = [];
  for (const [index, name] of names.entries()) {
    documents.push(await readSource(name, namedAt(index), cwd));
  }
  const { ownRowsFrom } = await import('../site/own-rows.ts');
  return ownRowsFrom(documents);
}

/**
 * Catalogues of a site file that was found, not named, are trusted only if nobody but this user can
 * have written them.
 */
function refuseStrangers(names: readonly string[], cwd: string): void {
  for (const name of names) {
    const why = distrustOf(path.resolve(cwd, name));
    // A missing file is reported when it is read.
    if (why === null || why === 'absent') continue;
    throw new UsageError(({ files }) => files.found.catalogue[why](printable(name)));
  }
}

/** @param namedBy the option that names it, or the place in a file */
async function readSource(name: string, namedBy: string, cwd: string): Promise<SourceDocument> {
  const bytes = await readNamed(name, namedBy, cwd);
  const { decodeSiteText: decodeText, parseSource } = await import('../site/parse.ts');
  return parseSource(decodeText(bytes, name), name);
}
