import type { RequirementId } from '../../catalogue/flow.ts';
import type { ReportHead } from '../model.ts';
import { REQUIREMENT_IDS } from './vocabulary.ts';

type Compared = string | null | undefined | readonly (string | number)[];

/**
 * Whether what one run found can stand beside what the other finds: the same vantage, site, methods
 * and requirements. Texts may differ, as between two versions of this tool.
 * @returns the first difference in words, null where there is none
 */
export function differenceOf(saved: ReportHead, now: ReportHead): string | null {
  const pairs: readonly (readonly [string, Compared, Compared])[] = [
    ['vantage (--from)', saved.run.from, now.run.from],
    ['product', saved.site.product, now.site.product],
    ['communication', saved.site.communication, now.site.communication],
    ['site code', saved.site.siteCode, now.site.siteCode],
    ['methods', methodsOf(saved), methodsOf(now)],
    ['requirements', idsOf(saved), idsOf(now)],
    ...idsOf(now).flatMap((id) => pairsOf(id, saved, now)),
  ];
  for (const [what, before, after] of pairs) {
    const [was, is] = [wordsOf(before), wordsOf(after)];
    if (was !== is) return `${what}: ${was} there, ${is} here`;
  }
  return null;
}

function methodsOf({ methods }: ReportHead): readonly string[] {
  return methods.map(({ method, notApplicable }) =>
    notApplicable === null ? method : `${method} (${notApplicable.code})`,
  );
}

/** In the catalogue's order, whatever the file's. */
function idsOf({ catalogue }: ReportHead): readonly RequirementId[] {
  return REQUIREMENT_IDS.filter((id) => catalogue[id] !== undefined);
}

function pairsOf(
  id: RequirementId,
  { catalogue: saved }: ReportHead,
  { catalogue: now }: ReportHead,
): readonly (readonly [string, Compared, Compared])[] {
  const [before, after] = [saved[id], now[id]];
  return [
    [`ports of ${id}`, before?.ports, after?.ports],
    [`necessity of ${id}`, before?.necessity, after?.necessity],
    [`what is known of ${id}`, before?.unprobed, after?.unprobed],
  ];
}

function wordsOf(value: Compared): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'string' ? value : value.join(', ') || 'none';
}
