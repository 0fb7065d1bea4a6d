import { FORMATS } from '../report/forms/formats.ts';
import type { ClientEntry, ReportHead, ReportTail } from '../report/model/report.ts';
import type { Reporter, ReporterOptions } from '../report/forms/reporter.ts';
import { appendedTo } from './appended.ts';
import { InOrder } from './in-order.ts';
import type { Output } from './outputs.ts';
import type { Display } from './display.ts';
import type { ReportFormat } from '../text/formats.ts';
import type { ResumedFile } from './resume/file.ts';
import { appearanceOf } from './shared-options.ts';
import { shellOf } from './shell.ts';
import { printable } from '../base/printable.ts';
import { type Sink, fileSink, openSinks, stdoutSink } from './sink.ts';
import { type ParsedArguments, siteWords } from './site-options.ts';
import type { Streams } from './streams.ts';

/** Characters of a file's name that people are shown. */
const MAX_NAME_LENGTH = 200;

/** One format on its way to one place. */
export interface Channel {
  readonly format: ReportFormat;
  readonly reporter: Reporter;
  readonly sink: Sink;
  /** A document has the order that was asked for; lines come as clients are judged. */
  readonly inOrder: InOrder;
  /** `saved`: what an earlier run found stands there already. */
  readonly begins: 'anew' | 'saved';
}

export interface ChannelOptions {
  readonly outputs: readonly Output<ReportFormat>[];
  /** A look at a network takes hours, and what a stopped one has found is worth keeping. */
  readonly reported: 'network' | 'saved-reports';
  /** The file of --resume with its name, null where there is none. */
  readonly resumed: { readonly name: string; readonly file: ResumedFile } | null;
}

export async function openChannels(
  { outputs, reported, resumed }: ChannelOptions,
  parsed: ParsedArguments,
  streams: Streams,
  progress: Pausing,
): Promise<readonly Channel[]> {
  const plain = stdoutSink(streams);
  const stdout = streams.stdout.isTTY === true ? besideProgress(plain, progress) : plain;
  const fallback = outputs.some(({ file }) => file === null) ? null : stdout;
  const isLive = (format: ReportFormat): boolean =>
    reported === 'network' && FORMATS[format].stopped === 'readable';
  const sinks = await openSinks(
    outputs.map(({ format, file }) => async () => {
      if (file === null) return stdout;
      const way = isLive(format) ? 'as-it-comes' : 'when-whole';
      return fileSink(file, streams, fallback, { way });
    }),
  );
  const places = outputs.map(({ format, file }, index) => ({
    format,
    file,
    sink: sinks[index] ?? stdout,
  }));
  const fullList = [
    ...(resumed === null ? [] : [printable(resumed.name, MAX_NAME_LENGTH)]),
    ...places
      .filter(({ format, sink }) => FORMATS[format].many !== 'in-sum' && !sink.isLost())
      .map(({ file }) =>
        file === null ? streams.texts.many.standardOutput : printable(file, MAX_NAME_LENGTH),
      ),
  ];
  const optionsFor = (file: string | null): ReporterOptions => ({
    appearance: appearanceOf(parsed, streams, file),
    texts: streams.texts,
    siteWords: siteWords(parsed),
    shell: shellOf(),
    fullList,
    strict: parsed['strict'] === true,
  });
  const asked: Channel[] = [];
  // One after the other: import() opens all files of a format at once.
  for (const { format, file, sink } of places) {
    const reporter = await FORMATS[format].reporter(optionsFor(file));
    asked.push(channelOf(format, reporter, sink, 'anew'));
  }
  const formats = outputs.map(({ format }) => format);
  const appended = (await appendedTo(formats, optionsFor(''), streams)).map(
    ({ format, reporter, sink }) => channelOf(format, reporter, sink, 'anew'),
  );
  const channels = [...asked, ...appended];
  if (resumed === null) return channels;
  const begins = resumed.file.saved === null ? 'anew' : 'saved';
  const sink = resumed.file.sink(fallback);
  const reporter = await FORMATS.ndjson.reporter(optionsFor(resumed.name));
  return [channelOf('ndjson', reporter, sink, begins), ...channels];
}

function channelOf(
  format: ReportFormat,
  reporter: Reporter,
  sink: Sink,
  begins: Channel['begins'],
): Channel {
  return { format, reporter, sink, begins, inOrder: new InOrder((text) => sink.write(text)) };
}

/** Opens every report, and tells those that begin anew what an earlier run found. */
export async function openReports(
  channels: readonly Channel[],
  head: ReportHead,
  entries: AsyncIterable<ClientEntry> | null,
): Promise<void> {
  const anew = channels.filter(({ begins }) => begins === 'anew');
  for (const { begins, reporter, sink } of channels) {
    const text = reporter.open(head);
    if (begins === 'anew') await sink.write(text);
  }
  if (entries === null || anew.length === 0) return;
  for await (const entry of entries) {
    for (const { reporter, sink } of anew) await sink.write(reporter.client(entry));
  }
}

/** @returns whether everything was written to where it should go */
export async function closeReports(
  channels: readonly Channel[],
  tail: ReportTail,
): Promise<boolean> {
  for (const { reporter, sink } of channels) {
    await sink.write(reporter.close(tail));
    for (const text of reporter.rest?.() ?? []) await sink.write(text);
  }
  const written = await Promise.all(channels.map(({ sink }) => sink.close()));
  return written.every(Boolean);
}

/** Ends reports of which there is nothing to tell. */
export async function abandonReports(
  channels: readonly { readonly sink: Pick<Sink, 'abandon'> }[],
): Promise<void> {
  await Promise.all(channels.map(({ sink }) => sink.abandon()));
}

/** What a terminal is shared with. */
export type Pausing = Pick<Display, 'pause' | 'resume'>;

/** A terminal that the progress is shown on too. */
function besideProgress(sink: Sink, progress: Pausing): Sink {
  return {
    async write(text) {
      if (text === '') return;
      progress.pause();
      await sink.write(text);
      progress.resume();
    },
    isLost: () => sink.isLost(),
    close: () => sink.close(),
    abandon: () => sink.abandon(),
  };
}
