import { stat } from 'node:fs/promises';
import path from 'node:path';
import { FORMATS, type MakeReporter } from '../report/forms/formats.ts';
import type { ReporterOptions } from '../report/forms/reporter.ts';
import type { ReportFormat } from '../report/forms/names.ts';
import { type Sink, fileSink } from './sink.ts';
import type { Streams } from './streams.ts';

/** A report that comes with another one, unasked. */
interface AppendedReport {
  readonly format: ReportFormat;
  readonly make: MakeReporter;
  readonly sink: Sink;
}

/** Reports that come with others and go to files that the environment names. */
export async function loadAppended(
  formats: readonly ReportFormat[],
  options: ReporterOptions,
  streams: Streams,
): Promise<readonly AppendedReport[]> {
  const wanted = [...new Set(formats)].flatMap((format) => {
    const { appended } = FORMATS[format];
    const file = appended === undefined ? '' : (streams.env[appended.variable] ?? '');
    return appended === undefined || file === '' ? [] : [{ appended, file }];
  });
  return Promise.all(
    wanted.map(async ({ appended, file }) => {
      const room = appended.maxBytes - (await sizeOf(path.resolve(streams.cwd, file)));
      return {
        format: appended.format,
        make: await appended.load(options, room),
        sink: await fileSink(file, streams, null, { way: 'append' }),
      };
    }),
  );
}

/**
 * 0 bytes for a file that does not exist yet; any other error is reported when the file is written.
 */
async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
