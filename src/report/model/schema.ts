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
import { AUDIT_DOUBTS, AUDIT_RESULTS } from '../../judge/audit.ts';
import { EXIT_CODES } from '../../judge/exit-codes.ts';
import { READINESS } from '../../judge/readiness.ts';
import { client, endpoint, methodVerdict } from '../../judge/saved-facts.ts';
import {
  knownIds,
  method,
  moment,
  outcome,
  flowName,
  requirementId,
  savedId,
  verdict,
} from '../../judge/saved-words.ts';
import { UNPROBED_OUTCOMES } from '../../judge/vocabulary.ts';
import { REASON_CODES } from '../../plan/reason.ts';
import { address, count, host, portNumber } from '../../probe/saved-words.ts';
import { checkHost } from '../../site/host.ts';
import { EXPECTED_STATES } from '../../site/site.ts';
import { REPORT_SCHEMA, KEPT_OPTIONS } from './report.ts';

// A report besides what was judged of its clients: its types, how saved reports are read, and what the
// documentation tells of it. Readers of saved reports also take what older, newer and shorter ones say
// (`saved/read`), and make every sentence anew.

/** Made by the report's writer for people; no reader believes it. */
const sentence = z.string();
/** A program's name or version. */
const word = z.string().regex(/^[\w.+-]{1,64}$/);
const siteHost = z.string().refine((text) => 'value' in checkHost(text));
const from = z.enum(VANTAGES);

/**
 * Words for a command that is printed: nothing else depends on them, and unknown ones are dropped.
 */
function knownOptions(
  said: Readonly<Record<string, string | null>>,
): Record<string, string | null> {
  return Object.fromEntries(
    KEPT_OPTIONS.flatMap((name) => {
      const value = said[name];
      return value === undefined || (value !== null && !/^[\da-z.]{1,16}$/.test(value))
        ? []
        : [[name, value] as const];
    }),
  );
}

/** The part of a run that is known before its first probe. */
const runHead = z.object({
  from: from.describe('where the run stood'),
  joined: z
    .array(from)
    .refine((joined) => VANTAGES.every((end) => joined.includes(end)))
    .exactOptional()
    .describe('of a joined report: the ends that were looked from'),
  startedAt: moment.describe('ISO 8601'),
  standsFor: siteHost
    .exactOptional()
    .describe('the client in whose place another computer was looked from (`--client-name`)'),
  options: z
    .record(z.string(), z.string().nullable())
    .overwrite(knownOptions)
    .exactOptional()
    .describe('options besides those of the site that a later run needs too; null for a file'),
});

const site = z.object({
  product: z.enum(PRODUCTS).describe('whose port tables hold'),
  communication: z
    .enum(Object.values(COMMUNICATIONS).flat())
    .describe('how clients talk to site systems'),
  communicationSaid: z
    .enum(['told', 'assumed'])
    .default('told')
    .describe('`assumed`: nobody said it, so it is the first of the product'),
  siteCode: z
    .string()
    .regex(/^[a-z0-9]{3}$/i)
    .nullable()
    .describe('null where the site does not say'),
  siteServer: siteHost.exactOptional().describe('left out where the site does not say'),
});

const reason = z.object({
  code: z.enum(REASON_CODES).describe('why'),
  value: z.string().nullable().describe('what the reason speaks of'),
});

const range = z.string().regex(/^\d{1,5}-\d{1,5}$/);

/** What the user says of a flow of the user's own rows. */
export const ownWords = z.object({
  title: sentence.describe('short name'),
  purpose: sentence.describe('what it is for; may be empty, as all that follow but the source'),
  symptom: sentence.describe('what fails without it'),
  fix: sentence.describe('what to open at its end'),
  source: sentence.describe('where it is documented'),
});

/** A requirement's facts, which are the same for every client, and their sentences. */
const catalogueEntry = z.object({
  title: sentence.describe('short name'),
  method: method.describe('whose flow it is'),
  necessity: z.enum(NECESSITIES).describe('what hangs on it'),
  from: from.describe('the end that opens it'),
  to: z.enum(ROLES).describe('the other end'),
  transport: z.enum(TRANSPORTS).describe('below'),
  ports: z.array(z.union([portNumber, range])).describe('numbers or ranges; any of them'),
  reason: sentence.describe('why this site needs it'),
  // None in reports that were saved before they were kept.
  reasons: z.array(reason).describe('what that sentence is made from'),
  purpose: sentence.describe('what it is for'),
  symptom: sentence.describe('what fails without it, and in which log'),
  fix: sentence.describe('what to open'),
  source: sentence.describe('row of the port documents'),
  unprobed: z
    .enum(UNPROBED_OUTCOMES)
    .nullable()
    .describe('its outcome for every client, where this run sends nothing for it'),
  notNamed: z.enum(HOST_SOURCES).nullable().describe('which hosts the site does not name'),
  expect: z
    .enum(EXPECTED_STATES)
    .exactOptional()
    .describe('what the site expects of it; it changes no verdict'),
  own: ownWords
    .exactOptional()
    .describe('what the user says of it; only of rows of your own catalogue'),
});

