import type { Necessity } from '../catalogue/vocabulary.ts';
import type { AuditResult } from '../judge/audit.ts';
import type { RequirementFacts } from '../judge/facts.ts';
import type { Status, Verdict } from '../judge/vocabulary.ts';
import type { Change } from './model.ts';
import type { MethodChange, Pair, RequirementChange, SeenRequirement } from './model.ts';

const BY_RANK: readonly Verdict[] = ['breaks', 'unproven', 'degraded', 'works'];

/**
 * Whether a method became worse. One that can no longer be proven has not failed, because nobody
 * has seen it break. One that breaks now is worse, whether it was proven before or not.
 */
export function changeOfVerdict(verdict: Pair<Verdict>): Change | null {
  const { old: before, new: after } = verdict;
  if (before === after) return null;
  if (before === 'not-applicable' || after === 'not-applicable') return 'other';
  if (after === 'unproven' && before !== 'breaks') return 'other';
  return BY_RANK.indexOf(after) > BY_RANK.indexOf(before) ? 'better' : 'worse';
}

/**
 * For a method its verdict decides; where that is the same, the one over what was looked at; then
 * what stands in its way.
 * @param brokenBefore what had broken it, as it is now
 * @param requirements those of its requirements that changed, without those that change no verdict
 */
export function changeOfMethod(
  { verdict, here }: Pick<MethodChange, 'verdict' | 'here'>,
  brokenBefore: readonly Pick<RequirementFacts, 'status'>[],
  requirements: readonly Pick<RequirementChange, 'change'>[],
): Change | null {
  const seen = changeOfAll(requirements.map(({ change }) => change));
  const change =
    changeOfVerdict(verdict) ?? changeOfVerdict(here) ?? (seen === 'other' ? null : seen);
  // Where this machine failed to look, nothing was mended for all that is known.
  const isMended = brokenBefore.every(({ status }) => status === 'met');
  return change === 'better' && verdict.new === 'unproven' && !isMended ? 'other' : change;
}

/** How a requirement changed; one that is only documented makes nothing better or worse. */
export function changeOfRequirement(
  { old: before, new: after }: Omit<RequirementChange, 'id' | 'change'>,
  necessity: Necessity,
): Change | null {
  const change = changeOfSeen(before, after);
  return necessity === 'documented' && change !== null ? 'other' : change;
}

function changeOfSeen(before: SeenRequirement, after: SeenRequirement): Change | null {
  if (before.status !== after.status) return CHANGE_TO[after.status];
  const isSame =
    before.outcome === after.outcome &&
    before.cause === after.cause &&
    before.unmetHosts.join() === after.unmetHosts.join();
  if (isSame) return null;
  // One of several servers does, while another is in order.
  const less = after.unmetHosts.length - before.unmetHosts.length;
  if (after.status !== 'met' || less === 0) return 'other';
  return less < 0 ? 'better' : 'worse';
}

/** The change of a requirement that had another status. */
const CHANGE_TO = {
  met: 'better',
  unmet: 'worse',
  unproven: 'other',
} as const satisfies Record<Status, Change>;

/**
 * Whether a finding appeared or went; null if there is and was none. One that is no longer proven
 * is not known to have gone.
 */
export function changeOfFinding(before: AuditResult, after: AuditResult): Change | null {
  if ((before === 'open') === (after === 'open')) return null;
  if (after === 'open') return 'worse';
  return after === 'closed' ? 'better' : 'other';
}

/** Several changes together: anything worse outweighs everything better. */
export function changeOfAll(changes: readonly Change[]): Change {
  return (['worse', 'better'] as const).find((change) => changes.includes(change)) ?? 'other';
}
