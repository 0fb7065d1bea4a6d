import { type DiscoverOptions, discover } from '../../discover/discover.ts';
import type { Discovery } from '../../discover/model.ts';
import { type Settled, settle } from '../../discover/settle.ts';
import { EXIT_CODES, type ExitCode } from '../../judge/summary.ts';
import { discoveryJson } from '../../report/documents/discovery/json.ts';
import { discoveryRemarks } from '../../report/documents/discovery/remarks.ts';
import { discoveryTable } from '../../report/documents/discovery/table.ts';
import type { Appearance } from '../../report/terminal/style.ts';
import { TOOL } from '../../run/tool.ts';
import { type Machine, THIS_MACHINE } from '../../self/program.ts';
import type { FlagValue } from '../../site/site-from.ts';
import { loadSite } from '../../site/load.ts';
import { siteTemplate } from '../../site/template.ts';
import type { DiscoveryFormat } from '../../text/discover.ts';
import type { Texts } from '../../text/texts.ts';
import { complain } from '../output-error.ts';
import type { Output } from '../outputs.ts';
import { appearanceOf } from '../shared-options.ts';
import { siteWritten } from '../site-written.ts';
import { type Sink, fileSink, fill, openSinks, stdoutSink } from '../sink.ts';
import type { ParsedArguments } from '../site-options.ts';
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
  loadSite(null, values);
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

/** One form of what is found, and where it goes; opened before anything is sent. */
interface Place {
  readonly format: DiscoveryFormat;
  /** Null for standard output. */
  readonly file: string | null;
  readonly sink: Sink;
}

/**
 * Looks for the site, and writes what was found in each form that was asked for.
 * @param find looks for it
 * @returns the exit code
 * @throws SiteError where what was found makes no site
 */
export async function writeFound(
  find: () => Promise<FoundSite>,
  outputs: readonly Output<DiscoveryFormat>[],
  parsed: ParsedArguments,
  streams: Streams,
): Promise<ExitCode> {
  const stdout = stdoutSink(streams);
  const fallback = outputs.some(({ file }) => file === null) ? null : stdout;
  const sinks = await openSinks(
    outputs.map(
      ({ file }) =>
        async () =>
          file === null ? stdout : fileSink(file, streams, fallback),
    ),
  );
  const places = outputs.map(({ format, file }, index) => ({
    format,
    file,
    sink: sinks[index] ?? stdout,
  }));
  try {
    return await writeAll(await find(), places, parsed, streams);
  } catch (thrown) {
    await Promise.all(sinks.map((sink) => sink.abandon()));
    throw thrown;
  }
}

async function writeAll(
  found: FoundSite,
  places: readonly Place[],
  parsed: ParsedArguments,
  streams: Streams,
): Promise<ExitCode> {
  let isWritten = true;
  for (const { format, file, sink } of places) {
    if (format === 'site' && found.exitCode === EXIT_CODES.breaks) {
      await sink.abandon();
      const said = streams.texts.discover.notWritten(file);
      await complain(streams, `ccm-preflight: discover: ${said}`);
      continue;
    }
    const text = RENDER[format](found, streams.texts, appearanceOf(parsed, streams, file));
    const whole = await fill(sink, [text]);
    isWritten = whole && isWritten;
    if (whole && file !== null && format === 'site') {
      await complain(streams, siteWritten(file, streams));
    }
  }
  return isWritten || found.exitCode === EXIT_CODES.interrupted
    ? found.exitCode
    : EXIT_CODES.failed;
}
