import type { CommandOptions, Word } from '../../text/command-line.ts';
import { commandLine, own } from '../../text/command-line.ts';
import type { ReportTail } from '../model/report.ts';
import { endsOf } from '../model/vantages.ts';
import type { Page } from './page.ts';

/** A report that this run saves, from which `--clients` takes those that failed. */
export interface SavedReport {
  readonly name: string;
  /** The report's name as written on a command line. */
  readonly word: Word;
  /** Other options of this run's command line that also apply to a run from the same end. */
  readonly besides?: readonly Word[];
}

export interface AgainOptions extends CommandOptions {
  readonly saved?: SavedReport | null | undefined;
}

/**
 * The command that checks again the clients that broke or did not answer; null if there are none,
 * or if no saved report names them.
 */
export function checkAgain(
  { run, summary }: Pick<ReportTail, 'run' | 'summary'>,
  { siteWords, shell, saved }: AgainOptions,
  { head }: Page,
): string | null {
  if (saved === undefined || saved === null) return null;
  if (!run.complete || head.run.from !== 'site-server' || endsOf(head) !== 'one') return null;
  const breaks = Object.values(summary.verdicts).some((counts) => (counts?.breaks ?? 0) > 0);
  if (!breaks && summary.noAnswer === 0) return null;
  const next = saved.name === 'again.ndjson' ? 'again-2.ndjson' : 'again.ndjson';
  return commandLine(
    [
      own('ccm-preflight check --clients'),
      saved.word,
      own('--only breaks no-answer'),
      ...(siteWords.length === 0 ? [own('--site FILE')] : siteWords),
      ...(saved.besides ?? []),
      own(`-o table -o ndjson=${next}`),
    ],
    shell,
  );
}
