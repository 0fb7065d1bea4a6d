import { z } from 'zod';
import {
  FLOW_NAMES,
  type RequirementId,
  type TableRequirementId,
  isOwnId,
} from '../catalogue/flow.ts';
import { METHODS, OWN_PREFIX } from '../catalogue/vocabulary.ts';
import { OBSERVED_OUTCOMES, OUTCOMES_BY_RANK, STATUSES, VERDICTS } from './vocabulary.ts';

// The words of saved verdicts, as `probe/saved-words.ts` has those of observations.

export const REQUIREMENT_IDS: readonly TableRequirementId[] = METHODS.flatMap((method) =>
  FLOW_NAMES.map((name): TableRequirementId => `${method}/${name}`),
);

const IDS: ReadonlySet<string> = new Set(REQUIREMENT_IDS);

/** Whether this version's port tables have the requirement, or it is one of a user's row. */
export function isRequirementId(id: string): id is RequirementId {
  return IDS.has(id) || isOwnId(id);
}

/** What follows the prefix in the name of a user's own method or row. */
const ownRest = z.string().regex(/^[a-z0-9][a-z0-9-]{0,32}$/);
/** These words choose sentences and verdicts, so any other word is refused. */
export const method = z.union([z.enum(METHODS), z.templateLiteral([OWN_PREFIX, ownRest])]);
/** A flow's name, or that of a user's row. */
export const flowName = z.union([z.enum(FLOW_NAMES), z.templateLiteral([OWN_PREFIX, ownRest])]);
/** A requirement's id that this version knows, or one of a user's row. */
export const requirementId = z.union([
  z.enum(REQUIREMENT_IDS),
  z.templateLiteral([method, `/${OWN_PREFIX}`, ownRest]),
]);
/** A requirement's id, which may be one that only a newer version knows. */
export const savedId = z.string().regex(/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,60}$/);
/** Keeps the ids that this version knows, and those of users' rows. */
export const knownIds = z
  .array(savedId)
  .transform((ids) => ids.filter(isRequirementId))
  .pipe(z.array(requirementId));
export const status = z.enum(STATUSES);
export const verdict = z.enum(VERDICTS);
export const outcome = z.enum(OBSERVED_OUTCOMES);
export const requirementOutcome = z.enum(OUTCOMES_BY_RANK);

export const moment = z.iso.datetime();
