import type { Passage } from '../texts.ts';
import { ROLES, VANTAGES } from './words.ts';

/** What to open on firewalls in between. */
export function tellPassage({ transport, ports, from, to }: Passage): string {
  const what =
    transport === 'icmp'
      ? 'ICMP echo request, and its reply back,'
      : `${transport.toUpperCase()} ${ports.join(', ')}`;
  return `On every firewall between: ${what} from the ${VANTAGES[from]} to the ${ROLES[to]}.`;
}
