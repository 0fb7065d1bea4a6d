import type { EvidenceFacts } from '../../judge/facts.ts';
import type {
  HttpEvidence,
  Outcome,
  RpcDynamicEvidence,
  SmbEvidence,
} from '../../probe/observation.ts';
import type { Texts } from '../../text/texts.ts';

/** What an answer showed, part by part; none where there is nothing to say. */
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
      if (evidence.lookup === 'denied') return [table.evidence.lookupDenied];
      return evidence.entries === 0 ? [] : [table.evidence.endpoints(evidence.entries)];
    case 'rpc-dynamic':
      return tellDynamic(evidence, table.evidence);
    case 'http':
      return tellHttp(evidence, outcome);
  }
}

type Phrases = Texts['table']['evidence'];

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

function tellDynamic({ tried }: RpcDynamicEvidence, { accepting }: Phrases): readonly string[] {
  if (tried.length === 0) return [];
  const open = tried.filter(({ outcome }) => outcome === 'open').length;
  return [accepting(open, tried.length)];
}

/** The server's name matters only where it serves the wrong page. */
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
