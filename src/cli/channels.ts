import { FORMATS, type MakeReporter } from '../report/forms/formats.ts';
import type { ClientEntry, ReportHead, ReportTail } from '../report/model/report.ts';
import type { Reporter, ReporterOptions } from '../report/forms/reporter.ts';
import type { SavedReport } from '../report/told/check-again.ts';
import { type Word, typed } from '../text/command-line.ts';
import { loadAppended } from './appended.ts';
import type { ReportFormat } from '../report/forms/names.ts';
import type { ResumedFile } from './resume/file.ts';
import { appearanceOf } from './shared-options.ts';
import { shellOf } from './shell.ts';
import { printable } from '../base/printable.ts';
import type { Sink } from './sink.ts';
import type { Streams } from './streams.ts';
import type { OpenOutputs } from './write-outputs.ts';

/** Characters of a file's name that people are shown. */
const MAX_NAME_LENGTH = 200;

/** One format on its way to one place. */
export interface Channel {
  readonly format: ReportFormat;
  readonly make: MakeReporter;
  readonly sink: Sink;
  /** `saved`: it already contains what an earlier run found. */
  readonly begins: 'anew' | 'saved';
}

/** A channel whose run has begun. */
export interface OpenReport extends Omit<Channel, 'make'> {
  readonly reporter: Reporter;
  /** A document has the order that was asked for; lines come as clients are judged. */
  readonly inOrder: InOrder;
}

export interface ChannelOptions {
  readonly siteWords: readonly Word[];
  /** What holds for a later run from this end alone. */
  readonly ownWords?: readonly Word[];
  /** What holds for one from the other end. */
  readonly elsewhere?: readonly Word[];
  readonly strict: boolean;
  readonly audit: boolean;
  /** The value of --color; undefined if it is not given. */
  readonly color: boolean | undefined;
  /** The file of --resume with its name; null if there is none. */
  readonly resumed: { readonly name: string; readonly file: ResumedFile } | null;
}

/** Loads the formats of a report's outputs, those that come with them, and that of --resume. */
export async function loadChannels(
  open: OpenOutputs<ReportFormat>,
  { siteWords, ownWords = [], elsewhere = [], strict, audit, color, resumed }: ChannelOptions,
  streams: Streams,
): Promise<readonly Channel[]> {
  const fullList = [
    ...(resumed === null ? [] : [printable(resumed.name, MAX_NAME_LENGTH)]),
    ...open.all
      .filter(({ format, sink }) => FORMATS[format].many !== 'in-sum' && !sink.isLost())
      .map(({ file }) =>
        file === null ? streams.texts.many.standardOutput : printable(file, MAX_NAME_LENGTH),
      ),
  ];
  const ofFile = {
    appearance: appearanceOf(color, streams, ''),
    texts: streams.texts,
    siteWords,
    elsewhere,
    shell: shellOf(),
    fullList,
    saved: savedReport(open, resumed?.name ?? null, ownWords),
    strict,
    audit,
  } satisfies ReporterOptions;
  const channels: Channel[] = [];
  if (resumed !== null) {
    channels.push({
      format: 'ndjson',
      make: await FORMATS.ndjson.load(ofFile),
      sink: open.add(resumed.file.sink(open.fallback)),
      begins: resumed.file.saved === null ? 'anew' : 'saved',
    });
  }
  // One after the other: import() opens all files of a format at once.
  for (const { format, sink, appearance } of open.all) {
    const make = await FORMATS[format].load({ ...ofFile, appearance });
    channels.push({ format, make, sink, begins: 'anew' });
  }
  const formats = open.all.map(({ format }) => format);
  for (const { format, make, sink } of await loadAppended(formats, ofFile, streams)) {
    channels.push({ format, make, sink: open.add(sink), begins: 'anew' });
  }
  return channels;
}

/** The file of this run that `--clients` can read again; null if there is none. */
function savedReport(
  open: OpenOutputs<ReportFormat>,
  resumed: string | null,
  besides: readonly Word[],
): SavedReport | null {
  const output = open.all.find(
    ({ format, file, sink }) =>
      (format === 'ndjson' || format === 'json') && file !== null && !sink.isLost(),
  );
  const name = resumed ?? output?.file ?? null;
  if (name === null) return null;
  return { name, word: typed(name, 'FILE'), besides };
}

/** Begins every report, and gives new ones what an earlier run found. */
export async function openReports(
  channels: readonly Channel[],
  head: ReportHead,
  entries: AsyncIterable<ClientEntry> | null,
): Promise<readonly OpenReport[]> {
  const reports = channels.map(({ make, ...channel }) => ({
    ...channel,
    reporter: make(head),
    inOrder: new InOrder((text) => channel.sink.write(text)),
  }));
  const anew = reports.filter(({ begins }) => begins === 'anew');
  for (const { reporter, sink } of anew) await sink.write(reporter.opening);
  if (entries === null || anew.length === 0) return reports;
  for await (const entry of entries) {
    for (const { reporter, sink } of anew) await sink.write(reporter.client(entry));
  }
  return reports;
}

/** Writes the ends of reports. */
export async function endReports(reports: readonly OpenReport[], tail: ReportTail): Promise<void> {
  for (const { reporter, sink } of reports) {
    await sink.write(reporter.close(tail));
    for (const text of reporter.rest?.() ?? []) await sink.write(text);
  }
}

/** Writes texts in the order of their numbers, whichever comes first; keeps those that must wait. */
export class InOrder {
  readonly #write: (text: string) => Promise<void>;
  readonly #waiting = new Map<number, () => string>();
  #next = 0;

  constructor(write: (text: string) => Promise<void>) {
    this.#write = write;
  }

  /**
   * @param index from 0, without gaps
   * @param render called when its turn has come
   */
  async add(index: number, render: () => string): Promise<void> {
    this.#waiting.set(index, render);
    for (;;) {
      const ready = this.#waiting.get(this.#next);
      if (ready === undefined) return;
      this.#waiting.delete(this.#next);
      this.#next += 1;
      await this.#write(ready());
    }
  }
}
