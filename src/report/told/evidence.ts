import { isIP } from 'node:net';
import type { EndpointMapperFacts, EvidenceFacts } from '../../judge/facts.ts';
import type {
  DnsEvidence,
  HttpEvidence,
  LdapEvidence,
  Outcome,
  RpcDynamicEvidence,
  SmbEvidence,
} from '../../probe/observation.ts';
import type { Texts } from '../../text/texts.ts';

/** What an answer showed, part by part; empty if there is nothing to say. */
export function tellEvidence(
  evidence: EvidenceFacts,
  outcome: Outcome,
  { table }: Texts,
): readonly string[] {
  if (!('kind' in evidence)) return [];
  switch (evidence.kind) {
    case 'rpc-endpoint-mapper-udp':
    case 'icmp':
      return [];
    case 'smb':
      return tellSmb(evidence, table.evidence);
    case 'rpc-endpoint-mapper':
      return tellMapper(evidence, outcome, table.evidence);
    case 'rpc-dynamic':
      return tellDynamic(evidence, table.evidence);
    case 'http':
      return tellHttp(evidence, outcome);
    case 'revocation-list':
      return [evidence.url, ...(evidence.status === null ? [] : [`HTTP ${evidence.status}`])];
    case 'dns':
      return tellDns(evidence, table.evidence);
    case 'ldap':
      return tellDirectory(evidence, outcome, table.evidence);
    case 'kerberos':
      return evidence.errorCode === null ? [] : [`KRB-ERROR ${evidence.errorCode}`];
  }
}

type Phrases = Texts['table']['evidence'];

function tellDns(
  { record, records, transport }: DnsEvidence,
  { records: recordsOf, overTcpAlone }: Phrases,
): readonly string[] {
  return [
    record,
    ...(records === null || records === 0 ? [] : [recordsOf(records)]),
    ...(transport === 'tcp' ? [overTcpAlone] : []),
  ];
}

function tellDirectory(
  { dnsName, domain, resultCode }: LdapEvidence,
  outcome: Outcome,
  { isNamed, ofDomain }: Phrases,
): readonly string[] {
  return [
    ...(dnsName === null ? [] : [isNamed(dnsName)]),
    ...(domain === null || outcome === 'open' ? [] : [ofDomain(domain)]),
    ...(resultCode === null || outcome === 'open' ? [] : [`LDAP ${resultCode}`]),
  ];
}

function tellSmb(
  { dialect, dnsComputerName, netbiosComputerName, protocol }: SmbEvidence,
  { isNamed }: Phrases,
): readonly string[] {
  const name = dnsComputerName ?? netbiosComputerName;
  return [
    ...(protocol === null ? [] : [protocol === 'smb1' ? 'SMB1' : `SMB ${dialect ?? '2'}`]),
    ...(name === null ? [] : [isNamed(name)]),
  ];
}

/** Why the endpoint mapper's list is missing or incomplete. */
function tellMapper(
  { lookup, entries, bindings }: EndpointMapperFacts,
  outcome: Outcome,
  { isNamed, endpoints, lists }: Phrases,
): readonly string[] {
  const name = bindings?.find((binding) => isIP(binding) === 0);
  return [
    ...(outcome === 'wrong-host' && name !== undefined ? [isNamed(name)] : []),
    ...(entries === 0 ? [] : [endpoints(entries)]),
    ...(lookup === 'complete' || outcome !== 'open' ? [] : [lists[lookup]]),
  ];
}

const MAX_NAMED_PORTS = 3;

function tellDynamic(
  { tried, advertised }: RpcDynamicEvidence,
  { answering, triedOf, notWaitedFor }: Phrases,
): readonly string[] {
  if (tried.length === 0) return [];
  const open = tried.filter(({ outcome }) => outcome === 'open').map(({ port }) => port);
  const left = tried.filter(({ outcome }) => outcome === 'not-waited-for').length;
  return [
    answering(open.length, advertised, open.slice(0, MAX_NAMED_PORTS)),
    ...(advertised > tried.length ? [triedOf(tried.length)] : []),
    ...(left > 0 ? [notWaitedFor(left)] : []),
  ];
}

/** The server's name matters only if it serves the wrong page. */
function tellHttp(
  { status, reason, server, tls }: HttpEvidence,
  outcome: Outcome,
): readonly string[] {
  return [
    ...(status === null ? [] : [`HTTP ${status}${reason === null ? '' : ` ${reason}`}`]),
    ...(server === null || outcome === 'open' ? [] : [server]),
    ...(tls?.protocol ? [tls.protocol] : []),
  ];
}
