import { z } from 'zod';
import type { WarningFacts } from '../../judge/facts.ts';
import { warning } from '../../judge/saved-facts.ts';

/** A code and its facts; a document repeats the code among the facts. */
export const warningFacts = z
  .object({ code: z.string(), facts: z.looseObject({}) })
  .transform(({ code, facts }) => ({ ...facts, code }))
  .pipe(warning)
  .transform((facts): WarningFacts => ({ code: facts.code, facts }));
