/** What a Windows computer calls itself. */
export interface ComputerIdentity {
  readonly netbiosComputerName: string;
  readonly netbiosDomainName: string;
  readonly dnsComputerName: string;
  readonly dnsDomainName: string;
}

/**
 * The names of a computer with the given full name. One in a workgroup (a name without a dot) tells
 * its own name in place of a domain's, as Windows does.
 */
export function identityOf(fullName: string): ComputerIdentity {
  const [label = fullName, ...domain] = fullName.split('.');
  const [domainLabel = label] = domain;
  return {
    netbiosComputerName: netbios(label),
    netbiosDomainName: netbios(domainLabel),
    dnsComputerName: fullName,
    dnsDomainName: domain.join('.') || fullName,
  };
}

/** NetBIOS names have at most 15 characters. */
const netbios = (label: string): string => label.slice(0, 15).toUpperCase();
