import { OWN_NAME, SITE_CONDITIONS } from '../../src/catalogue/flow.ts';
import { MAX_OWN_TEXT, OWN_SERVICES } from '../../src/catalogue/own.ts';
import {
  METHODS,
  NECESSITIES,
  PRODUCTS,
  ROLES,
  TRANSPORTS,
  VANTAGES,
} from '../../src/catalogue/vocabulary.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const OWN = { type: 'string', pattern: OWN_NAME.source } as const;
const TEXT = { type: 'string', maxLength: MAX_OWN_TEXT } as const;
const SAID = { ...TEXT, minLength: 1 } as const;

function oneOrMore(entry: JsonSchema): JsonSchema {
  return { anyOf: [entry, { type: 'array', items: entry }] };
}

/** The keys of a row, with what each means. */
export const ROW_KEYS = {
  id: { ...OWN, description: 'its name, which begins with own-' },
  methods: {
    ...oneOrMore({ anyOf: [{ enum: METHODS }, OWN] }),
    description: 'methods that need it, or a name of your own for what it is for',
  },
  products: {
    ...oneOrMore({ enum: PRODUCTS }),
    description: 'products that have it; both unless said',
  },
  from: { enum: VANTAGES, description: 'the end that opens it' },
  to: { enum: ROLES, description: 'the other end' },
  hosts: {
    ...oneOrMore({ type: 'string', minLength: 1 }),
    description:
      'the servers, where they are not those that the site names for the role; any of them',
  },
  transport: { enum: TRANSPORTS, description: 'the protocol' },
  port: {
    anyOf: [
      { type: 'integer', minimum: 1, maximum: 65_535 },
      { type: 'string', pattern: String.raw`^\s*\d+\s*-\s*\d+\s*$` },
    ],
    description: 'one port, or a range, which is not probed; none for icmp',
  },
  service: {
    enum: OWN_SERVICES,
    description: 'what is asked at a TCP port; tcp, an accepted connection, unless said',
  },
  condition: {
    ...oneOrMore({ enum: SITE_CONDITIONS }),
    description: 'when a site needs it; all of these',
  },
  necessity: { enum: NECESSITIES, description: 'what hangs on it' },
  title: { ...SAID, description: 'short name, shown wherever the flow is told' },
  purpose: { ...TEXT, description: 'what it is for' },
  symptom: { ...TEXT, description: 'what fails without it' },
  fix: { ...TEXT, description: 'what to do at its end' },
  source: { ...SAID, description: 'where it is documented' },
} as const satisfies Readonly<Record<string, JsonSchema>>;

const REQUIRED = [
  'id',
  'methods',
  'from',
  'to',
  'transport',
  'necessity',
  'title',
  'source',
] as const satisfies readonly (keyof typeof ROW_KEYS)[];

/** A JSON Schema of a catalogue file, for editors. What several keys say together is left to the tool. */
export function catalogueJsonSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Catalogue of ccm-preflight',
    type: 'object',
    properties: {
      rows: {
        type: 'array',
        items: {
          type: 'object',
          properties: ROW_KEYS,
          required: REQUIRED,
          additionalProperties: false,
        },
      },
    },
    required: ['rows'],
    additionalProperties: false,
  };
}
