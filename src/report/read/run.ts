import { z } from 'zod';
import { HOST_SOURCES } from '../../catalogue/flow.ts';
import {
  COMMUNICATIONS,
  NECESSITIES,
  PRODUCTS,
  ROLES,
  TRANSPORTS,
  VANTAGES,
} from '../../catalogue/vocabulary.ts';
import { EXIT_CODES } from '../../judge/summary.ts';
import { UNPROBED_OUTCOMES } from '../../judge/vocabulary.ts';
import { REASON_CODES } from '../../plan/reason.ts';
import { REPORT_SCHEMA, type ReportHead, type ReportTail } from '../model/report.ts';
import { count, method, outcome, portNumber, requirementId, verdict } from './vocabulary.ts';

const from = z.enum(VANTAGES);
/** Missing in the report of a single run. */
const joined = z.array(from).min(1).exactOptional();
const moment = z.iso.datetime();

const catalogueEntry = z.object({
  title: z.string(),
  method,
  necessity: z.enum(NECESSITIES),
  from,
  to: z.enum(ROLES),
  transport: z.enum(TRANSPORTS),
  ports: z.array(z.union([portNumber, z.string()])),
  reason: z.string(),
  purpose: z.string(),
  symptom: z.string(),
  fix: z.string(),
  source: z.string(),
  unprobed: z.enum(UNPROBED_OUTCOMES).nullable(),
  notNamed: z.enum(HOST_SOURCES).nullable(),
});

const notApplicable = z.object({ code: z.enum(REASON_CODES), value: z.string().nullable() });

/** What is known before the first probe: a file's first line, or a document's first members. */
export const reportHead = z.object({
  schema: z.literal(REPORT_SCHEMA),
  tool: z.object({ name: z.string(), version: z.string() }),
  run: z.object({ from, joined, startedAt: moment }),
  site: z.object({
    product: z.enum(PRODUCTS),
    communication: z.enum(Object.values(COMMUNICATIONS).flat()),
    siteCode: z.string().nullable(),
    siteServer: z.string().exactOptional(),
  }),
  methods: z.array(z.object({ method, notApplicable: notApplicable.nullable() })),
  catalogue: z.partialRecord(requirementId, catalogueEntry),
}) satisfies z.ZodType<ReportHead>;

const run = z.object({
  from,
  joined,
  startedAt: moment,
  finishedAt: moment,
  complete: z.boolean(),
  missing: z.array(z.string()).exactOptional(),
  resumed: count.exactOptional(),
  waited: z.object({ rounds: count, ms: count }).exactOptional(),
});

const indirect = z.array(
  z.object({
    host: z.string(),
    port: portNumber.nullable(),
    outcome,
    address: z.string().nullable(),
    requirements: z.array(requirementId),
  }),
);

const summary = z.object({
  clients: count,
  noAnswer: count,
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
