import type { ReportFormat } from '../../text/formats.ts';
import { markdown } from '../syntax/markdown.ts';
import { limited } from './limited.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

/** A form of report; each is loaded when it is asked for. */
export interface Format {
  /** What clients come in: the order that was asked for, or the order in which they are judged. */
  readonly order: 'input' | 'completion';
  /** Left out where every client is told of, so that the place is worth naming to people. */
  readonly many?: 'in-sum';
  /** What a stopped run had written of it can be read: a file has its name from the first line on. */
  readonly stopped?: 'readable';
  /** A second report that comes with this one. */
  readonly appended?: Appended;
  readonly reporter: (options: ReporterOptions) => Promise<Reporter>;
}

/** A report that is added to a file which the environment names. */
export interface Appended {
  /** What form it has. */
  readonly format: ReportFormat;
  readonly variable: string;
  /** How large the file may become. */
  readonly maxBytes: number;
  /** @param bytes how much the file has room for */
  readonly reporter: (options: ReporterOptions, bytes: number) => Promise<Reporter>;
}

export const FORMATS: Readonly<Record<ReportFormat, Format>> = {
  table: {
    order: 'completion',
    many: 'in-sum',
    reporter: async (options) => (await import('./table/index.ts')).tableReporter(options),
  },
  html: {
    order: 'completion',
    reporter: async (options) => (await import('./html/index.ts')).htmlReporter(options),
  },
  json: {
    order: 'input',
    reporter: async () => (await import('./json/index.ts')).jsonReporter(),
  },
  ndjson: {
    order: 'completion',
    stopped: 'readable',
    reporter: async () => (await import('./ndjson/index.ts')).ndjsonReporter(),
  },
  firewall: {
    order: 'completion',
    many: 'in-sum',
    reporter: async (options) => (await import('./firewall/index.ts')).firewallReporter(options),
  },
  'firewall-csv': {
    order: 'completion',
    many: 'in-sum',
    reporter: async (options) => (await import('./firewall/index.ts')).firewallCsvReporter(options),
  },
  'firewall-powershell': {
    order: 'completion',
    many: 'in-sum',
    reporter: async () => (await import('./firewall/index.ts')).firewallScriptReporter(),
  },
  markdown: {
    order: 'completion',
    many: 'in-sum',
    reporter: async (options) => (await import('./markdown/index.ts')).markdownReporter(options),
  },
  csv: {
    order: 'input',
    reporter: async (options) => (await import('./csv/index.ts')).csvReporter(options),
  },
  junit: {
    order: 'input',
    reporter: async (options) => (await import('./junit/index.ts')).junitReporter(options),
  },
  github: {
    order: 'completion',
    many: 'in-sum',
    appended: {
      format: 'markdown',
      variable: 'GITHUB_STEP_SUMMARY',
      maxBytes: 1024 * 1024,
      reporter: async (options, bytes) =>
        limited(
          await FORMATS.markdown.reporter(options),
          bytes,
          markdown(options.texts.github.cut),
        ),
    },
    reporter: async (options) => (await import('./github/index.ts')).githubReporter(options),
  },
  prometheus: {
    order: 'input',
    many: 'in-sum',
    reporter: async () => (await import('./prometheus/index.ts')).prometheusReporter(),
  },
};
