import { z } from 'zod';
import { EXIT_CODES } from '../../judge/exit-codes.ts';
import type { ReportTail } from '../../report/model/report.ts';
import { ends } from './head.ts';
import {
  address,
  count,
  host,
  knownIds,
  method,
  moment,
  outcome,
  portNumber,
  verdict,
} from './vocabulary.ts';

/** A name, and perhaps a word about it in brackets: no sentence. */
const MISSING = /^\S{1,255}( \([^()]{1,40}\))?$/;

/** As many as a joined report names. */
const MAX_APART = 5;

const run = z.object({
  ...ends,
  startedAt: moment,
  finishedAt: moment,
  complete: z.boolean(),
  missing: z
    .array(z.string())
    .transform((names) => names.filter((name) => MISSING.test(name)))
    .exactOptional(),
  resumed: count.exactOptional(),
  waited: z.object({ rounds: count, ms: count }).exactOptional(),
  apart: z
    .object({
      clients: count,
      days: count,
      names: z
        .array(z.string())
        .transform((names) => names.filter((name) => MISSING.test(name)).slice(0, MAX_APART)),
    })
    .exactOptional(),
});

const indirect = z.array(
  z.object({
    host,
    port: portNumber.nullable(),
    outcome,
    address: address.nullable(),
    requirements: knownIds,
  }),
);

const summary = z.object({
  clients: count,
  noAnswer: count,
  unchecked: count.default(0),
  ready: z.partialRecord(method, count).default({}),
  doubtful: z.partialRecord(method, count).default({}),
  verdicts: z.partialRecord(method, z.partialRecord(verdict, count)),
  exitCode: z.literal(Object.values(EXIT_CODES)),
  superseded: count.exactOptional(),
  contradicted: count.exactOptional(),
});

/** A document's last members. */
export const reportTail = z.object({ run, indirect, summary }) satisfies z.ZodType<ReportTail>;

/** A file's last line, which holds the summary's members beside the others. */
export const summaryLine = z
  .object({ run, indirect, ...summary.shape })
  .transform(({ run: ended, indirect: seen, ...counted }): ReportTail => ({
    run: ended,
    indirect: seen,
    summary: counted,
  }));
