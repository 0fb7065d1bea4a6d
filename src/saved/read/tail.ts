import { z } from 'zod';
import { EXIT_CODES } from '../../judge/exit-codes.ts';
import type { ReportTail } from '../../report/model/report.ts';
import { runShape } from './head.ts';
import { address, count, host, portNumber } from '../../probe/saved-words.ts';
import { knownIds, method, moment, outcome, verdict } from './vocabulary.ts';

/** A name, and perhaps a word about it in brackets: no sentence. */
const MISSING = /^\S{1,255}( \([^()]{1,40}\))?$/;

/** As many as a joined report names. */
const MAX_APART = 5;

const run = z.object({
  ...runShape,
  finishedAt: moment.describe('ISO 8601'),
  complete: z.boolean().describe('false where the run was stopped'),
  missing: z
    .array(z.string())
    .overwrite((names) => names.filter((name) => MISSING.test(name)))
    .exactOptional()
    .describe('of a joined report: who should have given a whole one and did not'),
  resumed: count.exactOptional().describe('clients taken over from an earlier run'),
  waited: z
    .object({ rounds: count.describe('looks'), ms: count.describe('milliseconds') })
    .exactOptional()
    .describe('of `--wait`: how often and how long it looked again'),
  apart: z
    .object({
      clients: count.describe('how many'),
      days: count.describe('whole ones, at most'),
      names: z
        .array(z.string())
        .overwrite((names) => names.filter((name) => MISSING.test(name)).slice(0, MAX_APART))
        .describe('the first of them'),
    })
    .exactOptional()
    .describe('of a joined report: clients of which one is over a day older than another'),
});

const indirect = z.array(
  z.object({
    host: host.describe('a server of the site'),
    port: portNumber.nullable().describe('looked at'),
    outcome: outcome.describe('seen from the site server: never changes a verdict'),
    address: address.nullable().describe('its address'),
    requirements: knownIds.describe('that it serves'),
  }),
);

const summary = z.object({
  clients: count.describe('judged'),
  noAnswer: count.describe('of which nothing answered'),
  unchecked: count
    .default(0)
    .describe('for which all that was looked at ended in an error of its own'),
  ready: z.partialRecord(method, count).default({}).describe('clients that are ready, by method'),
  doubtful: z
    .partialRecord(method, count)
    .default({})
    .describe('clients for which it is likely to hang or fail, by method'),
  verdicts: z
    .partialRecord(method, z.partialRecord(verdict, count))
    .describe('clients by method and verdict'),
  exitCode: z.literal(Object.values(EXIT_CODES)).describe('of the command'),
  superseded: count.exactOptional().describe('of a joined report: entries left out for newer ones'),
  contradicted: count
    .exactOptional()
    .describe('of a joined report: clients whose entries disagree'),
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
