import type { Method } from '../../catalogue/vocabulary.ts';
import type { ClientFacts, MethodFacts } from '../../judge/facts.ts';
import { type Readiness, isUnchecked, readinessOf } from '../../judge/readiness.ts';
import type { HeadFacts } from '../../report/model/report.ts';
import { clientsIn } from '../../saved/clients.ts';
import { ReportFileError } from '../../saved/file-error.ts';
import { ReadError } from '../../saved/read/problem.ts';
import { tellStopped } from '../../saved/stopped.ts';
import { openSaved } from '../../saved/saved-file.ts';
import type { Told } from '../../text/told-error.ts';
import type { OnlyWord } from './only.ts';
import type { Streams } from '../streams.ts';
import { UsageError } from '../usage-error.ts';

export interface ReportFilter {
  /** Methods whose result counts. */
  /** Undefined: all. */
  readonly methods: readonly Method[] | undefined;
  /** Null for every client of the report. */
  readonly only: readonly OnlyWord[] | null;
}

export interface ListedClients {
  readonly names: readonly string[];
  /** Entries that can't be used. */
  readonly problems: readonly Told[];
  /** Notes about the list as a whole. */
  readonly notes: readonly Told[];
}

/**
 * The clients of a saved report, json or ndjson, in its order.
 * @param said its name as the user gave it
 * @throws UsageError where it can't be read, or is no report
 */
export async function clientsOfReport(
  said: string,
  filter: ReportFilter,
  { cwd, interrupt }: Streams,
): Promise<ListedClients> {
  const names: string[] = [];
  const problems: Told[] = [];
  const notes: Told[] = [];
  try {
    let head: HeadFacts | null = null;
    const file = await openSaved(said, cwd, (read) => {
      head = read;
    });
    const reading = { count: () => {}, signal: interrupt };
    const leaveOut = ({ told }: ReadError): void => void problems.push(told);
    for await (const { facts } of clientsIn(file, reading, leaveOut)) {
      if (isWanted(facts, head, filter)) names.push(facts.client);
    }
    notes.push(...tellStopped(file, null, 'clients'));
  } catch (thrown) {
    if (!(thrown instanceof ReportFileError || thrown instanceof ReadError)) throw thrown;
    throw new UsageError((texts) => `--clients: ${thrown.told(texts)}`);
  }
  return { names, problems, notes };
}

/** A client that did not answer, or could not be looked at, is counted as that alone. */
function isWanted(
  facts: ClientFacts,
  head: HeadFacts | null,
  { methods, only }: ReportFilter,
): boolean {
  if (only === null) return true;
  if (facts.answered === false) return only.includes('no-answer');
  if (isUnchecked(facts)) return only.includes('error');
  const wanted: readonly string[] = only;
  return facts.methods
    .filter(({ method }) => methods === undefined || methods.includes(method))
    .some((each) => wanted.includes(each.here) || wanted.includes(standingOf(each, facts, head)));
}

/** What was looked at from another computer is no client's own readiness. */
function standingOf(method: MethodFacts, facts: ClientFacts, head: HeadFacts | null): Readiness {
  return head === null || head.run.standsFor !== undefined
    ? 'not-ready'
    : readinessOf(method, facts, head);
}
