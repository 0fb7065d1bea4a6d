import { printable } from '../base/printable.ts';
import { EXIT_CODES, type ExitCode } from '../judge/exit-codes.ts';
import type { Way } from '../files/writing.ts';
import type { Appearance } from '../report/terminal/style.ts';
import { batching, type Sink, fileSink, stdoutSink } from './sink.ts';
import type { Display } from './display.ts';
import { complain } from './output-error.ts';
import type { Output } from './outputs.ts';
import { appearanceOf } from './shared-options.ts';
import type { Streams } from './streams.ts';

/** An output that can be written to. */
export interface OpenOutput<F extends string> extends Output<F> {
  readonly sink: Sink;
  readonly appearance: Appearance;
}

/** A command's outputs while they are written. */
export interface OpenOutputs<F extends string> {
  readonly all: readonly OpenOutput<F>[];
  /** Takes what a file can't; null where standard output has a report of its own. */
  readonly fallback: Sink | null;
  /** Adds a sink that no -o named, to be closed with the others. */
  add(sink: Sink): Sink;
}

export interface OutputOptions<F extends string> {
  readonly outputs: readonly Output<F>[];
  /** The value of --color; undefined if it is not given. */
  readonly color: boolean | undefined;
  /** How a format's file is written (default: `when-whole`). */
  readonly wayOf?: (format: F) => Way;
  /** Writes in large pieces: a write for each of a million lines takes minutes. */
  readonly batched?: boolean;
  /** A terminal's progress line, which gives way to what is written. */
  readonly progress?: Pausing;
  /** Says nothing beside the results. */
  readonly quiet?: boolean;
  /** What was found, in a clause for the line that ends a run without results on a terminal. */
  readonly found?: () => string;
}

/** What a terminal is shared with. */
export type Pausing = Pick<Display, 'pause' | 'resume'>;

export interface Written<T> {
  readonly result: T;
  /** Outputs whose text did not reach its place whole. */
  readonly failed: readonly Sink[];
}

/**
 * Opens a command's outputs, lets `write` fill them, and closes them. Where `write` throws, files stay
 * as they were.
 * @throws UsageError where a file can't be opened, or another run writes to it; what `write` throws
 */
export async function writeOutputs<F extends string, T>(
  options: OutputOptions<F>,
  streams: Streams,
  write: (open: OpenOutputs<F>) => Promise<T>,
): Promise<Written<T>> {
  const { outputs, color, wayOf = () => 'when-whole' as const, progress } = options;
  const plain = stdoutSink(streams);
  const stdout =
    progress !== undefined && streams.stdout.isTTY === true
      ? besideProgress(plain, progress)
      : plain;
  const fallback = outputs.some(({ file }) => file === null) ? null : stdout;
  const sinks: Sink[] = [];
  const add = (opened: Sink): Sink => {
    const sink = options.batched === true ? batching(opened) : opened;
    sinks.push(sink);
    return sink;
  };
  try {
    const all: OpenOutput<F>[] = [];
    for (const { format, file } of outputs) {
      const sink = add(
        file === null ? stdout : await fileSink(file, streams, fallback, { way: wayOf(format) }),
      );
      all.push({ format, file, sink, appearance: appearanceOf(color, streams, file) });
    }
    const result = await write({ all, fallback, add });
    const closed = await Promise.all(
      sinks.map(async (sink) => ({ sink, isWhole: await sink.close() })),
    );
    const failed = closed.filter(({ isWhole }) => !isWhole).map(({ sink }) => sink);
    if (failed.length === 0) await tellFiles(options, streams);
    return { result, failed };
  } catch (thrown) {
    await Promise.all(sinks.map((sink) => sink.abandon()));
    throw thrown;
  }
}

/** On a terminal, a run that only writes files would end without a word. */
async function tellFiles<F extends string>(
  { outputs, quiet = false, found }: OutputOptions<F>,
  streams: Streams,
): Promise<void> {
  const files = outputs.flatMap(({ file }) => (file === null ? [] : [printable(file)]));
  const isSilent = files.length > 0 && files.length === outputs.length;
  if (!isSilent || quiet || streams.stderr.isTTY !== true) return;
  await complain(streams, `ccm-preflight: ${streams.texts.notes.wrote(files, found?.() ?? null)}`);
}

/** The exit code where outputs may have failed: being interrupted outranks that. */
export function exitCodeAfter({ failed }: Written<unknown>, exitCode: ExitCode): ExitCode {
  return failed.length === 0 || exitCode === EXIT_CODES.interrupted ? exitCode : EXIT_CODES.failed;
}

/** A terminal that the progress is shown on too. */
function besideProgress(sink: Sink, progress: Pausing): Sink {
  return {
    ...sink,
    async write(text) {
      if (text === '') return;
      progress.pause();
      await sink.write(text);
      progress.resume();
    },
  };
}
