import type { Outcome } from '../probe/observation.ts';

/** Why no probe was sent. `by-hand`: no probe could tell, so somebody has to look. */
export const UNPROBED_OUTCOMES = ['not-checked', 'not-named', 'by-hand'] as const;
export type UnprobedOutcome = (typeof UNPROBED_OUTCOMES)[number];

/**
 * A requirement's outcome: what a probe saw, or why none was sent. `not-needed`: none of the
 * servers that the client is led to needs it.
 */
export type RequirementOutcome = Outcome | UnprobedOutcome | 'not-needed';

export const STATUSES = ['met', 'unmet', 'unproven'] as const;
export type Status = (typeof STATUSES)[number];

export const VERDICTS = ['works', 'degraded', 'unproven', 'breaks', 'not-applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What an obstacle does to a method, the worst first. */
export const EFFECTS = ['breaks', 'degraded', 'unproven'] as const satisfies readonly Verdict[];
export type Effect = (typeof EFFECTS)[number];

/** What each outcome says about its requirement. */
export const STATUS_OF = {
  open: 'met',
  'not-needed': 'met',
  refused: 'unmet',
  filtered: 'unmet',
  unreachable: 'unmet',
  unresolved: 'unmet',
  silent: 'unmet',
  'wrong-service': 'unmet',
  'wrong-host': 'unmet',
  unhealthy: 'unmet',
  inconclusive: 'unproven',
  error: 'unproven',
  'not-checked': 'unproven',
  'not-named': 'unproven',
  'by-hand': 'unproven',
} as const satisfies Record<RequirementOutcome, Status>;

/**
 * From best to worst, for endpoints any one of which is enough: met, then what may yet be met, then
 * by how close the probe came.
 */
export const OUTCOMES_BY_RANK = [
  'open',
  'not-needed',
  'inconclusive',
  'error',
  'not-checked',
  'not-named',
  'by-hand',
  'unhealthy',
  'wrong-host',
  'silent',
  'wrong-service',
  'refused',
  'unreachable',
  'filtered',
  'unresolved',
] as const satisfies readonly RequirementOutcome[];

/** Outcomes that only a probe can have. */
export const OBSERVED_OUTCOMES = OUTCOMES_BY_RANK.filter((outcome): outcome is Outcome =>
  isObserved(outcome),
);

function isObserved(outcome: RequirementOutcome): outcome is Outcome {
  return outcome !== 'not-needed' && !UNPROBED_OUTCOMES.some((unprobed) => unprobed === outcome);
}

/** Negative where `a` is the better outcome. */
export function compareOutcomes(a: RequirementOutcome, b: RequirementOutcome): number {
  return OUTCOMES_BY_RANK.indexOf(a) - OUTCOMES_BY_RANK.indexOf(b);
}

/** The best of several. No endpoint at all is a check that was not done, never a failed one. */
export function bestOf(outcomes: readonly RequirementOutcome[]): RequirementOutcome {
  return outcomes.toSorted(compareOutcomes)[0] ?? 'error';
}
