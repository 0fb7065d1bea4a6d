import { z } from 'zod';
import {
  EXPLANATION_SCHEMA,
  type ExplanationEntry,
} from '../../../src/report/documents/explain/json.ts';
import { FLOW_NAMES } from '../../../src/catalogue/flow.ts';
import { PRODUCTS } from '../../../src/catalogue/vocabulary.ts';
import { ports, words } from './words.ts';

const { text } = words;

const flow = z.object({
  product: z.enum(PRODUCTS).describe('whose port table has it'),
  id: words.requirement().describe('name of the requirement'),
  title: text().describe('short name'),
  method: words.method().describe('that needs it'),
  necessity: words.necessity().describe('what hangs on it'),
  necessityText: text().describe('the same in words, with what changes it'),
  from: words.vantage().describe('the end that opens it'),
  to: words.role().describe('the other end'),
  transport: words.transport().describe('below'),
  ports: ports.describe('the default ones, numbers or ranges; none for ICMP'),
  when: z.array(text()).describe('the conditions under which a site needs it'),
  purpose: text().describe('what it is for'),
  withoutIt: text().describe('what fails without it'),
  fix: text().describe('what to open'),
  source: text().describe('row of the port documents'),
});

const error = z.object({
  kind: z.literal('error').describe('an error code of a log'),
  code: text().describe('as an HRESULT'),
  symbol: text().nullable().describe('its name, null where it has none that is known'),
  title: text().describe('how people call it'),
  meaning: text().describe('what it says'),
  flows: z.array(z.enum(FLOW_NAMES)).describe('whose failure looks so'),
});

const stateMessage = z.object({
  kind: z.literal('state-message').describe('a state that a client reported'),
  code: text().describe('its number'),
  step: text().describe('the stage of the installation'),
  title: text().describe('what it says'),
  meaning: text().describe('what follows; empty where nothing does'),
});

const noError = z.object({
  kind: z
    .enum(['success', 'setup-exit'])
    .describe('a number that is no error, or a code that CCMSetup ends with'),
  code: text().describe('its number; of a success, as an HRESULT'),
  title: text().describe('how people call it'),
  meaning: text().describe('what it says'),
});

/** `-o json` of `explain`. */
export const explanationSchema = z
  .object({
    schema: z.literal(EXPLANATION_SCHEMA).describe('the form of this document'),
    flows: z.array(flow).describe('The flows that were asked for, a row of a product each.'),
    meanings: z
      .array(z.discriminatedUnion('kind', [error, noError, stateMessage]))
      .describe('What a number means besides, none where none was asked for.'),
  })
  .describe('Explanation of ccm-preflight: explain -o json');
explanationSchema satisfies z.ZodType<ExplanationEntry>;
