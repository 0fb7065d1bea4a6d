import { withSentences } from '../../report/model/build.ts';
import type { ClientEntry, Report } from '../../report/model/report.ts';
import { joinReports, notesBefore } from '../../run/merge/join-reports.ts';
import { checkAuditable } from '../../run/merge/auditable.ts';
import { noteAll } from '../../run/merge/note.ts';
import { surveyReports } from '../../run/merge/survey.ts';
import { EN } from '../../text/en/index.ts';
import type { Texts } from '../../text/texts.ts';
import { fitForTerminal } from '../output-error.ts';
import { refusedBy } from '../saved-reports.ts';
import { shellOf } from '../shell.ts';
import { expandReports } from './expand.ts';

export interface MergeOptions {
  /** Names of files that hold saved reports of one site, `json` or `ndjson`. */
  readonly reports: readonly string[];
  /** What a short name is completed with, where one end was named short and the other in full. */
  readonly domain?: string | null;
  /** The site server, where the reports do not all name it. */
  readonly siteServer?: string | null;
  /** The machines that should have given a whole report and did not; the joined one names them. */
  readonly missing?: readonly string[];
  /** Exit code 3 where something stays unproven. */
  readonly strict?: boolean;
  /** The exit code answers for flows that are expected to be closed, too. */
  readonly audit?: boolean;
  /** Aborts to interrupt: nothing comes of it then. */
  readonly signal?: AbortSignal;
  /** Receives what the command says beside its result. */
  readonly note?: (message: string) => void;
  /** The language of the sentences (default: English). */
  readonly texts?: Texts;
}

/**
 * Joins saved reports of shards, of repeated runs and of both ends, as the command `merge` does.
 * @throws UsageError where a report can't be read, or they do not belong together
 */
export async function mergeFiles(options: MergeOptions): Promise<Report> {
  try {
    return await mergeSaved(options);
  } catch (thrown) {
    throw refusedBy('merge', thrown);
  }
}

async function mergeSaved({
  reports,
  domain = null,
  siteServer = null,
  missing = [],
  strict = false,
  audit = false,
  signal = new AbortController().signal,
  note = () => {},
  texts = EN,
}: MergeOptions): Promise<Report> {
  const cwd = process.cwd();
  const tell = (said: readonly string[]): void => {
    for (const text of said) note(fitForTerminal(`ccm-preflight: ${text}`));
  };
  const survey = await surveyReports(await expandReports(reports, cwd), siteServer, cwd, texts);
  if (audit) checkAuditable(survey);
  const reading = { count: () => {}, signal };
  const noted = await noteAll(survey, domain, reading);
  signal.throwIfAborted();
  tell(notesBefore(survey, noted, texts));
  const joined: Report[] = [];
  const { notes } = await joinReports(survey, noted, { domain, missing, strict, audit }, reading, {
    async open(head) {
      const clients: ClientEntry[] = [];
      return {
        client: async (facts) => void clients.push(withSentences(facts, head, texts)),
        isLost: () => false,
        close: async (tail) => void joined.push({ ...head, ...tail, clients }),
      };
    },
  });
  signal.throwIfAborted();
  tell(notes(texts, shellOf()));
  const [report] = joined;
  if (report === undefined) throw new TypeError('reports that were joined are closed');
  return report;
}
