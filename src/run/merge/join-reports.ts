import { inMethodOrder, type Method, type Vantage } from '../../catalogue/vocabulary.ts';
import type { ClientFacts } from '../../judge/facts.ts';
import { expectedIn } from '../../judge/audit.ts';
import { EMPTY_SUMMARY, type Summary, addToSummary } from '../../judge/summary.ts';
import { addressMark } from '../../merge/addresses.ts';
import { endedOf } from '../../merge/decide.ts';
import { failedOf } from '../../merge/proven.ts';
import { sideOf, sidesOf } from '../../merge/sides.ts';
import { mergedHead, mergedTail } from '../../merge/tail.ts';
import { withEveryFlow } from '../../merge/union.ts';
import type { ReportHead, ReportTail } from '../../report/model/report.ts';
import { vantagesOf } from '../../report/model/vantages.ts';
import type { Reading } from '../../saved/bytes.ts';
import { clientsIn } from '../../saved/clients.ts';
import type { EarlierEntry } from '../../saved/earlier-entries.ts';
import type { SavedFile } from '../../saved/saved-file.ts';
import { SavedEntries, changed } from '../../saved/entries.ts';
import { LeftOutEntries } from '../../saved/left-out.ts';
import type { Shell } from '../../text/command-line.ts';
import type { Texts } from '../../text/texts.ts';
import { TOOL } from '../tool.ts';
import { Apart } from './apart.ts';
import type { BothEnds } from './both-ends.ts';
import { Contradicting, Moved } from './conflicts.ts';
import { withProven } from './earlier.ts';
import { Gaps } from './gaps.ts';
import type { Noted } from './note.ts';
import type { RankedFile, Survey } from './survey.ts';
import { Unmatched } from './unmatched.ts';
import { wholeOf } from './whole.ts';

export interface JoinOptions {
  /** The domain of names that have none; null where such names stand for themselves. */
  readonly domain: string | null;
  /** The machines whose whole report was expected and is missing. */
  readonly missing: readonly string[];
  /** Exit code 3 if something stays unproven. */
  readonly strict: boolean;
  /** The exit code also answers for flows that are expected to be closed. */
  readonly audit: boolean;
}

/** Receives the parts of the joined report as they become known. */
export interface JoinVisitor {
  open(head: ReportHead): Promise<OpenJoin>;
}

/** Receives what follows the joined report's head. */
export interface OpenJoin {
  /**
   * @param line the client's line as it was saved, where it says the same; else null
   * @param number how many clients came before
   */
  client(facts: ClientFacts, line: string | null, number: number): Promise<void>;
  /** Whether nobody receives the rest any more; it is not read then. */
  isLost(): boolean;
  close(tail: ReportTail): Promise<void>;
}

export interface Joined {
  readonly tail: ReportTail;
  /** Notes to print beside the report, in order. */
  readonly notes: (texts: Texts, shell: Shell) => readonly string[];
}

/** Notes to print about reports before they are joined. */
export function notesBefore(
  { head, siteServerLeftOut, standIns }: Survey,
  { told }: Noted,
  texts: Texts,
): readonly string[] {
  const { unknownRequirements = [] } = head;
  return [
    ...told.map((message) => message(texts)),
    ...(unknownRequirements.length === 0 ? [] : [texts.saved.newer(unknownRequirements)]),
    ...standIns.map(({ name, client }) => texts.merge.standIn(name, client)),
    ...(siteServerLeftOut === null
      ? []
      : [texts.merge.siteServerLeftOut(siteServerLeftOut.named, siteServerLeftOut.silent)]),
  ];
}

/**
 * Joins reports of one site: passes on each client once, in the order of the reports, as the entry that
 * stands for it, or as what both ends have seen of it.
 * @throws ReadError, ReportFileError
 */
export async function joinReports(
  survey: Survey,
  { index }: Noted,
  { domain, missing, strict, audit }: JoinOptions,
  reading: Reading,
  visitor: JoinVisitor,
): Promise<Joined> {
  const head = mergedHead(survey.head, survey.runs, TOOL);
  const report = await visitor.open(head);
  const found: Found = {
    contradicting: new Contradicting(),
    unmatched: new Unmatched(),
    apart: new Apart(),
    moved: new Moved(),
    gaps: new Gaps(head),
    leftOut: new LeftOutEntries(),
  };
  const { contradicting, unmatched, apart, moved, gaps, leftOut } = found;
  const summary = await joinClients(head, survey, index, reading, report, found);
  const tail = mergedTail(
    head,
    survey.runs,
    summary,
    { superseded: index.superseded, contradicted: contradicting.clients },
    {
      merging: reading.signal.aborted || leftOut.entries > 0 ? 'incomplete' : 'complete',
      strict,
      audit,
      missing,
      apart: apart.facts(summary.clients),
    },
  );
  await report.close(tail);
  return {
    tail,
    notes: (texts, shell) => [
      ...leftOut.texts(texts, 'merge'),
      ...contradicting.texts(texts),
      ...moved.texts(texts),
      ...unmatched.texts(texts.merge, domain, shell),
      ...gaps.texts(texts, shell),
    ],
  };
}

