import { type AddressPair, type Host, LAN_NUMBERS } from './host.ts';

/** Nobody has these: what is sent there is lost, and so is what is sent through there. */
const NOBODY = { v4: '10.77.0.250', v6: 'fd77::250' } as const satisfies AddressPair;
const NOBODY_LINK_ADDRESS = '02:00:00:00:00:fa';

const FORWARDING = [
  'echo 1 > /proc/sys/net/ipv4/ip_forward',
  'echo 1 > /proc/sys/net/ipv6/conf/all/forwarding',
].join(' && ');

/** A range of addresses that lies behind one host, or behind none. */
export class Subnet {
  readonly #number: number;
  #used = 0;

  constructor(number: number) {
    this.#number = number;
  }

  /** The next of its addresses. */
  next(): AddressPair {
    this.#used += 1;
    // The last byte is never 0 or 255.
    const [high, low] = [Math.floor(this.#used / 250), 1 + (this.#used % 250)];
    return {
      v4: `10.${this.#number}.${high}.${low}`,
      v6: `fd${this.#number}::${high.toString(16)}:${low.toString(16)}`,
    };
  }

  get v4(): string {
    return `10.${this.#number}.0.0/16`;
  }

  get v6(): string {
    return `fd${this.#number}::/64`;
  }
}

/** The way between the two networks: packet filters and losses on the path are here. */
export class Router {
  readonly host: Host;
  #subnets = 80;

  private constructor(host: Host) {
    this.host = host;
  }

  static async start(host: Host): Promise<Router> {
    const router = new Router(host);
    const { far, near } = LAN_NUMBERS;
    await host.mustRun(['sh', '-c', FORWARDING]);
    await router.#ip([
      'link set eth1 up',
      `addr add 10.${far}.0.1/16 dev eth0`,
      `addr add 10.${near}.0.1/16 dev eth1`,
      `addr add fd${far}::1/64 dev eth0 nodad`,
      `addr add fd${near}::1/64 dev eth1 nodad`,
      // Known by its link address, as a computer that was switched off a moment ago.
      `neigh add ${NOBODY.v4} lladdr ${NOBODY_LINK_ADDRESS} dev eth0 nud permanent`,
      `neigh add ${NOBODY.v6} lladdr ${NOBODY_LINK_ADDRESS} dev eth0 nud permanent`,
    ]);
    return router;
  }

  /** Gives a host its address and its way to the other network. */
  async serve(host: Host): Promise<AddressPair> {
    const address = await host.addAddress();
    const lan = LAN_NUMBERS[host.lan];
    await host.mustRun(['ip', 'route', 'add', 'default', 'via', `10.${lan}.0.1`]);
    await host.mustRun(['ip', '-6', 'route', 'add', 'default', 'via', `fd${lan}::1`]);
    return address;
  }

  /** A range of addresses that are all the host's own, which its wildcard listeners serve. */
  async subnetOf(host: Host, address: AddressPair): Promise<Subnet> {
    const subnet = this.#newSubnet();
    await host.mustRun(['ip', 'route', 'add', 'local', subnet.v4, 'dev', 'lo']);
    await host.mustRun(['ip', '-6', 'route', 'add', 'local', subnet.v6, 'dev', 'lo']);
    await this.#route(subnet, address);
    return subnet;
  }

  /** A range where every packet is lost. */
  async deadSubnet(): Promise<Subnet> {
    const subnet = this.#newSubnet();
    await this.#route(subnet, NOBODY);
    return subnet;
  }

  async #route(subnet: Subnet, { v4, v6 }: AddressPair): Promise<void> {
    await this.#ip([`route add ${subnet.v4} via ${v4}`, `-6 route add ${subnet.v6} via ${v6}`]);
  }

  async #ip(lines: readonly string[]): Promise<void> {
    for (const line of lines) await this.host.mustRun(['ip', ...line.split(' ')]);
  }

  #newSubnet(): Subnet {
    this.#subnets += 1;
    return new Subnet(this.#subnets);
  }
}
