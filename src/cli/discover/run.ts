import { type DiscoverOptions, discover } from '../../discover/discover.ts';
import type { Discovery } from '../../discover/model.ts';
import { type Settled, settle } from '../../discover/settle.ts';
import { EXIT_CODES, type ExitCode } from '../../judge/exit-codes.ts';
import { discoveryJson } from '../../report/documents/discovery/json.ts';
import { discoveryRemarks } from '../../report/documents/discovery/remarks.ts';
import { discoveryTable } from '../../report/documents/discovery/table.ts';
import type { Appearance } from '../../report/terminal/style.ts';
import { TOOL } from '../../run/tool.ts';
import { type Machine, THIS_MACHINE } from '../../self/program.ts';
import { type FlagValue, checkWords } from '../../site/site-from.ts';
import { siteTemplate } from '../../site/template.ts';
import type { DiscoveryFormat } from '../../report/documents/names.ts';
import type { Texts } from '../../text/texts.ts';
import { complain } from '../output-error.ts';
import type { Output } from '../outputs.ts';
import { siteWritten } from '../site-written.ts';
import { exitCodeAfter, writeOutputs } from '../write-outputs.ts';
import type { Streams } from '../streams.ts';

/** What was found of a site, and what it comes to. */
export interface FoundSite {
  readonly discovery: Discovery;
  readonly settled: Settled;
  readonly exitCode: ExitCode;
}

/** Looks for the site that a command line describes. */
export async function findSite(
  options: DiscoverOptions,
  machine: Machine = THIS_MACHINE,
): Promise<FoundSite> {
  const discovery = await discover(options, machine);
  return { discovery, settled: settle(discovery), exitCode: exitCodeOf(discovery) };
}

/** The user's own words are nothing found, but a management point of theirs that answered is. */
function exitCodeOf({ findings, complete }: Discovery): ExitCode {
  if (!complete) return EXIT_CODES.interrupted;
  const isFound = findings.some(
    ({ what, source }) => source.kind !== 'option' || what === 'management-point',
  );
  return isFound ? EXIT_CODES.ok : EXIT_CODES.breaks;
}

/**
 * A site file of what was found, every value with its sources.
 * @param flags what the user says of the site besides; it outranks what was found
 * @throws SiteError where that makes no site
 */
export function foundSiteFile(
  { discovery, settled }: FoundSite,
  flags: readonly FlagValue[],
  texts: Texts,
): string {
  const isSaid = ({ path }: FlagValue): boolean =>
    flags.some((flag) => flag.path.join('.') === path.join('.'));
  const values = [...settled.values.filter((value) => !isSaid(value)), ...flags];
  // What the flags say must fit what was found, or the file would be refused later.
  checkWords(values);
  return siteTemplate(values, texts.site.template, discoveryRemarks(discovery, settled, texts));
}

type Render = (found: FoundSite, texts: Texts, appearance: Appearance) => string;

const RENDER: Record<DiscoveryFormat, Render> = {
  site: (found, texts) => foundSiteFile(found, [], texts),
  table: ({ discovery, settled }, texts, appearance) =>
    discoveryTable(discovery, settled, appearance, texts),
  json: ({ discovery, settled, exitCode }) =>
    discoveryJson(discovery, settled, { tool: TOOL, exitCode }),
};

/** Where what was found goes. */
export interface FoundOutputs {
  readonly outputs: readonly Output<DiscoveryFormat>[];
  /** The value of --color; undefined if it is not given. */
  readonly color: boolean | undefined;
  readonly quiet: boolean;
}

/**
 * Looks for the site, and writes what was found in each requested form. The outputs are opened
 * before anything is sent.
 * @param find looks for it
 * @param quiet of what was written nothing is said; what could not be is told all the same
 * @returns the exit code
 * @throws SiteError where what was found makes no site
 */
export async function writeFound(
  find: () => Promise<FoundSite>,
  { outputs, color, quiet }: FoundOutputs,
  streams: Streams,
): Promise<ExitCode> {
  const { texts } = streams;
  const written = await writeOutputs({ outputs, color, quiet }, streams, async ({ all }) => {
    const found = await find();
    const isFound = found.exitCode !== EXIT_CODES.breaks;
    for (const { format, file, sink, appearance } of all) {
      if (format === 'site' && !isFound) {
        await sink.abandon();
        await complain(streams, `ccm-preflight: discover: ${texts.discover.notWritten(file)}`);
      } else await sink.write(RENDER[format](found, texts, appearance));
    }
    const sites = all.filter(({ format, file }) => format === 'site' && file !== null && isFound);
    return { exitCode: found.exitCode, sites };
  });
  for (const { file, sink } of written.result.sites) {
    if (file !== null && !quiet && !written.failed.includes(sink)) {
      await complain(streams, siteWritten(file, streams));
    }
  }
  return exitCodeAfter(written, written.result.exitCode);
}
