/** The names of a Windows computer. */
export interface ComputerIdentity {
  readonly netbiosComputerName: string;
  readonly netbiosDomainName: string;
  readonly dnsComputerName: string;
  readonly dnsDomainName: string;
}

/**
 * The names of a computer with the given full name. Like Windows, a computer in a workgroup (a name
 * without a dot) gives its own name in place of a domain's.
 */
export function computerIdentityOf(fullName: string): ComputerIdentity {
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
