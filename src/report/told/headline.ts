import type { RequirementId } from '../../catalogue/flow.ts';
import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { Verdict } from '../../judge/vocabulary.ts';
import type { ClientEntry, MethodEntry } from '../model/report.ts';
import { endsOf } from '../model/vantages.ts';
import { type Page, titleOf } from './page.ts';

/** A method's verdict, and the flows that it comes from. */
export function headlineText(method: MethodEntry, entry: ClientEntry, page: Page): string {
  const named = (ids: readonly RequirementId[]): string[] => ids.map((id) => titleOf(id, page));
  const outcomeOf = (id: RequirementId): string =>
    entry.requirements.find((requirement) => requirement.id === id)?.outcome ?? 'error';
  const unknown = (method.unknown ?? []).map((id) => page.texts.saved.unknownId(id));
  const unknownIn = (verdict: Verdict): readonly string[] =>
    method.verdict === verdict ? unknown : [];
  const left = method.unproven.filter((id) => outcomeOf(id) === 'not-checked');
  return page.texts.table.headline({
    method: method.method,
    verdict: method.verdict,
    here: method.here,
    ends: endsOf(page.head),
    from: lookedFrom(left, page),
    broken: [...named(method.brokenBy), ...unknownIn('breaks')],
    degraded: [...named(method.degradedBy), ...unknownIn('degraded')],
    warned: method.here === 'degraded' && method.degradedBy.length === 0 ? 'yes' : 'no',
    elsewhere: named(left),
    unnamed: method.unproven
      .filter((id) => outcomeOf(id) === 'not-named')
      .map((id) => ({
        title: titleOf(id, page),
        hosts: page.head.catalogue[id]?.notNamed ?? null,
      })),
    unclear: [
      ...named(
        method.unproven.filter((id) => !['not-checked', 'not-named'].includes(outcomeOf(id))),
      ),
      ...unknownIn('unproven'),
    ],
    explanation: method.explanation,
  });
}

/** The end that has looked at a client; of joined reports one may be missing. */
function lookedFrom([left]: readonly RequirementId[], { head }: Page): Vantage {
  const opener = left === undefined ? undefined : head.catalogue[left]?.from;
  if (opener === undefined) return head.run.from;
  return opener === 'client' ? 'site-server' : 'client';
}
