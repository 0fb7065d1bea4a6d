import fs from 'node:fs';
import path from 'node:path';
import {
  type CommandResult,
  PROGRAM_PATH,
  mustRun,
  runCommand,
  spawnProgram,
  until,
} from './command.ts';
import { addAddresses } from './ip.ts';
import { type Hook, filterOf } from './packet-filter.ts';

const MAX_START_MS = 20_000;

/** One of the lab's two networks. Most labs need only the first. */
export type Lan = 'far' | 'near';

/** Second byte of the IPv4 addresses, end of the IPv6 prefix. */
export const LAN_NUMBERS = { far: 77, near: 76 } as const satisfies Record<Lan, number>;

/** A server's addresses; each host has a range of its own, so that it may have many. */
export interface AddressPair {
  readonly v4: string;
  readonly v6: string;
}

/** A machine of the lab: a network namespace with its own addresses, names and packet filter. */
export class Host {
  readonly name: string;
  /** For the files of its servers. */
  readonly folder: string;
  readonly #namespace: string;
  readonly #number: number;
  readonly lan: Lan;
  #addresses = 0;

  constructor(name: string, namespace: string, folder: string, number: number, lan: Lan) {
    this.name = name;
    this.lan = lan;
    this.#namespace = namespace;
    this.folder = folder;
    this.#number = number;
  }

  /** Gives the host one more address of each family, `count` times. */
  async addAddresses(count: number): Promise<readonly AddressPair[]> {
    const pairs = Array.from({ length: count }, () => this.reserveAddress());
    await addAddresses(
      this.#namespace,
      pairs.flatMap(({ v4, v6 }) => [v4, v6]),
    );
    return pairs;
  }

  /** The same for one. */
  async addAddress(): Promise<AddressPair> {
    const [pair] = await this.addAddresses(1);
    if (pair === undefined) throw new Error('no address was made');
    return pair;
  }

  /** Addresses in the subnet that nobody has: there is no such neighbour. */
  reserveAddress(): AddressPair {
    this.#addresses += 1;
    const lan = LAN_NUMBERS[this.lan];
    return {
      v4: `10.${lan}.${this.#number}.${this.#addresses}`,
      v6: `fd${lan}::${this.#number}:${this.#addresses}`,
    };
  }

  /** The lines of its hosts file, besides localhost: address, then names. */
  setNames(lines: readonly (readonly string[])[]): void {
    const all = [['127.0.0.1', 'localhost'], ['::1', 'localhost'], ...lines];
    this.#setFile('hosts', all.map((line) => `${line.join(' ')}\n`).join(''));
    this.#setFile('nsswitch.conf', 'hosts: files dns\n');
  }

  /** The text of its resolv.conf; empty for a host without DNS, whose own port 53 refuses. */
  setResolver(text: string): void {
    this.#setFile('resolv.conf', text);
  }

  /** `ip netns exec` lays these over the files of the same names in /etc. */
  #setFile(name: string, text: string): void {
    const folder = path.join('/etc/netns', this.#namespace);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }

  /** Replaces its packet filter by the given rules on incoming packets. */
  async filterIncoming(rules: readonly string[]): Promise<void> {
    await this.filter('input', rules);
  }

  /**
   * Replaces what its packet filter does at one place.
   * @param rules for all packets, before those of `byAddress`
   * @param byAddress for packets to an address
   */
  async filter(
    hook: Hook,
    rules: readonly string[],
    byAddress: ReadonlyMap<string, readonly string[]> = new Map(),
  ): Promise<void> {
    await mustRun(this.#inside(['nft', '-f', '-']), { input: filterOf(hook, rules, byAddress) });
  }

  /** Runs a program here to its end. */
  run(
    words: readonly string[],
    timeoutMs?: number,
    environment: NodeJS.ProcessEnv = {},
  ): Promise<CommandResult> {
    return runCommand(this.#inside(words), {
      environment,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  /** Runs a program here that must not fail. @returns what it printed */
  mustRun(words: readonly string[]): Promise<string> {
    return mustRun(this.#inside(words));
  }

  /**
   * Starts a server, which runs until the network is closed, and waits until it listens.
   * @param ports TCP ports, or UDP ports where `transport` says so
   */
  async startServer(
    words: readonly string[],
    ports: readonly number[],
    transport: 'tcp' | 'udp' = 'tcp',
    environment: NodeJS.ProcessEnv = {},
  ): Promise<void> {
    const log = path.join(this.folder, `${path.basename(words[0] ?? 'server')}.log`);
    const output = fs.openSync(log, 'a');
    const child = spawnProgram(this.#inside(words), {
      stdio: ['ignore', output, output],
      env: { PATH: PROGRAM_PATH, LC_ALL: 'C', ...environment },
    });
    fs.closeSync(output);
    child.unref();
    const complaint = (): string =>
      `${words.join(' ')} does not listen on ${ports.join(', ')}: ${fs.readFileSync(log, 'utf8')}`;
    const isReady = async (): Promise<boolean> => {
      if (child.exitCode !== null) throw new Error(`ended at once: ${complaint()}`);
      const listening = await this.listeningPorts(transport);
      return ports.every((port) => listening.has(port));
    };
    await until(isReady, MAX_START_MS, complaint);
  }

  /** The ports that somebody listens on here, as the kernel says. */
  async listeningPorts(transport: 'tcp' | 'udp' = 'tcp'): Promise<ReadonlySet<number>> {
    const lines = (await this.mustRun(['ss', `-Hln${transport === 'tcp' ? 't' : 'u'}`])).split(
      '\n',
    );
    const ports = lines.map((line) => Number(/:(\d+)\s+\S+\s*$/u.exec(line)?.[1]));
    return new Set(ports.filter(Number.isInteger));
  }

  /** What stands before the words of a command that is to run here. */
  get enter(): readonly string[] {
    return ['ip', 'netns', 'exec', this.#namespace];
  }

  #inside(words: readonly string[]): readonly string[] {
    return [...this.enter, ...words];
  }
}
