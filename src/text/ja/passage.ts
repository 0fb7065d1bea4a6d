import type { Passage } from '../texts.ts';
import { ROLES, VANTAGES } from './words.ts';
import { list } from './numbers.ts';

/** What to open on firewalls in between. */
export function tellPassage({ transport, ports, from, to }: Passage): string {
  const what =
    transport === 'icmp'
      ? 'ICMP エコー要求とその応答'
      : `${transport.toUpperCase()} ${list(ports)}`;
  return `経路上のすべてのファイアウォールで、${VANTAGES[from]}から${ROLES[to]}への ${what} を許可する。`;
}
