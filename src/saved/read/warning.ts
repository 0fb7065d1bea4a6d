import { z } from 'zod';
import { FLOW_NAMES } from '../../catalogue/flow.ts';
import type { WarningFacts } from '../../judge/facts.ts';
import type { Warning } from '../../judge/warning.ts';
import { MAX_TEXT, host, portNumber } from './vocabulary.ts';

/** What servers say of themselves, as long as a probe keeps it. */
const texts = z.array(z.string().max(MAX_TEXT));
/** Their sentences are ours: what is filled in is a word each. */
const word = z.string().regex(/^[\w.-]{1,64}$/);
/** `3.1.1`, `NT LM 0.12`. */
const dialect = z.string().regex(/^(?:NT LM )?\d+(?:\.\d+){1,2}$/);
const names = z.array(host);
const flow = z.enum(FLOW_NAMES);

const warning = z.discriminatedUnion('code', [
  z.object({ code: z.literal('clock-skew'), host, seconds: z.number() }),
  z.object({ code: z.literal('smb1-only'), host, dialect: dialect.nullable() }),
  z.object({ code: z.literal('address-translation'), host, address: host, bindings: names }),
  z.object({
    code: z.literal('short-name-differs'),
    host,
    shortName: host,
    addresses: names,
    shortAddresses: names,
  }),
  z.object({
    code: z.literal('unknown-issuer'),
    host,
    issuer: z.string().max(MAX_TEXT).nullable(),
  }),
  z.object({
    code: z.literal('path-mtu'),
    host,
    flow,
    direction: z.enum(['sent', 'received']),
  }),
  z.object({ code: z.literal('dynamic-partly'), host, silent: portNumber, open: portNumber }),
  z.object({
    code: z.literal('verb-blocked'),
    host,
    flow,
    request: z.enum(['head', 'range']),
    seen: z.enum(['cut', 'filtered']),
  }),
  z.object({ code: z.literal('relayed'), host, relay: z.string().max(MAX_TEXT) }),
  z.object({
    code: z.literal('incomplete-chain'),
    host,
    issuer: z.string().max(MAX_TEXT).nullable(),
  }),
  z.object({ code: z.literal('client-certificate'), host }),
  z.object({ code: z.literal('proxy-ignored'), host: z.null(), variable: word }),
  z.object({ code: z.literal('server-name'), host, names: texts }),
  z.object({ code: z.literal('http-404'), host, url: z.string().regex(/^\S{1,2048}$/) }),
  z.object({ code: z.literal('legacy-tls'), host, protocol: word }),
  z.object({ code: z.literal('stand-in'), host }),
]) satisfies z.ZodType<Warning>;

/** A code and its facts; a document repeats the code among the facts. */
export const warningFacts = z
  .object({ code: z.string(), facts: z.looseObject({}) })
  .transform(({ code, facts }) => ({ ...facts, code }))
  .pipe(warning)
  .transform((facts): WarningFacts => ({ code: facts.code, facts }));
