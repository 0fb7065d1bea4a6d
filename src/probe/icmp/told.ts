import type { Word } from './words.ts';

/** An ICMP error as Linux tells it: `from` is who sent it, null where that is not known. */
export interface IcmpError {
  readonly protocol: 'icmp' | 'icmpv6';
  readonly type: number;
  readonly code: number;
  readonly from: string | null;
}

const UNREACHABLE = { outcome: 'unreachable', code: 'EHOSTUNREACH' } as const satisfies Word;
const REFUSED = { outcome: 'refused', code: 'ECONNREFUSED' } as const satisfies Word;

/** RFC 792, RFC 1812 5.2.7. */
const ICMP = {
  unreachable: 3,
  portUnreachable: 3,
  fragmentationNeeded: 4,
  timeExceeded: 11,
} as const;

/** RFC 4443 3. */
const ICMPV6 = { unreachable: 1, portUnreachable: 4, timeExceeded: 3 } as const;

/** The word that the ping program would have had; null for what says nothing about the path. */
export function wordOfError({ protocol, type, code }: IcmpError): Word | null {
  if (protocol === 'icmp') {
    if (type === ICMP.timeExceeded) return UNREACHABLE;
    if (type !== ICMP.unreachable || code === ICMP.fragmentationNeeded) return null;
    return code === ICMP.portUnreachable ? REFUSED : UNREACHABLE;
  }
  if (type === ICMPV6.timeExceeded) return UNREACHABLE;
  if (type !== ICMPV6.unreachable) return null;
  return code === ICMPV6.portUnreachable ? REFUSED : UNREACHABLE;
}

export function tellError({ protocol, type, code, from }: IcmpError): string {
  const what = `${protocol === 'icmp' ? 'ICMP' : 'ICMPv6'} type ${type} code ${code}`;
  return from === null ? what : `${what} from ${from}`;
}
