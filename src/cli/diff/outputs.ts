import { DIFF_REPORTERS } from '../../diff/formats.ts';
import type { DiffReporter } from '../../diff/model.ts';
import type { DiffFormat } from '../../text/diff.ts';
import { batching } from '../batch.ts';
import type { Output } from '../outputs.ts';
import { appearanceOf } from '../shared-options.ts';
import { type Sink, fileSink, openSinks, stdoutSink } from '../sink.ts';
import type { ParsedArguments } from '../site-options.ts';
import type { Streams } from '../streams.ts';

/** One form of the comparison on its way to one place. */
export interface DiffChannel {
  readonly reporter: DiffReporter;
  readonly sink: Sink;
}

export async function openDiffChannels(
  outputs: readonly Output<DiffFormat>[],
  parsed: ParsedArguments,
  streams: Streams,
): Promise<readonly DiffChannel[]> {
  const stdout = stdoutSink(streams);
  const fallback = outputs.some(({ file }) => file === null) ? null : stdout;
  const sinks = await openSinks(
    outputs.map(
      ({ file }) =>
        async () =>
          file === null ? stdout : fileSink(file, streams, fallback),
    ),
  );
  return Promise.all(
    outputs.map(async ({ format, file }, index) => ({
      reporter: await DIFF_REPORTERS[format](appearanceOf(parsed, streams, file), streams.texts),
      sink: batching(sinks[index] ?? stdout),
    })),
  );
}
