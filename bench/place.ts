import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { mustRun, spawnProgram, until } from '../tests/real/support/command.ts';
import { ipBatch } from '../tests/real/support/ip.ts';
import { REAPER, folderOf, removeOrphans } from '../tests/real/support/network.ts';
import { DEAD_BELOW, DOMAIN, RANGE } from './clients.ts';
import { processorSeconds } from './process.ts';
import { buildResponder } from './responder/build.ts';

const SITE_ADDRESS = '10.60.0.1';
/** The way to the clients, and their name server. */
const CLIENTS_ADDRESS = '10.60.0.2';

const MAX_START_MS = 10_000;

/** Each client is a machine of its own: they share no limits. */
const CLIENT_LIMITS = {
  'core/somaxconn': 65_535,
  'ipv4/tcp_max_syn_backlog': 65_535,
  'ipv4/icmp_ratelimit': 0,
  'ipv4/icmp_msgs_per_sec': 10_000_000,
} as const;

/** No answer to anything, ICMP included, as if switched off. */
const DEAD_CLIENTS = `
table ip bench {
  chain dead {
    type filter hook prerouting priority raw; policy accept;
    ip daddr ${RANGE} ip daddr & 0.0.0.255 < 0.0.0.${DEAD_BELOW} drop
  }
}
`;

/** TCP connections of the site server, as its kernel has counted them. */
export interface Connections {
  readonly opened: number;
  readonly failed: number;
}

/**
 * Two network namespaces, a site server's and one in which every client of 10.64.0.0/12 lives. A
 * reaper, a process of its own, takes them down in the end, and also when this process is killed.
 */
export class Place {
  /** For files; removed with the place. */
  readonly folder: string;
  readonly #name: string;
  readonly #reaper: ChildProcess;
  readonly #responders: ChildProcess[] = [];

  private constructor(name: string) {
    this.#name = name;
    this.folder = folderOf(name);
    fs.mkdirSync(this.folder, { mode: 0o755 });
    this.#reaper = spawnProgram(['sh', REAPER, name, this.folder], {
      // A session of its own, so that no signal to this process group reaches it.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#reaper.unref();
  }

  /** @param responders how many processes play the clients */
  static async create(responders: number): Promise<Place> {
    await removeOrphans();
    const place = new Place(`ccmpf-${process.pid}-${randomBytes(3).toString('hex')}`);
    try {
      await place.#connect();
      await place.#startClients(responders);
    } catch (thrown) {
      await place.close();
      throw thrown;
    }
    return place;
  }

  async close(): Promise<void> {
    this.#reaper.ref();
    const gone = once(this.#reaper, 'exit');
    this.#reaper.stdin?.destroy();
    await gone;
  }

  /** A program's words as it runs on the site server. */
  onSiteServer(words: readonly string[]): readonly string[] {
    return this.#in('site', words);
  }

  async connections(): Promise<Connections> {
    const text = await mustRun(this.onSiteServer(['cat', '/proc/net/snmp']));
    const [names = [], values = []] = text
      .split('\n')
      .filter((line) => line.startsWith('Tcp:'))
      .map((line) => line.split(' '));
    const value = (name: string): number => Number(values[names.indexOf(name)]);
    return { opened: value('ActiveOpens'), failed: value('AttemptFails') };
  }

  /** Seconds of processor time that the responders have used. */
  responderSeconds(): number {
    return this.#responders.reduce((sum, { pid }) => sum + processorSeconds(pid), 0);
  }

  async #connect(): Promise<void> {
    const [site, clients] = [this.#namespace('site'), this.#namespace('clients')];
    await mustRun(['ip', 'netns', 'add', site]);
    await mustRun(['ip', 'netns', 'add', clients]);
    await ipBatch(site, [
      'link set lo up',
      `link add eth0 type veth peer name eth0 netns ${clients}`,
      `addr add ${SITE_ADDRESS}/24 dev eth0`,
      'link set eth0 up',
    ]);
    await ipBatch(clients, [
      'link set lo up',
      `addr add ${CLIENTS_ADDRESS}/24 dev eth0`,
      'link set eth0 up',
      `route add local ${RANGE} dev lo`,
    ]);
    await ipBatch(site, [`route add ${RANGE} via ${CLIENTS_ADDRESS}`]);
    await mustRun(this.#in('clients', ['nft', '-f', '-']), { input: DEAD_CLIENTS });
    const limits = Object.entries(CLIENT_LIMITS).map(
      ([name, value]) => `echo ${value} > /proc/sys/net/${name}`,
    );
    await mustRun(this.#in('clients', ['sh', '-c', limits.join(' && ')]));
    // `ip netns exec` lays these over the files of the same names in /etc.
    const folder = path.join('/etc/netns', site);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'resolv.conf'),
      `nameserver ${CLIENTS_ADDRESS}\nsearch ${DOMAIN}\n`,
    );
    fs.writeFileSync(path.join(folder, 'hosts'), '127.0.0.1 localhost\n');
    fs.writeFileSync(path.join(folder, 'nsswitch.conf'), 'hosts: files dns\n');
  }

  async #startClients(count: number): Promise<void> {
    const program = await buildResponder(this.folder);
    for (let index = 0; index < count; index += 1) {
      const options: SpawnOptions = { stdio: ['ignore', 'ignore', 'inherit'] };
      const responder = spawnProgram(this.#in('clients', [program]), options);
      responder.unref();
      this.#responders.push(responder);
    }
    await until(
      async () =>
        (await mustRun(this.#in('clients', ['ss', '-Hlnu']))).trim().split('\n').length === count,
      MAX_START_MS,
      () => 'the responder does not listen',
    );
  }

  #in(host: 'site' | 'clients', words: readonly string[]): readonly string[] {
    return ['ip', 'netns', 'exec', this.#namespace(host), ...words];
  }

  #namespace(host: 'site' | 'clients'): string {
    return `${this.#name}-${host}`;
  }
}
