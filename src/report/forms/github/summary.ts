import { limited } from '../limited.ts';
import { markdown } from '../markdown/escape.ts';
import { markdownReporter } from '../markdown/index.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';

/** The summary of a workflow's step. @param bytes how much of it GitHub still takes */
export function summaryReporter(options: ReporterOptions, bytes: number): Reporter {
  return limited(markdownReporter(options), bytes, markdown(options.texts.github.cut));
}
