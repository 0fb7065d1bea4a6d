import { z } from 'zod';
import {
  type DiscoveryQuery,
  type Contradiction,
  DISCOVERY_SCHEMA,
  FACT_KINDS,
  type FactSource,
  NOT_TOLD,
} from '../../../src/discover/model.ts';
import { tool, words } from './words.ts';

const { text } = words;

const source = z.union([
  z.object({ kind: z.literal('option'), option: text().describe('of the command line') }),
  z.object({
    kind: z.literal('dns'),
    record: text().describe('that was asked for'),
    server: text().nullable().describe("that was asked; null for the system's"),
  }),
  z.object({ kind: z.literal('management-point'), url: text().describe('that was asked') }),
  z.object({ kind: z.literal('management-point-list'), url: text().describe('that was asked') }),
  z.object({
    kind: z.literal('registry'),
    key: text().describe('that was read'),
    name: text().describe('of the value'),
  }),
]);
source satisfies z.ZodType<FactSource>;

const asked = z.object({
  of: z
    .union([
      z.object({
        kind: z.literal('dns'),
        record: text().describe('record'),
        server: text().nullable().describe("null for the system's"),
      }),
      z.object({ kind: z.literal('management-point'), url: text().describe('page') }),
      z.object({ kind: z.literal('registry'), key: text().describe('key') }),
    ])
    .describe('what was asked'),
  outcome: z
    .enum(['answered', 'nothing', 'failed'])
    .describe('`nothing`: it answered that there is none'),
  code: text().nullable().describe('why it failed'),
});
asked satisfies z.ZodType<DiscoveryQuery>;

const contradiction = z.object({
  what: z.enum(['site-code', 'product', 'http-port', 'https-port']).describe('there is one of'),
  said: z
    .array(
      z.object({
        value: text().describe('in the site file'),
        versions: z.array(text()).describe('of a product'),
        sources: z.array(source).describe('that said so'),
      }),
    )
    .describe('the one that was taken comes first'),
});
contradiction satisfies z.ZodType<Contradiction>;

/** `-o json` of `discover`. */
export const discoverySchema = z
  .object({
    schema: z.literal(DISCOVERY_SCHEMA).describe('the form of this document'),
    tool,
    complete: z.boolean().describe('false where the command was interrupted'),
    site: z.looseObject({}).describe('the values that were chosen, as a site file has them'),
    findings: z
      .array(
        z.object({
          what: z.enum(FACT_KINDS).describe('what was found'),
          value: z
            .union([text(), z.int()])
            .describe(
              'in the words of the site file; of communication: `takes-http`, `demands-https`, `site-issued-certificate`',
            ),
          version: text().exactOptional().describe('of a product'),
          port: words.port().nullable().exactOptional().describe('of a server'),
          scheme: z.enum(['http', 'https']).exactOptional().describe('of a software update point'),
          source: source.describe('who said so'),
        }),
      )
      .describe('What each source said.'),
    contradictions: z.array(contradiction).describe('Sources that disagree.'),
    communicationNotTold: z
      .enum(NOT_TOLD)
      .nullable()
      .describe(
        'why what management points showed does not tell the communication; null where it is told, or nothing was seen',
      ),
    asked: z.array(asked).describe('What was asked, and what came of it.'),
    notAsked: z
      .array(z.enum(['dns-without-site-code', 'dns-without-domain', 'no-management-point']))
      .describe('what could not be asked, and why'),
    refused: words.count().describe('names in answers that are no names of computers'),
    withoutAddress: z.array(text()).describe('names that have no address here'),
    exitCode: words.exitCode().describe('of the command'),
  })
  .describe('What ccm-preflight found of a site: discover -o json');
