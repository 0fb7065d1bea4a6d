import { z } from 'zod';
import { type TableFlow, isOwnId, methodOf } from '../../catalogue/flow.ts';
import { type OwnFlow, isTellable } from '../../catalogue/own.ts';
import { savedId } from '../../judge/saved-words.ts';
import { cataloguedFlow } from '../../report/model/catalogue.ts';
import type { CatalogueFacts, HeadFacts } from '../../report/model/report.ts';
import { catalogueFacts, reportHead } from '../../report/model/schema.ts';
import { vantagesOf } from '../../report/model/vantages.ts';
import { reason, reasons } from './reason.ts';

const MAX_PORTS = 64;
const MAX_UNKNOWN = 256;

/**
 * What a report may say of a requirement: what hangs on its site. What the flow is, and every
 * sentence about it, this tool has in its own tables.
 */
const row = catalogueFacts
  .pick({ necessity: true, ports: true, notNamed: true, expect: true })
  .extend({
    ports: catalogueFacts.shape.ports.max(MAX_PORTS),
    reasons: reasons.default([]),
  });

const told = z.string().refine(isTellable);

/** What a report says of a user's row: this tool has no table of them. */
const ownRow = row.extend({
  to: catalogueFacts.shape.to,
  transport: catalogueFacts.shape.transport,
  /** Any word: which ones are allowed does not follow from the row's other members. */
  unprobed: z.string().nullable(),
  own: z.object({
    title: told.min(1),
    purpose: told,
    symptom: told,
    fix: told,
    source: told,
  }),
});

const said = reportHead.extend({
  methods: z.array(reportHead.shape.methods.element.extend({ notApplicable: reason.nullable() })),
  catalogue: z.record(z.string(), z.unknown()),
  unknownRequirements: z.array(savedId).max(MAX_UNKNOWN).exactOptional(),
});

/**
 * The part that is known before the first probe: a file's first line, or a document's first
 * members.
 */
export const savedHead = said.transform((head, context): HeadFacts => {
  const { unknownRequirements = [], ...rest } = head;
  const unknown = new Set(unknownRequirements);
  const catalogue: [string, CatalogueFacts][] = [];
  for (const [id, value] of Object.entries(head.catalogue)) {
    const flow = cataloguedFlow(id, head.site.product);
    const read = isOwnId(id)
      ? ownRow
          .transform((said) => ownFactsOf(id, said, head.run))
          .safeParse(value, { reportInput: true })
      : (flow === null
          ? unknownRow(id)
          : row.transform((said) => factsOf(flow, said, head.run))
        ).safeParse(value, { reportInput: true });
    if (!read.success) {
      for (const { path, message, input } of read.error.issues) {
        context.issues.push({
          code: 'custom',
          path: ['catalogue', id, ...path],
          message,
          input,
        });
      }
    } else if (read.data === null) unknown.add(id);
    else catalogue.push([id, read.data]);
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
  flow: TableFlow,
  { necessity, ports: those, reasons: why, notNamed, expect }: z.infer<typeof row>,
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
    ...(expect === undefined ? {} : { expect }),
  };
}

function ownFactsOf(
  id: OwnFlow['id'],
  { necessity, ports: those, reasons: why, notNamed, expect, ...said }: z.infer<typeof ownRow>,
  run: HeadFacts['run'],
): CatalogueFacts {
  const { to, transport, unprobed, own } = said;
  // A flow to a client is opened by the site server, any other by the client: runs look from
  // nowhere else.
  const opener = to === 'client' ? 'site-server' : 'client';
  const isNamed = notNamed === null || to === 'client';
  const looked = vantagesOf({ run }).includes(opener) ? null : 'not-checked';
  return {
    method: methodOf(id),
    necessity,
    from: opener,
    to,
    transport,
    ports: those,
    reasons: why,
    unprobed: isNamed ? (unprobed === 'by-hand' ? unprobed : looked) : 'not-named',
    notNamed: isNamed ? null : notNamed,
    ...(expect === undefined ? {} : { expect }),
    own,
  };
}
