import { z } from 'zod';
import { type Flow, HOST_SOURCES } from '../../catalogue/flow.ts';
import { COMMUNICATIONS, NECESSITIES, PRODUCTS, VANTAGES } from '../../catalogue/vocabulary.ts';
import { checkHost } from '../../site/host.ts';
import { cataloguedFlow } from '../../report/model/catalogue.ts';
import {
  type CatalogueFacts,
  type HeadFacts,
  REPORT_SCHEMA,
  RUN_OPTIONS,
} from '../../report/model/report.ts';
import { vantagesOf } from '../../report/model/vantages.ts';
import { reason, reasons } from './reason.ts';
import { portNumber } from '../../probe/saved-words.ts';
import { method, moment, savedId } from './vocabulary.ts';

const from = z.enum(VANTAGES);
/** What is known of a run before its first probe. */
export const runShape = {
  from: from.describe('where the run stood'),
  joined: z
    .array(from)
    .refine((joined) => VANTAGES.every((end) => joined.includes(end)))
    .exactOptional()
    .describe('of a joined report: the ends that were looked from'),
  startedAt: moment.describe('ISO 8601'),
  standsFor: z
    .string()
    .refine((text) => 'value' in checkHost(text))
    .exactOptional()
    .describe('the client in whose place another computer was looked from (`--client-name`)'),
  options: z
    .record(z.string(), z.string().nullable())
    .overwrite(knownOptions)
    .exactOptional()
    .describe('options besides those of the site that a later run needs too; null for a file'),
};

/** Words for a command that is printed: nothing else hangs on them, and what is no such word is dropped. */
function knownOptions(
  said: Readonly<Record<string, string | null>>,
): Record<string, string | null> {
  return Object.fromEntries(
    RUN_OPTIONS.flatMap((name) => {
      const value = said[name];
      return value === undefined || (value !== null && !/^[\da-z.]{1,16}$/.test(value))
        ? []
        : [[name, value] as const];
    }),
  );
}

const ports = z.array(z.union([portNumber, z.string().regex(/^\d{1,5}-\d{1,5}$/)])).max(64);

/**
 * What a report may say of a requirement: what hangs on its site. What the flow is, and every
 * sentence about it, this tool has in its own tables.
 */
const row = z.object({
  necessity: z.enum(NECESSITIES),
  ports,
  reasons: reasons.default([]),
  notNamed: z.enum(HOST_SOURCES).nullable(),
});

const MAX_UNKNOWN = 256;

const said = z.object({
  schema: z.literal(REPORT_SCHEMA),
  tool: z.object({ name: word(), version: word() }),
  run: z.object(runShape),
  site: z.object({
    product: z.enum(PRODUCTS),
    communication: z.enum(Object.values(COMMUNICATIONS).flat()),
    communicationSaid: z.enum(['told', 'assumed']).default('told'),
    siteCode: z
      .string()
      .regex(/^[a-z0-9]{3}$/i)
      .nullable(),
    siteServer: z
      .string()
      .refine((text) => 'value' in checkHost(text))
      .exactOptional(),
  }),
  methods: z.array(z.object({ method, notApplicable: reason.nullable() })),
  catalogue: z.record(z.string(), z.unknown()),
  unknownRequirements: z.array(savedId).max(MAX_UNKNOWN).exactOptional(),
});

/** A program's name or version. */
function word(): z.ZodString {
  return z.string().regex(/^[\w.+-]{1,64}$/);
}

/** What is known before the first probe: a file's first line, or a document's first members. */
export const reportHead = said.transform((head, context): HeadFacts => {
  const { unknownRequirements = [], ...rest } = head;
  const unknown = new Set(unknownRequirements);
  const catalogue: [string, CatalogueFacts][] = [];
  for (const [id, value] of Object.entries(head.catalogue)) {
    const flow = cataloguedFlow(id, head.site.product);
    const read = (flow === null ? unknownRow(id) : row).safeParse(value, { reportInput: true });
    if (!read.success) {
      for (const { path, message, input } of read.error.issues) {
        context.issues.push({
          code: 'custom',
          path: ['catalogue', id, ...path],
          message,
          input,
        });
      }
    } else if (flow === null || read.data === null) unknown.add(id);
    else catalogue.push([id, factsOf(flow, read.data, head.run)]);
  }
  return {
    ...rest,
    catalogue: Object.fromEntries(catalogue),
    ...(unknown.size === 0 ? {} : { unknownRequirements: [...unknown].toSorted() }),
  };
});

/** What this version does not know is taken by its name alone. */
function unknownRow(id: string): z.ZodType<null> {
  return z
    .unknown()
    .refine(() => savedId.safeParse(id).success)
    .transform(() => null);
}

function factsOf(
  flow: Flow,
  { necessity, ports: those, reasons: why, notNamed }: z.infer<typeof row>,
  run: HeadFacts['run'],
): CatalogueFacts {
  const { method: whose, from: opener, to, transport, hosts } = flow;
  const isNamed = notNamed === null || hosts === 'client';
  return {
    method: whose,
    necessity,
    from: opener,
    to,
    transport,
    ports: those,
    reasons: why,
    unprobed: isNamed ? (vantagesOf({ run }).includes(opener) ? null : 'not-checked') : 'not-named',
    notNamed: isNamed ? null : hosts,
  };
}
