import { z } from 'zod';
import { PLAN_SCHEMA, type PlanEntry } from '../../../src/report/documents/plan/model.ts';
import { EXPECTED_STATES } from '../../../src/site/site.ts';
import { ownWords } from '../../../src/report/model/schema.ts';
import { ports, site, words } from './words.ts';

const { text } = words;

const requirement = z.object({
  id: words.requirement().describe('name of the requirement'),
  method: words.method().describe('that needs it'),
  necessity: words.necessity().describe('what hangs on it'),
  from: words.vantage().describe('the end that opens it'),
  to: words.role().describe('the other end'),
  transport: words.transport().describe('below'),
  ports: ports.describe('numbers or ranges; none for ICMP'),
  endpoints: z
    .array(
      z.object({
        host: text().describe('to reach'),
        port: z.union([z.int(), z.string()]).nullable().describe('a number, a range, or none'),
      }),
    )
    .describe('known places; those on clients only where clients are named'),
  reason: text().describe('why this site needs it'),
  source: text().describe('row of the port documents'),
  expect: z.enum(EXPECTED_STATES).exactOptional().describe('what the site expects of it'),
  own: ownWords
    .exactOptional()
    .describe('what the user says of it; only of rows of your own catalogue'),
});

/** `-o json` of `plan`. */
export const planSchema = z
  .object({
    schema: z.literal(PLAN_SCHEMA).describe('the form of this document'),
    site,
    requirements: z.array(requirement).describe('The flows that the methods need.'),
    excluded: z
      .array(
        z.object({
          id: words.requirement().describe('not needed here'),
          reason: text().describe('why not'),
        }),
      )
      .describe('The flows that they do not need in this site.'),
  })
  .describe('Plan of ccm-preflight: plan -o json');
planSchema satisfies z.ZodType<PlanEntry>;
