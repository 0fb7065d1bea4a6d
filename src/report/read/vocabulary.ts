import { z } from 'zod';
import { FLOW_NAMES, type RequirementId } from '../../catalogue/flow.ts';
import { METHODS } from '../../catalogue/vocabulary.ts';
import {
  OUTCOMES_BY_RANK,
  UNPROBED_OUTCOMES,
  type UnprobedOutcome,
  VERDICTS,
} from '../../judge/vocabulary.ts';
import type { Outcome } from '../../probe/observation.ts';

export const REQUIREMENT_IDS: readonly RequirementId[] = METHODS.flatMap((method) =>
  FLOW_NAMES.map((name): RequirementId => `${method}/${name}`),
);

const OUTCOMES = OUTCOMES_BY_RANK.filter((outcome): outcome is Outcome => !isUnprobed(outcome));

function isUnprobed(outcome: string): outcome is UnprobedOutcome {
  return UNPROBED_OUTCOMES.some((unprobed) => unprobed === outcome);
}

/** The words that sentences and verdicts are chosen by: another is refused. */
export const requirementId = z.enum(REQUIREMENT_IDS);
export const method = z.enum(METHODS);
export const verdict = z.enum(VERDICTS);
export const outcome = z.enum(OUTCOMES);
export const requirementOutcome = z.enum(OUTCOMES_BY_RANK);

export const count = z.int().min(0);
export const portNumber = z.int().min(0).max(65_535);
/** Left out where it is not known. */
export const textOrNull = z.string().nullable().default(null);
