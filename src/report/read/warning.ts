import { z } from 'zod';
import type { WarningFacts } from '../../judge/facts.ts';
import type { Warning } from '../../judge/warning.ts';

const host = z.string();
const texts = z.array(z.string());

const warning = z.discriminatedUnion('code', [
  z.object({ code: z.literal('clock-skew'), host, seconds: z.number() }),
  z.object({ code: z.literal('smb1-only'), host, dialect: z.string().nullable() }),
  z.object({ code: z.literal('address-translation'), host, address: host, bindings: texts }),
  z.object({
    code: z.literal('short-name-differs'),
    host,
    shortName: z.string(),
    addresses: texts,
    shortAddresses: texts,
  }),
  z.object({ code: z.literal('unknown-issuer'), host, issuer: z.string().nullable() }),
  z.object({ code: z.literal('client-certificate'), host }),
  z.object({ code: z.literal('proxy-ignored'), host: z.null(), variable: z.string() }),
  z.object({ code: z.literal('server-name'), host, names: texts }),
  z.object({ code: z.literal('http-404'), host, url: z.string() }),
  z.object({ code: z.literal('legacy-tls'), host, protocol: z.string() }),
  z.object({ code: z.literal('stand-in'), host }),
]) satisfies z.ZodType<Warning>;

/** A code and its facts; a document repeats the code among the facts. */
export const warningFacts = z
  .object({ code: z.string(), facts: z.looseObject({}) })
  .transform(({ code, facts }) => ({ ...facts, code }))
  .pipe(warning)
  .transform((facts): WarningFacts => ({ code: facts.code, facts }));
