import type { EndpointFacts } from '../../judge/facts.ts';
import type { Status } from '../../judge/vocabulary.ts';
import type { EndpointMapperEvidence, SmbEvidence } from '../../probe/observation.ts';

// A saved line leaves out what follows from its other members; the reader restores it from here.
// Any other member that is left out is null.

/**
 * The hosts that did not meet a requirement, as long as no one of several differs from the rest.
 */
export function usualUnmetHosts(
  status: Status,
  endpoints: readonly Pick<EndpointFacts, 'host'>[],
): readonly string[] {
  return status === 'unmet' ? [...new Set(endpoints.map(({ host }) => host))] : [];
}

type UsualSmb = Pick<
  SmbEvidence,
  'netbiosComputerName' | 'netbiosDomainName' | 'dnsDomainName' | 'sessionStatus'
>;

/**
 * Windows derives three of its four names from one; STATUS_MORE_PROCESSING_REQUIRED is a challenge.
 */
export function usualSmb({
  protocol,
  dnsComputerName,
}: Pick<SmbEvidence, 'protocol' | 'dnsComputerName'>): UsualSmb {
  const [computer = '', ...domain] = (dnsComputerName ?? '').split('.');
  return {
    netbiosComputerName: netbiosName(computer),
    netbiosDomainName: netbiosName(domain[0] ?? ''),
    dnsDomainName: domain.join('.') || null,
    sessionStatus: protocol === null ? null : '0xc0000016',
  };
}

const MAX_NETBIOS_NAME = 15;

function netbiosName(label: string): string | null {
  return label.toUpperCase().slice(0, MAX_NETBIOS_NAME) || null;
}

export function usualLookupStatus({
  lookup,
}: Pick<EndpointMapperEvidence, 'lookup'>): string | null {
  return lookup === 'complete' ? '0x00000000' : null;
}
