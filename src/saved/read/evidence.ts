import { z } from 'zod';
import type { EndpointMapperFacts, EvidenceFacts } from '../../judge/facts.ts';
import {
  BESIDES_REQUESTS,
  CONTROL_OUTCOMES,
  ICMP_SENDERS,
  LOST_SEGMENTS,
  type RpcDynamicEvidence,
  type SmbEvidence,
  TRIED_OUTCOMES,
} from '../../probe/observation.ts';
import { usualLookupStatus, usualSmb } from '../../report/model/usual.ts';
import { count, portNumber, textOrNull } from './vocabulary.ts';

const icmp = z.object({
  kind: z.literal('icmp'),
  sender: z.enum(ICMP_SENDERS).default('program'),
  program: textOrNull,
  line: textOrNull,
});

/** Left out where it is what follows from the rest. */
const derived = z.string().nullable().exactOptional();

const smb = z
  .object({
    kind: z.literal('smb'),
    protocol: z.enum(['smb2', 'smb1']).nullable().default(null),
    dialect: textOrNull,
    signing: z.enum(['required', 'enabled', 'disabled']).nullable().default(null),
    serverGuid: textOrNull,
    serverTime: textOrNull,
    localTime: textOrNull,
    netbiosComputerName: derived,
    netbiosDomainName: derived,
    dnsComputerName: textOrNull,
    dnsDomainName: derived,
    ntlmTime: textOrNull,
    sessionStatus: derived,
  })
  .transform((said): SmbEvidence => {
    const usual = usualSmb(said);
    return {
      kind: said.kind,
      protocol: said.protocol,
      dialect: said.dialect,
      signing: said.signing,
      serverGuid: said.serverGuid,
      serverTime: said.serverTime,
      localTime: said.localTime,
      netbiosComputerName: saidOr(said.netbiosComputerName, usual.netbiosComputerName),
      netbiosDomainName: saidOr(said.netbiosDomainName, usual.netbiosDomainName),
      dnsComputerName: said.dnsComputerName,
      dnsDomainName: saidOr(said.dnsDomainName, usual.dnsDomainName),
      ntlmTime: said.ntlmTime,
      sessionStatus: saidOr(said.sessionStatus, usual.sessionStatus),
    };
  });

/** A name that was said, or said to be missing; else what follows from the rest. */
function saidOr(said: string | null | undefined, usual: string | null): string | null {
  return said === undefined ? usual : said;
}

const rpcEndpoint = z.object({
  interface: z.string(),
  version: z.string(),
  protocol: z.string(),
  port: portNumber.nullable(),
  address: textOrNull,
  pipe: textOrNull,
  name: textOrNull,
  annotation: z.string(),
});

const endpointMapper = z
  .object({
    kind: z.literal('rpc-endpoint-mapper'),
    lookup: z.enum(['complete', 'partial', 'denied', 'failed', 'not-asked']),
    lookupStatus: derived,
    endpoints: z.array(rpcEndpoint).default([]),
    bindings: z.array(z.string()).nullable().default(null),
    comVersion: textOrNull,
    fullSegmentsLost: z.enum(LOST_SEGMENTS).nullable().default(null),
    entries: count,
  })
  .transform((said): EndpointMapperFacts => ({
    kind: said.kind,
    lookup: said.lookup,
    lookupStatus: said.lookupStatus === undefined ? usualLookupStatus(said) : said.lookupStatus,
    endpoints: said.endpoints,
    bindings: said.bindings,
    comVersion: said.comVersion,
    fullSegmentsLost: said.fullSegmentsLost,
    entries: said.entries,
  }));

const triedOutcome = z.enum(TRIED_OUTCOMES);
type Tried = RpcDynamicEvidence['tried'][number];

/** As a line has it, `49664` or `[49670, "filtered", "spoolss"]`, or as a document has it. */
const tried = z.union([
  portNumber.transform((port): Tried => ({ port, outcome: 'open', interfaces: [] })),
  z
    .tuple([portNumber, triedOutcome], z.string())
    .transform(([port, seen, ...interfaces]): Tried => ({ port, outcome: seen, interfaces })),
  z.object({ port: portNumber, outcome: triedOutcome, interfaces: z.array(z.string()) }),
]);

/** Reports of earlier versions call a control port that accepts `open`. */
const controlOutcome = z
  .enum([...CONTROL_OUTCOMES, 'open'])
  .transform((said) => (said === 'open' ? 'accepted' : said));

const rpcDynamic = z
  .object({
    kind: z.literal('rpc-dynamic'),
    advertised: count.exactOptional(),
    range: z.object({ first: portNumber, last: portNumber }),
    tried: z.array(tried),
    control: z.object({ port: portNumber, outcome: controlOutcome }).nullable().default(null),
  })
  .transform((said): RpcDynamicEvidence => ({
    kind: said.kind,
    advertised: said.advertised ?? said.tried.length,
    range: said.range,
    tried: said.tried,
    control: said.control,
  }));

const udp = z.object({ kind: z.literal('rpc-endpoint-mapper-udp'), packetType: textOrNull });

const tls = z.object({
  protocol: textOrNull,
  cipher: textOrNull,
  subject: textOrNull,
  names: z.array(z.string()),
  issuer: textOrNull,
  validFrom: textOrNull,
  validTo: textOrNull,
  nameMatches: z.enum(['yes', 'no', 'unknown']),
  chainProblem: textOrNull,
  issuerTrust: z.enum(['trusted', 'site-issued', 'unknown', 'not-checked']),
  missingIssuer: textOrNull,
  clientCertificate: z.enum(['asked', 'not-asked', 'unknown']),
  downgraded: z.enum(['yes', 'no']),
});

const http = z.object({
  kind: z.literal('http'),
  url: z.string(),
  status: z.int().nullable().default(null),
  reason: textOrNull,
  server: textOrNull,
  location: textOrNull,
  content: z.enum(['found', 'missing', 'not-looked-for']),
  iis: z.enum(['headers', 'page', 'none']).default('none'),
  filter: textOrNull,
  relay: textOrNull,
  subStatus: textOrNull,
  serverTime: textOrNull,
  localTime: textOrNull,
  besides: z
    .object({
      request: z.enum(BESIDES_REQUESTS),
      seen: z.enum(['passed', 'cut', 'filtered', 'not-told']),
      status: z.int().nullable().default(null),
      filter: textOrNull,
    })
    .nullable()
    .default(null),
  fullSegmentsLost: z.enum(['sent', 'received']).nullable().default(null),
  tls: tls.nullable().default(null),
});

/** What an answer showed; nothing, or `{}`, where there was nothing to see. */
export const evidence = z
  .union([
    z.discriminatedUnion('kind', [icmp, smb, endpointMapper, rpcDynamic, udp, http]),
    z.strictObject({}),
  ])
  .default({}) satisfies z.ZodType<EvidenceFacts>;
