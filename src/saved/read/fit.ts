import { type RequirementId, flowNameOf, isOwnId } from '../../catalogue/flow.ts';
import type { Texts } from '../../text/texts.ts';
import type { CatalogueFacts, HeadFacts } from '../../report/model/report.ts';
import { vantagesOf } from '../../report/model/vantages.ts';
import { REQUIREMENT_IDS } from '../../judge/saved-words.ts';

/** What two runs can differ in. */
type Difference =
  | {
      readonly of:
        | 'vantage'
        | 'standsFor'
        | 'product'
        | 'communication'
        | 'siteCode'
        | 'methods'
        | 'requirements';
    }
  | {
      readonly of: 'ports' | 'necessity' | 'known' | 'notNamed' | 'expect' | 'ends';
      readonly id: RequirementId;
    };

type Compared = string | null | undefined | readonly (string | number)[];
type Pair = readonly [what: Difference, saved: Compared, now: Compared];

/** @param of how each of the two is called where people read it: a file's name, `this run` */
export type TellDifference = (
  texts: Texts,
  of: { readonly saved: string; readonly now: string },
) => string;

/**
 * Whether what one run found can stand beside what the other finds: the same vantage, site, methods
 * and requirements. Texts may differ, as between two versions of this tool.
 * @returns the first difference, null where there is none
 */
export function differenceOf(saved: HeadFacts, now: HeadFacts): TellDifference | null {
  return firstOf([
    [{ of: 'vantage' }, vantagesOf(saved), vantagesOf(now)],
    [{ of: 'standsFor' }, saved.run.standsFor, now.run.standsFor],
    ...sitePairs(saved, now),
    ...idsOf(now).map((id): Pair => [
      { of: 'known', id },
      saved.catalogue[id]?.unprobed,
      now.catalogue[id]?.unprobed,
    ]),
  ]);
}

/**
 * Whether a run can go on with what another one has saved: what was expected is told in what is there.
 * @returns the first difference, null where there is none
 */
export function resumeDifferenceOf(saved: HeadFacts, now: HeadFacts): TellDifference | null {
  return (
    differenceOf(saved, now) ??
    firstOf(
      idsOf(now).map((id): Pair => [
        { of: 'expect', id },
        saved.catalogue[id]?.expect,
        now.catalogue[id]?.expect,
      ]),
    )
  );
}

/**
 * Whether two runs can be joined, as far as they are about the same: each may have methods that the
 * other has not, if they agree on those that both have, and on the ports of flows that both have.
 * @returns the first difference, null where there is none
 */
export function joinDifferenceOf(saved: HeadFacts, now: HeadFacts): TellDifference | null {
  const [before, after] = [overMethodsOf(saved, now), overMethodsOf(now, saved)];
  const isOfOneEnd = vantagesOf(saved).join() === vantagesOf(now).join();
  const difference = isOfOneEnd ? differenceOf(before, after) : siteDifferenceOf(before, after);
  return difference ?? firstOf(flowPairs(saved, now));
}

/** What a run says of the methods that another one has too. */
function overMethodsOf(head: HeadFacts, other: HeadFacts): HeadFacts {
  const common = head.methods.filter(({ method }) =>
    other.methods.some((each) => each.method === method),
  );
  const rows = idsOf(head).flatMap((id) => {
    const row = head.catalogue[id];
    const isCommon = common.some(({ method }) => method === row?.method);
    return row === undefined || !isCommon ? [] : [[id, row] as const];
  });
  return { ...head, methods: common, catalogue: Object.fromEntries(rows) };
}

/** Flows that both have, for different methods. */
function flowPairs(saved: HeadFacts, now: HeadFacts): readonly Pair[] {
  return idsOf(now).flatMap((id): Pair[] => {
    const same = idsOf(saved).find((other) => flowNameOf(other) === flowNameOf(id));
    if (same === undefined || saved.catalogue[id] !== undefined) return [];
    return [[{ of: 'ports', id }, saved.catalogue[same]?.ports, now.catalogue[id]?.ports]];
  });
}

/**
 * Whether runs from different ends are about the same site, methods and requirements.
 * @returns the first difference, null where there is none
 */
function siteDifferenceOf(saved: HeadFacts, now: HeadFacts): TellDifference | null {
  return firstOf([
    ...sitePairs(saved, now),
    ...idsOf(now).map((id): Pair => [
      { of: 'notNamed', id },
      saved.catalogue[id]?.notNamed,
      now.catalogue[id]?.notNamed,
    ]),
  ]);
}

function sitePairs(saved: HeadFacts, now: HeadFacts): readonly Pair[] {
  return [
    [{ of: 'product' }, saved.site.product, now.site.product],
    [{ of: 'communication' }, saved.site.communication, now.site.communication],
    [{ of: 'siteCode' }, saved.site.siteCode, now.site.siteCode],
    [{ of: 'methods' }, methodsOf(saved), methodsOf(now)],
    [{ of: 'requirements' }, idsOf(saved), idsOf(now)],
    ...idsOf(now).flatMap((id) => pairsOf(id, saved, now)),
  ];
}

function firstOf(pairs: readonly Pair[]): TellDifference | null {
  for (const [what, before, after] of pairs) {
    const [was, is] = [wordsOf(before), wordsOf(after)];
    if (was !== is) {
      return ({ saved }, of) =>
        saved.difference(
          tellDifference(what, saved),
          { value: was || saved.none, of: of.saved },
          { value: is || saved.none, of: of.now },
        );
    }
  }
  return null;
}

function tellDifference(what: Difference, { differences }: Texts['saved']): string {
  return 'id' in what ? differences[what.of](what.id) : differences[what.of];
}

function methodsOf({ methods }: HeadFacts): readonly string[] {
  return methods.map(({ method, notApplicable }) =>
    notApplicable === null ? method : `${method} (${notApplicable.code})`,
  );
}

/** In the catalogue's order, whatever the file's; users' rows by their names. */
function idsOf({ catalogue }: HeadFacts): readonly RequirementId[] {
  const own = Object.keys(catalogue).filter(isOwnId).toSorted();
  return [...REQUIREMENT_IDS, ...own].filter((id) => catalogue[id] !== undefined);
}

function pairsOf(
  id: RequirementId,
  { catalogue: saved }: HeadFacts,
  { catalogue: now }: HeadFacts,
): readonly Pair[] {
  const [before, after] = [saved[id], now[id]];
  return [
    [{ of: 'ports', id }, before?.ports, after?.ports],
    [{ of: 'necessity', id }, before?.necessity, after?.necessity],
    // The ends of rows of the port tables are the same in every run.
    ...(isOwnId(id) ? [[{ of: 'ends', id }, endsOf(before), endsOf(after)] as const] : []),
  ];
}

/** A user's row without its texts. */
function endsOf(row: CatalogueFacts | undefined): readonly string[] {
  if (row === undefined) return [];
  const { from, to, transport, unprobed } = row;
  return [from, to, transport, ...(unprobed === 'by-hand' ? [unprobed] : [])];
}

/** Empty for a missing row. */
function wordsOf(value: Compared): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : value.join(', ');
}
