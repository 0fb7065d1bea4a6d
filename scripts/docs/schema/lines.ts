import { z } from 'zod';
import { auditLine, reportHead } from '../../../src/report/model/schema.ts';
import { clientSaid } from '../../../src/saved/read/client.ts';
import { summaryLine } from '../../../src/saved/read/tail.ts';

const { run, ...head } = reportHead.shape;

/** A line of `-o ndjson`, as `merge`, `diff` and `--resume` read it. */
export const lineSchema = z
  .union([
    z.object({ ...head, type: z.literal('run'), run }).describe('The first line.'),
    clientSaid
      .extend({
        type: z.literal('client'),
        audit: z
          .array(auditLine)
          .exactOptional()
          .describe('flows that the site expects to be closed; it follows from the rest'),
      })
      .describe('A line a client.'),
    summaryLine.in.extend({ type: z.literal('summary') }).describe('The last line.'),
  ])
  .describe('Line of a report of ccm-preflight: check -o ndjson, merge -o ndjson');
