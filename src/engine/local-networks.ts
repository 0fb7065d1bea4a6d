import { BlockList, isIPv4 } from 'node:net';
import os from 'node:os';

/** An interface's address and prefix, as in `10.3.0.7/16`. */
interface Network {
  readonly cidr: string;
  readonly has: (address: string) => boolean;
}

/**
 * The networks that this machine is attached to, whose hosts it finds by ARP or neighbour
 * discovery.
 */
export class LocalNetworks {
  readonly #networks: readonly Network[];
  /** The last answer, because the probes of a host ask one after the other. */
  #known: { readonly address: string; readonly network: string | null } | null = null;

  constructor(cidrs: readonly string[] = ownNetworks()) {
    this.#networks = [...new Set(cidrs)].map((cidr) => {
      const [base = '', bits] = cidr.split('/');
      const has = isIPv4(base) ? inIpv4(base, Number(bits)) : inIpv6(base, Number(bits));
      return { cidr, has };
    });
  }

  /** The network that an address is in; null for addresses behind a router. */
  networkOf(address: string): string | null {
    if (this.#known?.address !== address) {
      this.#known = { address, network: this.#look(address) };
    }
    return this.#known.network;
  }

  /** Whether packets to the address leave this machine and the networks that it is attached to. */
  isOutside(address: string): boolean {
    return !isLoopback(address) && this.networkOf(address) === null;
  }

  #look(address: string): string | null {
    return this.#networks.find(({ has }) => has(address))?.cidr ?? null;
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

/**
 * Compared as numbers because this runs for every client, and BlockList would make two objects each
 * time.
 */
function inIpv4(base: string, bits: number): Network['has'] {
  const size = 2 ** (32 - bits);
  const network = Math.floor(numberOf(base) / size);
  return (address) => isIPv4(address) && Math.floor(numberOf(address) / size) === network;
}

function numberOf(ipv4: string): number {
  return ipv4.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

function inIpv6(base: string, bits: number): Network['has'] {
  const addresses = new BlockList();
  addresses.addSubnet(base, bits, 'ipv6');
  return (address) => {
    const [literal = ''] = address.split('%');
    return literal.includes(':') && addresses.check(literal, 'ipv6');
  };
}

function ownNetworks(): readonly string[] {
  return Object.values(os.networkInterfaces())
    .flat()
    .flatMap((entry) =>
      entry === undefined || entry.internal || entry.cidr === null ? [] : [entry.cidr],
    );
}
