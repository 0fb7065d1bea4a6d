import { EXIT_CODES, type ExitCode } from '../../judge/exit-codes.ts';
import { type FlagValue, checkWords } from '../../site/site-from.ts';
import { siteTemplate } from '../../site/template.ts';
import { LOOKING_OPTIONS, discoverOptions } from '../discover/options.ts';
import { refuseExisting } from '../existing-file.ts';
import { SWITCH, command, word } from '../option.ts';
import {
  type ParsedArguments,
  SITE_OPTIONS,
  checkEntryFlags,
  siteFlags,
  single,
} from '../site-options.ts';
import { notImportedLines, readBoundaryGroups } from '../boundary-groups.ts';
import { type Sink, fileSink, fill } from '../sink.ts';
import type { Streams } from '../streams.ts';
import { complain, print } from '../output-error.ts';
import { siteWritten } from '../site-written.ts';
import { UsageError } from '../usage-error.ts';

const { site: _site, ...FLAGS } = SITE_OPTIONS;

export const INIT_COMMAND = command({
  help: ({ help }) => help.commands.init,
  positionals: {
    file: { type: 'string' },
  },
  options: {
    force: SWITCH,
    discover: SWITCH,
    'boundary-groups': word(),
    ...LOOKING_OPTIONS,
  },
  shared: FLAGS,
  async run(said, streams, parsed) {
    checkEntryFlags(parsed);
    const typed = await siteFlags(parsed);
    const exported = said('boundary-groups');
    const groups =
      exported === null ? null : await readBoundaryGroups(exported, typed, streams.cwd);
    const flags = groups === null ? typed : [...typed, groups.value];
    const left = groups === null ? [] : notImportedLines(groups.notImported, streams.texts);
    await complain(streams, left.map((line) => `ccm-preflight: init: ${line}`).join('\n'));
    // The flags must make a valid site, or the file would be refused later. Discovery may still
    // find the product, which decides what else is valid.
    if (!said('discover') || parsed['product'] !== undefined) checkWords(flags);
    const name = parsed['file'] === undefined ? null : single('file', parsed['file']);
    if (name !== null) await refuseExisting('init', name, said('force'), streams);
    if (name === null) {
      const { text, exitCode } = await siteText(flags, parsed, streams);
      await print(streams, text);
      return exitCode;
    }
    // Before anything is sent.
    const sink = await fileSink(name, streams, null, { option: 'init' });
    try {
      return await writeSite(name, sink, await siteText(flags, parsed, streams), streams);
    } catch (thrown) {
      await sink.abandon();
      throw thrown;
    }
  },
});

async function writeSite(
  name: string,
  sink: Sink,
  { text, exitCode }: SiteText,
  streams: Streams,
): Promise<ExitCode> {
  if (exitCode === EXIT_CODES.breaks) {
    await sink.abandon();
    const unwritten = streams.texts.discover.notWritten(name);
    await complain(streams, `ccm-preflight: init: ${unwritten}`);
    return exitCode;
  }
  if (!(await fill(sink, [text]))) return EXIT_CODES.failed;
  await print(streams, `${siteWritten(name, streams)}\n`);
  return exitCode;
}

interface SiteText {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** The site file, from the flags and, where that was asked for, from what can be found. */
async function siteText(
  flags: readonly FlagValue[],
  parsed: ParsedArguments,
  streams: Streams,
): Promise<SiteText> {
  const { texts } = streams;
  if (parsed['discover'] !== true) {
    const lonely = Object.keys(LOOKING_OPTIONS).find((option) => parsed[option] !== undefined);
    if (lonely !== undefined) {
      throw new UsageError(({ discover }) => discover.needsDiscover(`--${lonely}`));
    }
    return { text: siteTemplate(flags, texts.site.template), exitCode: EXIT_CODES.ok };
  }
  const { findSite, foundSiteFile } = await import('../discover/run.ts');
  const found = await findSite(discoverOptions(parsed, streams));
  // Where to begin is in the list of what was found, if it is one of them.
  const isFound = found.settled.values.some(({ path: at }) => at[1] === 'managementPoints');
  const besides = isFound ? flags.filter(({ flag }) => flag !== '--mp') : flags;
  return { text: foundSiteFile(found, besides, texts), exitCode: found.exitCode };
}
