import { z } from 'zod';
import type { EndpointMapperFacts, EvidenceFacts } from '../../judge/facts.ts';
import { endpointMapper } from '../../judge/saved-facts.ts';
import { CONTROL_OUTCOMES, EVIDENCE, TRIED_OUTCOMES } from '../../probe/evidence.ts';
import type { RpcDynamicEvidence, SmbEvidence } from '../../probe/observation.ts';
import { usualLookupStatus, usualSmb } from '../../report/model/usual.ts';
import { count, portNumber } from '../../probe/saved-words.ts';

/** Names that follow from the full one are left out. */
const smb = EVIDENCE.smb
  .partial({
    netbiosComputerName: true,
    netbiosDomainName: true,
    dnsDomainName: true,
    sessionStatus: true,
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

/** The name that was given, or its absence if that was stated; else what follows from the rest. */
function saidOr(said: string | null | undefined, usual: string | null): string | null {
  return said === undefined ? usual : said;
}

const mapper = endpointMapper
  .partial({ lookupStatus: true })
  .transform((said): EndpointMapperFacts => ({
    kind: said.kind,
    lookup: said.lookup,
    lookupStatus: saidOr(said.lookupStatus, usualLookupStatus(said)),
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
  EVIDENCE['rpc-dynamic'].shape.tried.element,
]);

/** Reports of earlier versions call a control port that accepts `open`. */
const controlOutcome = z
  .enum([...CONTROL_OUTCOMES, 'open'])
  .transform((said) => (said === 'open' ? 'accepted' : said));

const rpcDynamic = EVIDENCE['rpc-dynamic']
  .extend({
    advertised: count.exactOptional(),
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

const { icmp, http, 'rpc-endpoint-mapper-udp': udp, 'revocation-list': revocation } = EVIDENCE;
const { dns, ldap, kerberos } = EVIDENCE;

/** What an answer showed; nothing, or `{}`, where there was nothing to see. */
export const evidence = z
  .union([
    z.discriminatedUnion('kind', [
      icmp,
      smb,
      mapper,
      rpcDynamic,
      udp,
      http,
      revocation,
      dns,
      ldap,
      kerberos,
    ]),
    z.strictObject({}),
  ])
  .default({}) satisfies z.ZodType<EvidenceFacts>;
