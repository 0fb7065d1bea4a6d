import type { ReportFormat } from '../text/formats.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

/** A form of report; each is loaded when it is asked for. */
export interface Format {
  /** What clients come in: the order that was asked for, or the order in which they are judged. */
  readonly order: 'input' | 'completion';
  readonly reporter: (options: ReporterOptions) => Promise<Reporter>;
}

export const FORMATS: Readonly<Record<ReportFormat, Format>> = {
  table: {
    order: 'completion',
    reporter: async (options) => (await import('./table/index.ts')).tableReporter(options),
  },
  json: {
    order: 'input',
    reporter: async () => (await import('./json.ts')).jsonReporter(),
  },
  ndjson: {
    order: 'completion',
    reporter: async () => (await import('./ndjson.ts')).ndjsonReporter(),
  },
};