/** A requirement without its sentences. */
export const catalogueFacts = catalogueEntry.omit({
  title: true,
  reason: true,
  purpose: true,
  symptom: true,
  fix: true,
  source: true,
});

/** A file's first line, or a document's first members. */
export const reportHead = z.object({
  schema: z.literal(REPORT_SCHEMA).describe('the form of this document'),
  tool: z
    .object({
      name: word.describe('`ccm-preflight`'),
      version: word.describe('its version'),
    })
    .describe('What wrote it.'),
  run: runHead.describe('The run.'),
  site: site.describe('The site that was looked at.'),
  methods: z
    .array(
      z.object({
        method: method.describe('chosen for the run'),
        notApplicable: reason.nullable().describe('null where it applies'),
      }),
    )
    .describe('The methods, in order.'),
  catalogue: z
    .partialRecord(requirementId, catalogueEntry)
    .describe('Every requirement of the run: what is the same for all clients.'),
  unknownRequirements: z
    .array(savedId)
    .exactOptional()
    .describe('Of a report that a newer version saved: ids that this version does not know.'),
});

const { method: judged, verdict: overAll, here, ...grounds } = methodVerdict.shape;
const { alternatives, ...flows } = grounds;
const methodEntry = z.object({
  method: judged,
  verdict: overAll,
  here,
  readiness: z
    .enum(READINESS)
    .describe('`ready` from here, `doubtful` where it is likely to hang or fail, else `not-ready`'),
  ...flows,
  explanation: sentence.describe('a sentence; empty where it works'),
  alternatives,
});

const { code, facts } = client.shape.warnings.element.shape;
const warningEntry = z.object({
  code: code.describe('a warning of docs/verdicts.md'),
  message: sentence.describe('a sentence'),
  facts: facts.describe('what the sentence is made from'),
});

/** What was found of a flow that is expected to be closed, as a line of ndjson has it. */
export const auditLine = z.object({
  flow: flowName.describe('expected to be closed'),
  found: z
    .enum(AUDIT_RESULTS)
    .describe('`open` is a finding; `not-checked`: the other end opens it'),
});

/** It follows from what was seen, and no reader believes it. */
const auditEntry = auditLine.extend({
  requirements: knownIds.describe('of which that is expected'),
  doubt: z.enum(AUDIT_DOUBTS).nullable().describe('why it is not proven; else null'),
  endpoints: z
    .array(endpoint.pick({ host: true, address: true, port: true, outcome: true }))
    .describe('by which it was found so'),
  message: sentence.describe('a sentence'),
});

/** A client's facts with their sentences. */
export const clientEntry = client.extend({
  methods: z.array(methodEntry).describe('A verdict each.'),
  warnings: z.array(warningEntry).describe('Worth knowing.'),
  audit: z
    .array(auditEntry)
    .exactOptional()
    .describe('Flows that the site expects to be closed. They change no verdict.'),
});

/** A name, and perhaps a word about it in brackets: no sentence. */
const MISSING = /^\S{1,255}( \([^()]{1,40}\))?$/;

/** As many as a joined report names. */
const MAX_APART = 5;

const run = runHead.extend({
  finishedAt: moment.describe('ISO 8601'),
  complete: z.boolean().describe('false where the run was stopped'),
  missing: z
    .array(z.string())
    .overwrite((names) => names.filter((name) => MISSING.test(name)))
    .exactOptional()
    .describe('of a joined report: who should have given a whole one and did not'),
  resumed: count.exactOptional().describe('clients taken over from an earlier run'),
  // Milliseconds from the first look at all clients to the last at those that were left.
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

/** A role server seen from the site server. */
const indirectEntry = z.object({
  host: host.describe('a server of the site'),
  port: portNumber.nullable().describe('looked at'),
  outcome: outcome.describe('seen from the site server: never changes a verdict'),
  address: address.nullable().describe('its address'),
  requirements: knownIds.describe('that it serves'),
});

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
  audit: z
    .object({
      open: count.describe('found open: findings'),
      unproven: count.describe('not proven, though this is the end that opens them'),
      'not-checked': count.describe('opened by the end that was not looked from'),
      closed: count.describe('found closed'),
      clients: count.describe('clients of which one is open at least'),
      weighs: z.boolean().describe('whether the exit code answers for them (`--audit`)'),
    })
    .exactOptional()
    .describe('flows that are expected to be closed, counted client by client'),
  exitCode: z.literal(Object.values(EXIT_CODES)).describe('of the command'),
  superseded: count.exactOptional().describe('of a joined report: entries left out for newer ones'),
  contradicted: count
    .exactOptional()
    .describe('of a joined report: clients whose entries disagree'),
});

/** A document's last members. */
export const reportTail = z.object({
  run: run.describe('The run.'),
  indirect: z.array(indirectEntry).describe('Servers looked at from the site server.'),
  summary: summary.describe('The sums.'),
});
