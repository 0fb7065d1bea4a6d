import { DIFF_REPORTERS } from '../../diff/formats.ts';
import type { DiffReporter } from '../../diff/model.ts';
import type { DiffFormat } from '../../text/diff.ts';
import { batching } from '../merge/batch.ts';
import type { Output } from '../outputs.ts';
import { appearanceOf } from '../shared-options.ts';
import { type Sink, fileSink, stdoutSink } from '../sink.ts';
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
  return Promise.all(
    outputs.map(async ({ format, file }) => ({
      reporter: await DIFF_REPORTERS[format](appearanceOf(parsed, streams, file), streams.texts),
      sink: batching(file === null ? stdout : await fileSink(file, streams, fallback)),
    })),
  );
}
