import { z } from 'zod';
import { clientSaid } from '../../../src/saved/read/client.ts';
import { summaryLine } from '../../../src/saved/read/tail.ts';
import { runShape } from '../../../src/saved/read/head.ts';
import { headMembers } from './report.ts';

/** A line of `-o ndjson`, as `merge`, `diff` and `--resume` read it. */
export const lineSchema = z
  .union([
    headMembers
      .extend({
        type: z.literal('run'),
        run: z.object(runShape).describe('The run.'),
      })
      .describe('The first line.'),
    clientSaid.extend({ type: z.literal('client') }).describe('A line a client.'),
    summaryLine.in.extend({ type: z.literal('summary') }).describe('The last line.'),
  ])
  .describe('Line of a report of ccm-preflight: check -o ndjson, merge -o ndjson');
