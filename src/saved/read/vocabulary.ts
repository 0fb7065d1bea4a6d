import { isIP } from 'node:net';
import { z } from 'zod';
import { withoutZone } from '../../base/zone.ts';
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
/** A requirement's id, which a newer version alone may know. */
export const savedId = z.string().regex(/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,60}$/);
/** Those that this version knows. */
export const knownIds = z
  .array(savedId)
  .transform((ids) => ids.flatMap((id) => REQUIREMENT_IDS.filter((known) => known === id)));
export const method = z.enum(METHODS);
export const verdict = z.enum(VERDICTS);
export const outcome = z.enum(OUTCOMES);
export const requirementOutcome = z.enum(OUTCOMES_BY_RANK);

/** A name or an address as a site file says it: no sentence. */
export const host = z.string().regex(/^\S{1,255}$/, 'a name holds no blanks');
export const address = z.string().refine((text) => isIP(withoutZone(text)) !== 0);
/** The system's code for an error: a word, no sentence. */
export const errorCode = z.string().regex(/^[\w.-]{1,64}$/);
export const moment = z.iso.datetime();
export const count = z.int().min(0);
export const portNumber = z.int().min(0).max(65_535);
/** Longer than what a probe keeps of an answer. */
export const MAX_TEXT = 4096;
/** Left out where it is not known. */
export const textOrNull = z.string().max(MAX_TEXT).nullable().default(null);
