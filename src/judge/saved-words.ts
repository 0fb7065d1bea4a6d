import { z } from 'zod';
import { FLOW_NAMES, type RequirementId } from '../catalogue/flow.ts';
import { METHODS } from '../catalogue/vocabulary.ts';
import { OBSERVED_OUTCOMES, OUTCOMES_BY_RANK, STATUSES, VERDICTS } from './vocabulary.ts';

// The words of saved verdicts, as `probe/saved-words.ts` has those of observations.

export const REQUIREMENT_IDS: readonly RequirementId[] = METHODS.flatMap((method) =>
  FLOW_NAMES.map((name): RequirementId => `${method}/${name}`),
);

/** A requirement's id that this version knows. */
export const requirementId = z.enum(REQUIREMENT_IDS);
/** A requirement's id, which a newer version alone may know. */
export const savedId = z.string().regex(/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,60}$/);
/** Those that this version knows. */
export const knownIds = z
  .array(savedId)
  .transform((ids) => ids.flatMap((id) => REQUIREMENT_IDS.filter((known) => known === id)))
  .pipe(z.array(requirementId));
/** Sentences and verdicts are chosen by these words, so any other word is refused. */
export const method = z.enum(METHODS);
export const status = z.enum(STATUSES);
export const verdict = z.enum(VERDICTS);
export const outcome = z.enum(OBSERVED_OUTCOMES);
export const requirementOutcome = z.enum(OUTCOMES_BY_RANK);

export const moment = z.iso.datetime();
