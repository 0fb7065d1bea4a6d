import { compareAges } from '../../merge/age.ts';
import { joinedHead } from '../../merge/join.ts';
import { requirementsOf, unionOf } from '../../merge/union.ts';
import { type SiteServerSaid, SiteServers } from '../../merge/site-server.ts';
import type { MergedRun } from '../../merge/tail.ts';
import { headInWords } from '../../report/model/catalogue.ts';
import type { HeadFacts, ReportHead } from '../../report/model/report.ts';
import { ToldError } from '../../text/told-error.ts';
import { type TellDifference, joinDifferenceOf } from '../../saved/read/fit.ts';
import { NothingWritten } from '../../saved/read/problem.ts';
import { vantagesOf } from '../../report/model/vantages.ts';
import { printable } from '../../base/printable.ts';
import type { Texts } from '../../text/texts.ts';
import { type SavedFile, openSaved } from '../../saved/saved-file.ts';

/** Thrown for reports that do not belong together. */
export class MismatchError extends ToldError {
  override readonly name = 'MismatchError';
}

/** Reports that belong together. */
export interface Survey {
  /** What the reports agree on about their runs, and the ends that these looked from. */
  readonly head: ReportHead;
  /** In the order in which the user named them. */
  readonly files: readonly RankedFile[];
  /** The oldest first. */
  readonly runs: readonly MergedRun[];
  /** Reports of runs that were stopped before their first line. */
  readonly unwritten: readonly string[];
  /** Reports that another computer made in a client's place, which were left out. */
  readonly standIns: readonly StandIn[];
  /** A site server that the user named and that does not count; null if there is none. */
  readonly siteServerLeftOut: SiteServers['leftOut'];
}

/** A report that another computer made in a client's place. */
export interface StandIn {
  /** The report's name. */
  readonly name: string;
  readonly client: string;
}

export interface RankedFile extends SavedFile {
  /** The rank of its run by age: a newer run has a larger number. */
  readonly rank: number;
  /** `some`: other reports have methods that this one lacks. */
  readonly methods: 'all' | 'some';
}

/**
 * Looks at the head of every report, before any is read to the end.
 * @param reports one at least
 * @param siteServer as the user names it, null where nobody was named
 * @param cwd where a relative name starts
 * @throws ReportFileError, ReadError where one can't be used; MismatchError where they do not belong
 *   together
 */
export async function surveyReports(
  reports: readonly string[],
  siteServer: string | null,
  cwd: string,
  texts: Texts,
): Promise<Survey> {
  const { servers, unknown, heads, files, unwritten, standIns } = await openAll(reports, cwd);
  if (siteServer !== null) checkServer(servers, { by: '--site-server', from: [], siteServer });
  const [first, ...others] = [...heads.values()].map(({ head }) => head);
  if (first === undefined) {
    const [refused] = unwritten;
    if (standIns.length > 0) throw new MismatchError(({ merge }) => merge.onlyStandIns);
    throw refused?.thrown ?? new MismatchError(({ merge }) => merge.noReports);
  }
  const byAge = files.map(({ file }) => file).toSorted((a, b) => compareAges(a.run, b.run));
  const ranks = new Map(byAge.map((file, rank) => [file, rank]));
  const decisive = others.length === 0 ? first : (heads.get('site-server')?.head ?? first);
  const all = unionOf(decisive, first, ...others);
  const every = requirementsOf(all);
  const told = headInWords(all, texts);
  const counts = siteServer ?? servers.siteServer;
  return {
    head: {
      ...withSiteServer(others.length === 0 ? told : joinedHead(told), counts),
      ...(unknown.size === 0 ? {} : { unknownRequirements: [...unknown].toSorted() }),
    },
    siteServerLeftOut: counts === null ? servers.leftOut : null,
    files: files.map(({ file, requirements }) => ({
      ...file,
      rank: ranks.get(file) ?? 0,
      methods: requirements === every ? 'all' : 'some',
    })),
    runs: [...unwritten.map(() => neverBegun(first)), ...byAge.map(({ run }) => run)],
    unwritten: unwritten.map(({ name }) => name),
    standIns,
  };
}

/** What the beginnings of reports show, before anything is made of them. */
interface Opened {
  readonly servers: SiteServers;
  /** Ids of requirements that only a newer version knows. */
  readonly unknown: ReadonlySet<string>;
  /** By the ends that the reports looked from. */
  readonly heads: ReadonlyMap<string, NamedHead>;
  readonly files: readonly { readonly file: SavedFile; readonly requirements: string }[];
  readonly unwritten: readonly { readonly name: string; readonly thrown: NothingWritten }[];
  readonly standIns: readonly StandIn[];
}

/** Opens every report, and refuses one that does not belong to those before it. */
async function openAll(reports: readonly string[], cwd: string): Promise<Opened> {
  const servers = new SiteServers();
  const unknown = new Set<string>();
  const heads = new Map<string, NamedHead>();
  const files: Opened['files'][number][] = [];
  const unwritten: Opened['unwritten'][number][] = [];
  const standIns: StandIn[] = [];
  // A single report is only shown again.
  const isJoining = reports.length > 1;
  for (const name of reports) {
    try {
      let client: string | undefined;
      let requirements = '';
      const file = await openSaved(name, cwd, (head) => {
        client = isJoining ? head.run.standsFor : undefined;
        if (client !== undefined) return;
        const ends = vantagesOf(head).join();
        for (const each of heads.values()) {
          checkFit(each, name, joinDifferenceOf(head, each.head));
        }
        const known = heads.get(ends);
        heads.set(
          ends,
          known === undefined ? { name, head } : { ...known, head: unionOf(known.head, head) },
        );
        requirements = requirementsOf(head);
        for (const id of head.unknownRequirements ?? []) unknown.add(id);
        checkServer(servers, {
          by: printable(name, 200),
          from: vantagesOf(head),
          siteServer: head.site.siteServer ?? null,
        });
      });
      if (client === undefined) files.push({ file, requirements });
      else standIns.push({ name: printable(name, 200), client });
    } catch (thrown) {
      // One empty report must not keep hundreds of others from being joined.
      if (!(thrown instanceof NothingWritten)) throw thrown;
      unwritten.push({ name: printable(name, 200), thrown });
    }
  }
  return { servers, unknown, heads, files, unwritten, standIns };
}

/** @throws MismatchError where another one is named */
function checkServer(servers: SiteServers, said: SiteServerSaid): void {
  const other = servers.add(said);
  const { siteServer } = said;
  if (other === null || siteServer === null) return;
  throw new MismatchError(({ merge }) => merge.otherSiteServer(other, { by: said.by, siteServer }));
}

function withSiteServer(head: ReportHead, siteServer: string | null): ReportHead {
  const { siteServer: _, ...site } = head.site;
  return { ...head, site: siteServer === null ? site : { ...site, siteServer } };
}

/** A run without a time: nobody knows when it was. */
function neverBegun({ run: { startedAt } }: HeadFacts): MergedRun {
  return { startedAt, finishedAt: null, ended: 'stopped', indirect: [] };
}

/** The head of the first report that looked from these ends. */
interface NamedHead {
  readonly name: string;
  readonly head: HeadFacts;
}

/** @throws MismatchError */
function checkFit(known: NamedHead, name: string, difference: TellDifference | null): void {
  if (difference === null) return;
  throw new MismatchError((texts) =>
    texts.merge.otherRun(name, known.name, difference(texts, { saved: name, now: known.name })),
  );
}
