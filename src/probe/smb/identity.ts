import { isIP } from 'node:net';

const NETBIOS_NAME_LENGTH = 15;

/** The two names by which a computer may be asked for. */
export interface ComputerNames {
  readonly netbiosComputerName: string | null;
  readonly dnsComputerName: string | null;
}

/**
 * Whether the computer that answered is the one asked for. `unknown` where an address was asked
 * for, or the computer tells no name.
 */
export function compareIdentity(
  host: string,
  names: ComputerNames,
): 'same' | 'different' | 'unknown' {
  const { netbiosComputerName, dnsComputerName } = names;
  if (isIP(host) !== 0) return 'unknown';
  if (netbiosComputerName === null && dnsComputerName === null) return 'unknown';
  const asked = firstLabel(host);
  if (dnsComputerName !== null && firstLabel(dnsComputerName) === asked) return 'same';
  return netbiosComputerName?.toLowerCase() === asked.slice(0, NETBIOS_NAME_LENGTH)
    ? 'same'
    : 'different';
}

function firstLabel(name: string): string {
  return name.replace(/\..*/su, '').toLowerCase();
}
