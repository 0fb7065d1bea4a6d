import type { ReportFormat } from './names.ts';
import type { ReportHead } from '../model/report.ts';
import { markdown } from '../syntax/markdown.ts';
import { limited } from './limited.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';

/** A report of one run. */
export type MakeReporter = (head: ReportHead) => Reporter;

/** A form of report; each is loaded when it is asked for. */
export interface Format {
  /** What clients come in: the order that was asked for, or the order in which they are judged. */
  readonly order: 'input' | 'completion';
  /** Left out if every client is listed, so that the file is worth pointing people to. */
  readonly many?: 'in-sum';
  /** What a stopped run had written of it can be read: a file has its name from the first line on. */
  readonly stopped?: 'readable';
  /** A second report that comes with this one. */
  readonly appended?: Appended;
  /** Loads it; a report of it is then made for each run's head. */
  readonly load: (options: ReporterOptions) => Promise<MakeReporter>;
}

/** A report that is added to a file which the environment names. */
export interface Appended {
  /** What form it has. */
  readonly format: ReportFormat;
  readonly variable: string;
  /** How large the file may become. */
  readonly maxBytes: number;
  /** @param bytes how much the file has room for */
  readonly load: (options: ReporterOptions, bytes: number) => Promise<MakeReporter>;
}

export const FORMATS: Readonly<Record<ReportFormat, Format>> = {
  table: {
    order: 'completion',
    many: 'in-sum',
    load: async (options) => made((await import('./table/index.ts')).tableReporter, options),
  },
  html: {
    order: 'completion',
    load: async (options) => made((await import('./html/index.ts')).htmlReporter, options),
  },
  json: {
    order: 'input',
    load: async () => (await import('./json/index.ts')).jsonReporter,
  },
  ndjson: {
    order: 'completion',
    stopped: 'readable',
    load: async () => (await import('./ndjson/index.ts')).ndjsonReporter,
  },
  'ndjson-full': {
    order: 'completion',
    stopped: 'readable',
    load: async () => (await import('./ndjson/index.ts')).fullNdjsonReporter,
  },
  firewall: {
    order: 'completion',
    many: 'in-sum',
    load: async (options) => made((await import('./firewall/index.ts')).firewallReporter, options),
  },
  'firewall-csv': {
    order: 'completion',
    many: 'in-sum',
    load: async (options) =>
      made((await import('./firewall/index.ts')).firewallCsvReporter, options),
  },
  'firewall-powershell': {
    order: 'completion',
    many: 'in-sum',
    load: async () => (await import('./firewall/index.ts')).firewallScriptReporter,
  },
  markdown: {
    order: 'completion',
    many: 'in-sum',
    load: async (options) => made((await import('./markdown/index.ts')).markdownReporter, options),
  },
  csv: {
    order: 'input',
    load: async (options) => made((await import('./csv/index.ts')).csvReporter, options),
  },
  clients: {
    order: 'input',
    load: async (options) => made((await import('./clients/index.ts')).clientsReporter, options),
  },
  ready: {
    order: 'input',
    many: 'in-sum',
    load: async () => (await import('./ready/index.ts')).readyReporter,
  },
  junit: {
    order: 'input',
    load: async (options) => made((await import('./junit/index.ts')).junitReporter, options),
  },
  github: {
    order: 'completion',
    many: 'in-sum',
    appended: {
      format: 'markdown',
      variable: 'GITHUB_STEP_SUMMARY',
      maxBytes: 1024 * 1024,
      load: async (options, bytes) => {
        const make = await FORMATS.markdown.load(options);
        const note = markdown(options.texts.github.cut);
        return (head) => limited(make(head), bytes, note);
      },
    },
    load: async (options) => made((await import('./github/index.ts')).githubReporter, options),
  },
  prometheus: {
    order: 'input',
    many: 'in-sum',
    load: async () => (await import('./prometheus/index.ts')).prometheusReporter,
  },
};

function made(
  reporter: (head: ReportHead, options: ReporterOptions) => Reporter,
  options: ReporterOptions,
): MakeReporter {
  return (head) => reporter(head, options);
}
