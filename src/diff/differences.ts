import type { RequirementId } from '../catalogue/flow.ts';
import { inMethodOrder } from '../catalogue/vocabulary.ts';
import type { HeadFacts } from '../report/model/report.ts';
import { vantagesOf } from '../report/model/vantages.ts';
import type { Difference } from './model.ts';
import type { Pair } from './model.ts';

/** Why two reports have nothing to compare; null where they have. */
export type Refusal = 'products' | 'methods' | 'vantages';

export function refusalOf({ old: before, new: after }: Pair<HeadFacts>): Refusal | null {
  if (before.site.product !== after.site.product) return 'products';
  if (!methodsOf(before).some((method) => methodsOf(after).includes(method))) return 'methods';
  return vantagesOf(before).some((end) => vantagesOf(after).includes(end)) ? null : 'vantages';
}

/** What of two reports can't be compared, or was not the same. */
export function differencesOf(heads: Pair<HeadFacts>): readonly Difference[] {
  const { old: before, new: after } = heads;
  const found: Difference[] = [
    ...onlyIn(vantagesOf(before), vantagesOf(after)).map(([only, vantage]): Difference => ({
      what: 'vantage',
      only,
      vantage,
    })),
    ...onlyIn(methodsOf(before), methodsOf(after)).map(([only, method]): Difference => ({
      what: 'method',
      only,
      method,
    })),
  ];
  if (before.site.siteCode !== after.site.siteCode) {
    found.push({ what: 'site-code', old: before.site.siteCode, new: after.site.siteCode });
  }
  if (before.site.communication !== after.site.communication) {
    const { communication } = before.site;
    found.push({ what: 'communication', old: communication, new: after.site.communication });
  }
  return [...found, ...requirementDifferences(heads)];
}

/** Compared over the methods that both have. */
function requirementDifferences(heads: Pair<HeadFacts>): readonly Difference[] {
  const [before, after] = [rowsOf(heads.old, heads.new), rowsOf(heads.new, heads.old)];
  const alone = onlyIn(
    [...before.keys(), ...(heads.old.unknownRequirements ?? [])],
    [...after.keys(), ...(heads.new.unknownRequirements ?? [])],
  ).map(([only, id]): Difference => ({
    what: 'requirement',
    only,
    id,
  }));
  const others = [...after].flatMap(([id, row]): Difference[] => {
    const earlier = before.get(id);
    if (earlier === undefined) return [];
    const ports = { old: earlier.ports.join(', '), new: row.ports.join(', ') };
    const necessity = { old: earlier.necessity, new: row.necessity };
    const isExpected = { old: earlier.expect !== undefined, new: row.expect !== undefined };
    const expecting = isExpected.old ? 'old' : 'new';
    return [
      ...(isExpected.old === isExpected.new || !isRequirementOf(id, heads.new)
        ? []
        : [{ what: 'expect', only: expecting, id } as const]),
      ...(ports.old === ports.new ? [] : [{ what: 'ports', id, ...ports } as const]),
      ...(necessity.old === necessity.new
        ? []
        : [{ what: 'necessity', id, ...necessity } as const]),
    ];
  });
  return [...alone, ...others];
}

function isRequirementOf(id: string, { catalogue }: HeadFacts): id is RequirementId {
  return Object.hasOwn(catalogue, id);
}

type Row = NonNullable<HeadFacts['catalogue'][keyof HeadFacts['catalogue']]>;

function rowsOf({ catalogue }: HeadFacts, other: HeadFacts): ReadonlyMap<string, Row> {
  const compared = methodsOf(other);
  return new Map(
    Object.entries(catalogue).flatMap(([id, row]) =>
      row !== undefined && compared.includes(row.method) ? [[id, row] as const] : [],
    ),
  );
}

function methodsOf({ methods }: HeadFacts): HeadFacts['methods'][number]['method'][] {
  return [...inMethodOrder(methods.map(({ method }) => method))];
}

function onlyIn<T>(
  before: readonly T[],
  after: readonly T[],
): readonly (readonly ['old' | 'new', T])[] {
  return [
    ...before.filter((each) => !after.includes(each)).map((each) => ['old', each] as const),
    ...after.filter((each) => !before.includes(each)).map((each) => ['new', each] as const),
  ];
}
