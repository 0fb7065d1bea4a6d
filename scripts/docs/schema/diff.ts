import { z } from 'zod';
import { FLOW_NAMES } from '../../../src/catalogue/flow.ts';
import { AUDIT_RESULTS } from '../../../src/judge/audit.ts';
import { DIFF_SCHEMA, type DiffHead, type DiffTail } from '../../../src/diff/model.ts';
import { CHANGES } from '../../../src/diff/model.ts';
import { site, tool, words } from './words.ts';

const { text, count } = words;

function pair<T extends z.ZodType>(value: T): z.ZodObject<{ old: T; new: T }> {
  return z.object({ old: value.describe('before'), new: value.describe('after') });
}

const compared = z.object({
  report: text().describe('the file, as it was named'),
  run: z
    .object({
      from: words.vantage().describe('where the run stood'),
      joined: z.array(words.vantage()).exactOptional().describe('the ends of a joined report'),
      startedAt: words.moment().describe('ISO 8601'),
    })
    .describe('its run'),
  site,
});

const only = z.enum(['old', 'new']).describe('the report that alone has it');
const difference = z.union([
  z.object({ what: z.literal('vantage'), only, vantage: words.vantage().describe('an end') }),
  z.object({ what: z.literal('method'), only, method: words.method().describe('a method') }),
  z.object({ what: z.literal('requirement'), only, id: text().describe('a requirement') }),
  z.object({ what: z.literal('expect'), only, id: words.requirement().describe('a requirement') }),
  pair(text().nullable()).extend({ what: z.literal('site-code') }),
  pair(words.communication()).extend({ what: z.literal('communication') }),
  pair(text()).extend({ what: z.literal('ports'), id: text().describe('a requirement') }),
  pair(words.necessity()).extend({
    what: z.literal('necessity'),
    id: text().describe('a requirement'),
  }),
]);

const change = (): z.ZodEnum<z.util.ToEnum<(typeof CHANGES)[number]>> => z.enum(CHANGES);
const seen = z.object({
  status: words.status().describe('of the requirement'),
  outcome: words.requirementOutcome().describe('of the requirement'),
  cause: words.cause().nullable().describe('why an answer was not the expected one'),
  unmetHosts: z.array(text()).describe('hosts that did not meet it'),
});

const client = z.union([
  z.object({
    client: text().describe('its name'),
    change: change().describe("the worst of its methods' and findings' changes"),
    answered: pair(z.boolean().nullable()).describe('whether anything of it answered'),
    methods: z
      .array(
        z.object({
          method: words.method().describe('judged'),
          change: change().describe('of the method'),
          verdict: pair(words.verdict()).describe('over all that it needs'),
          here: pair(words.verdict()).describe('over what was looked at'),
          because: z.array(words.requirement()).describe('requirements that changed'),
          warnings: z
            .object({
              appeared: z.array(text()).describe('codes'),
              gone: z.array(text()).describe('codes'),
            })
            .describe('that weigh on the method'),
        }),
      )
      .describe('Methods that changed.'),
    requirements: z
      .array(
        z.object({
          id: words.requirement().describe('name'),
          change: change().describe('of the requirement'),
          old: seen.describe('before'),
          new: seen.describe('after'),
        }),
      )
      .describe('Requirements that changed.'),
    audit: z
      .array(
        z.object({
          flow: z.enum(FLOW_NAMES).describe('expected to be closed'),
          change: change().describe('`worse`: a finding appeared; `better`: one went'),
          old: z.enum(AUDIT_RESULTS).describe('before'),
          new: z.enum(AUDIT_RESULTS).describe('after'),
        }),
      )
      .exactOptional()
      .describe('Findings that appeared or went.'),
  }),
  z.object({
    client: text().describe('its name'),
    change: z.enum(['new', 'gone', 'not-compared']).describe('why it is not compared'),
  }),
]);

/** `-o json` of `diff`. */
export const diffSchema = z
  .object({
    schema: z.literal(DIFF_SCHEMA).describe('the form of this document'),
    tool,
    old: compared.describe('The first report.'),
    new: compared.describe('The second report.'),
    differences: z.array(difference).describe('What cannot be compared, or was not the same.'),
    clients: z.array(client).describe('Clients that changed.'),
    complete: z.boolean().describe('false where the command was interrupted'),
    summary: z
      .object({
        clients: count().describe('in both reports'),
        same: count().describe('unchanged'),
        worse: count().describe('a method got worse'),
        better: count().describe('a method got better, none worse'),
        other: count().describe('changed without a better or worse verdict'),
        noAnswer: count().describe('that answered before and do not any more'),
        new: count().describe('in the second report alone'),
        gone: count().describe('in the first report alone'),
        notCompared: count().describe('looked at from different ends, or interrupted'),
        lacking: z
          .array(z.enum(['old', 'new']))
          .describe(
            'reports whose runs were stopped before they had looked at all clients of the other',
          ),
        exitCode: words.exitCode().describe('of the command'),
      })
      .describe('The sums.'),
  })
  .describe('Comparison of ccm-preflight: diff -o json');
diffSchema satisfies z.ZodType<DiffHead & DiffTail>;
