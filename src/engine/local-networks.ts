import { BlockList } from 'node:net';
import os from 'node:os';

/** An interface's address and prefix, as in `10.3.0.7/16`. */
interface Network {
  readonly cidr: string;
  readonly addresses: BlockList;
}

/**
 * The networks that this machine is attached to, whose hosts it finds by ARP or neighbour
 * discovery.
 */
export class LocalNetworks {
  readonly #networks: readonly Network[];
  /** The last answer, kept because a host's probes ask one after the other. */
  #known: { readonly address: string; readonly network: string | null } | null = null;

  constructor(cidrs: readonly string[] = ownNetworks()) {
    this.#networks = [...new Set(cidrs)].map((cidr) => {
      const [base = '', bits] = cidr.split('/');
      const addresses = new BlockList();
      addresses.addSubnet(base, Number(bits), familyOf(base));
      return { cidr, addresses };
    });
  }

  /** The network that an address is in; null for addresses behind a router. */
  networkOf(address: string): string | null {
    if (this.#known?.address !== address) {
      this.#known = { address, network: this.#look(address) };
    }
    return this.#known.network;
  }

  #look(address: string): string | null {
    const [literal = ''] = address.split('%');
    const family = familyOf(literal);
    return this.#networks.find(({ addresses }) => addresses.check(literal, family))?.cidr ?? null;
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

function ownNetworks(): readonly string[] {
  return Object.values(os.networkInterfaces())
    .flat()
    .flatMap((entry) =>
      entry === undefined || entry.internal || entry.cidr === null ? [] : [entry.cidr],
    );
}