/** What joining finds out besides the clients' facts, for the tail and the notes. */
interface Found {
  readonly contradicting: Contradicting;
  readonly unmatched: Unmatched;
  readonly apart: Apart;
  readonly moved: Moved;
  readonly gaps: Gaps;
  readonly leftOut: LeftOutEntries;
}

async function joinClients(
  head: ReportHead,
  { files }: Survey,
  index: BothEnds,
  reading: Reading,
  report: OpenJoin,
  { contradicting, unmatched, apart, moved, gaps, leftOut }: Found,
): Promise<Summary> {
  let summary = EMPTY_SUMMARY;
  const used = new Set<SavedFile>();
  const byRank = new Map(files.map((file) => [file.rank, file]));
  const entries = new SavedEntries(byRank, (facts, rank) => wholeIn(byRank.get(rank), facts, head));
  const isJoined = vantagesOf(head).length > 1;
  // Only one of the runs may have been given expectations, and a saved line contains their
  // findings.
  const isToldAnew = files.length > 1 && expectedIn(head).length > 0;
  try {
    for (const file of files) {
      if (reading.signal.aborted) break;
      const { rank: run, vantages } = file;
      for await (const saved of clientsIn(file, reading, (problem) => leftOut.add(problem))) {
        const { place, line } = saved;
        const facts = wholeIn(file, saved.facts, head);
        const sides = vantages.length === 1 ? vantages : sidesOf(facts, head);
        const standing = index.standingOf(facts.client, sides, { run, place });
        if (standing === null) throw changed(file);
        const proven = await withProven(facts, standing, sides, index, entries, head);
        contradicting.add(facts.client, contradicted(proven.facts, sides, standing, index, head));
        if (standing.length === 0) continue;
        const before = standing.includes('site-server') ? earlierElsewhere(facts, index) : null;
        if (before !== null) moved.add(facts, await entries.read(before.run, before.place));
        const entry = { facts: proven.facts, place, file, sides, standing };
        const whole = isJoined
          ? await wholeOf(entry, index, entries, head)
          : ({ facts: proven.facts, made: 'stored', seenFrom: 'both', runs: [] } as const);
        if (whole === null) continue;
        const ends = whole.seenFrom === 'both' ? vantagesOf(head) : [whole.seenFrom];
        gaps.add(whole.facts, ends);
        if (whole.seenFrom !== 'both') unmatched.add(facts.client, whole.seenFrom);
        const others = [...proven.runs, ...whole.runs].map((rank) => entries.fileOf(rank));
        for (const each of [file, ...others]) used.add(each);
        apart.add(facts.client, [file.run, ...others.map(({ run }) => run)]);
        // In a joined report, a client's line also holds what the head of its run says for all
        // clients.
        await report.client(
          whole.facts,
          isJoined || isToldAnew || proven.facts !== saved.facts ? null : line,
          summary.clients,
        );
        summary = addToSummary(summary, whole.facts, head);
        if (report.isLost()) return summary;
      }
    }
  } finally {
    await entries.close();
  }
  for (const { run } of used) apart.addJoined(run.course?.apart);
  return summary;
}

/** The site server's entry before this one, if the client may have had other addresses then. */
function earlierElsewhere(facts: ClientFacts, index: BothEnds): EarlierEntry | null {
  const [before] = index.earlierOf(facts.client, 'site-server');
  const now = addressMark(facts);
  return before !== undefined && now !== 0 && before.addresses !== now ? before : null;
}

/** A client as a report for all the methods together would have it. */
function wholeIn(file: RankedFile | undefined, facts: ClientFacts, head: ReportHead): ClientFacts {
  return file === undefined || file.methods === 'all'
    ? facts
    : withEveryFlow(facts, head, file.vantages.length === 1 ? file.vantages : sidesOf(facts, head));
}

/** The methods on which an entry disagrees with others that saw the client from the same end. */
function contradicted(
  facts: ClientFacts,
  sides: readonly Vantage[],
  standing: readonly Vantage[],
  index: BothEnds,
  head: ReportHead,
): readonly Method[] {
  if (endedOf(facts) !== 'whole') return [];
  const found = sides
    .filter((side) => index.isRepeated(side))
    // What was not checked contradicts nothing; a standing entry already has what others proved.
    .filter((side) => standing.includes(side) || failedOf(facts, side, head).length === 0)
    .flatMap((side) => index.compare(side, sides.length === 1 ? facts : sideOf(facts, side, head)));
  return inMethodOrder(found);
}
