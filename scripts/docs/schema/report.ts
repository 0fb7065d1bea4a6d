import { READINESS } from '../../../src/judge/readiness.ts';
import { z } from 'zod';
import { HOST_SOURCES } from '../../../src/catalogue/flow.ts';
import type { EvidenceFacts } from '../../../src/judge/facts.ts';
import { UNPROBED_OUTCOMES } from '../../../src/judge/vocabulary.ts';
import { REPORT_SCHEMA, type Report } from '../../../src/report/model/report.ts';
import { endpoint as seenEndpoint, location } from '../../../src/judge/saved-facts.ts';
import { WHOLE_EVIDENCE } from '../../../src/saved/read/evidence.ts';
import { selfFacts } from '../../../src/self/facts.ts';
import { reportTail } from '../../../src/saved/read/tail.ts';
import { ports, site, tool, words } from './words.ts';

const { text } = words;
const ids = (): z.ZodArray<ReturnType<typeof words.requirement>> => z.array(words.requirement());

const reason = z.object({
  code: words.reason().describe('why'),
  value: text().nullable().describe('what the reason speaks of'),
});

const catalogueEntry = z.object({
  title: text().describe('short name'),
  method: words.method().describe('whose flow it is'),
  necessity: words.necessity().describe('what hangs on it'),
  from: words.vantage().describe('the end that opens it'),
  to: words.role().describe('the other end'),
  transport: words.transport().describe('below'),
  ports: ports.describe('numbers or ranges; any of them'),
  reason: text().describe('why this site needs it'),
  reasons: z.array(reason).describe('what that sentence is made from'),
  purpose: text().describe('what it is for'),
  symptom: text().describe('what fails without it, and in which log'),
  fix: text().describe('what to open'),
  source: text().describe('row of the port documents'),
  unprobed: z
    .enum(UNPROBED_OUTCOMES)
    .nullable()
    .describe('its outcome for every client, where this run sends nothing for it'),
  notNamed: z.enum(HOST_SOURCES).nullable().describe('which hosts the site does not name'),
});

/** What the first line of ndjson says of its run, too. */
export const headMembers = z.object({
  schema: z.literal(REPORT_SCHEMA).describe('the form of this document'),
  tool,
  site,
  methods: z
    .array(
      z.object({
        method: words.method().describe('chosen for the run'),
        notApplicable: reason.nullable().describe('null where it applies'),
      }),
    )
    .describe('The methods, in order.'),
  catalogue: z
    .partialRecord(words.requirement(), catalogueEntry)
    .describe('Every requirement of the run: what is the same for all clients.'),
  unknownRequirements: z
    .array(text())
    .exactOptional()
    .describe('Of a report that a newer version saved: ids that this version does not know.'),
});

const evidence = z.union([...Object.values(WHOLE_EVIDENCE), z.strictObject({})]);
evidence satisfies z.ZodType<EvidenceFacts>;

const endpoint = seenEndpoint.extend({
  evidence: evidence.describe('what the answer showed; empty where there was nothing to see'),
});

const client = z.object({
  client: text().describe('its name'),
  answered: z
    .boolean()
    .nullable()
    .describe('whether anything of it answered; null where nothing was sent to it'),
  interrupted: z.literal(true).exactOptional().describe('the run was stopped here: proves nothing'),
  methods: z
    .array(
      z.object({
        method: words.method().describe('judged'),
        verdict: words.verdict().describe('over all that it needs'),
        here: words.verdict().describe('over what the end of this run can prove'),
        readiness: z
          .enum(READINESS)
          .describe(
            '`ready` from here, `doubtful` where it is likely to hang or fail, else `not-ready`',
          ),
        brokenBy: ids().describe('required and unmet'),
        degradedBy: ids().describe('helpful and unmet, or unmet at some of several hosts'),
        unproven: ids().describe('required and unproven'),
        unknown: z
          .array(text())
          .exactOptional()
          .describe('what stands in its way besides, and this version does not know'),
        explanation: text().describe('a sentence; empty where it works'),
        alternatives: z
          .array(words.method())
          .describe('other ways to install the client that do not break, best first'),
      }),
    )
    .describe('A verdict each.'),
  requirements: z
    .array(
      z.object({
        id: words.requirement().describe('key of `catalogue`'),
        status: words.status().describe('follows from the outcome'),
        outcome: words.requirementOutcome().describe("the best endpoint's"),
        unmetHosts: z.array(text()).describe('hosts that did not meet it'),
        fallbackHosts: z
          .array(text())
          .exactOptional()
          .describe('servers of other locations, which count where none of its own does'),
        endpoints: z.array(endpoint).describe('what was looked at'),
      }),
    )
    .describe('What was seen.'),
  unknown: z
    .array(
      z.object({
        id: text().describe('as that version names it'),
        status: words.status().describe('as it found it'),
      }),
    )
    .exactOptional()
    .describe('What a newer version saw, and this one does not know.'),
  warnings: z
    .array(
      z.object({
        code: text().describe('a warning of docs/verdicts.md'),
        message: text().describe('a sentence'),
        facts: z.looseObject({}).describe('what the sentence is made from'),
      }),
    )
    .describe('Worth knowing.'),
  location: location.exactOptional().describe('where it is, in a site with boundary groups'),
  self: selfFacts.exactOptional().describe('what the client told of itself; it changes no verdict'),
});

/** `-o json` of `check` and `merge`. */
export const reportSchema = headMembers
  .extend({
    clients: z.array(client).describe('The clients, in order.'),
    run: reportTail.shape.run.describe('The run.'),
    indirect: reportTail.shape.indirect.describe('Servers looked at from the site server.'),
    summary: reportTail.shape.summary.describe('The sums.'),
  })
  .describe('Report of ccm-preflight: check -o json, merge -o json');
reportSchema satisfies z.ZodType<Omit<Report, 'clients'>>;
