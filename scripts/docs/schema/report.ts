import { z } from 'zod';
import type { Report } from '../../../src/report/model/report.ts';
import { clientEntry, reportHead, reportTail } from '../../../src/report/model/schema.ts';

const { run: _begun, ...head } = reportHead.shape;

// Which warnings there are, and what each knows, stands in docs/verdicts.md.
const warning = clientEntry.shape.warnings.element.extend({
  code: z.string().describe('a warning of docs/verdicts.md'),
  facts: z.looseObject({}).describe('what the sentence is made from'),
});
const client = clientEntry.extend({ warnings: z.array(warning).describe('Worth knowing.') });

/** `-o json` of `check` and `merge`. */
export const reportSchema = z
  .object({
    ...head,
    clients: z.array(client).describe('The clients, in order.'),
    ...reportTail.shape,
  })
  .describe('Report of ccm-preflight: check -o json, merge -o json');
reportSchema satisfies z.ZodType<Omit<Report, 'clients'>>;
