import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun, spawnProgram } from './command.ts';
import { Host, type Lan } from './host.ts';
import { ipBatch } from './ip.ts';
import { Router } from './router.ts';

/** Its arguments: a network's name and folder. It waits for the end of its standard input. */
export const REAPER = fileURLToPath(new URL('./reap.sh', import.meta.url));
const NETWORK_NAME = /^(ccmpf-(\d+)-[0-9a-f]+)(?:-|$)/;

const LANS: readonly Lan[] = ['far', 'near'];

const NO_ICMP_RATE_LIMIT = [
  'echo 0 > /proc/sys/net/ipv4/icmp_ratelimit',
  'echo 1000000 > /proc/sys/net/ipv4/icmp_msgs_per_sec',
  'echo 0 > /proc/sys/net/ipv6/icmp/ratelimit',
].join(' && ');

/**
 * Hosts joined by bridges, each of them a network namespace, and so are the bridges: the network of
 * the machine itself is never touched. A reaper, a process of its own, takes everything down when
 * the network is closed, and also when this process is killed.
 */
export class Network {
  readonly #name: string;
  /** For the files of servers; removed with the network. */
  readonly folder: string;
  readonly #reaper: ReturnType<typeof spawnProgram>;
  #hosts = 0;

  private constructor(name: string) {
    this.#name = name;
    this.folder = folderOf(name);
    fs.mkdirSync(this.folder, { mode: 0o755 });
    this.#reaper = spawnProgram(['sh', REAPER, name, this.folder], {
      // A session of its own, so that no signal to the test's process group reaches it.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#reaper.unref();
  }

  static async create(): Promise<Network> {
    await removeOrphans();
    const network = new Network(`ccmpf-${process.pid}-${randomBytes(3).toString('hex')}`);
    const bridge = network.#namespace('bridge');
    await mustRun(['ip', 'netns', 'add', bridge]);
    await ipBatch(
      bridge,
      LANS.flatMap((lan) => [`link add ${lan} type bridge forward_delay 0`, `link set ${lan} up`]),
    );
    return network;
  }

  /**
   * A machine in this network.
   * @param name at most 12 characters, unique here
   * @param lan the network that it is in; a router joins them
   */
  async addHost(name: string, lan: Lan = 'far'): Promise<Host> {
    this.#hosts += 1;
    // Hosts may be added at the same time: each has a number of its own.
    const number = this.#hosts;
    const namespace = this.#namespace(name);
    const bridge = this.#namespace('bridge');
    await mustRun(['ip', 'netns', 'add', namespace]);
    await ipBatch(bridge, [
      `link add ${name} type veth peer name eth0 netns ${namespace}`,
      `link set ${name} master ${lan} up`,
    ]);
    await ipBatch(namespace, ['link set lo up', 'link set eth0 up']);
    // A fault must tell the same to all who ask at once.
    await mustRun(['ip', 'netns', 'exec', namespace, 'sh', '-c', NO_ICMP_RATE_LIMIT]);
    const folder = path.join(this.folder, name);
    fs.mkdirSync(folder, { mode: 0o755 });
    const host = new Host(name, namespace, folder, number, lan);
    host.setNames([]);
    host.setResolver('');
    return host;
  }

  /** Joins the two networks; hosts of both have to be told, by `Router.serve`. */
  async addRouter(): Promise<Router> {
    const host = await this.addHost('router', 'far');
    const namespace = this.#namespace('router');
    await ipBatch(this.#namespace('bridge'), [
      `link add router-near type veth peer name eth1 netns ${namespace}`,
      'link set router-near master near up',
    ]);
    return Router.start(host);
  }

  /** Ends every process in the network and removes it. */
  async close(): Promise<void> {
    if (this.#reaper.exitCode !== null) return;
    const gone = once(this.#reaper, 'exit');
    this.#reaper.stdin?.destroy();
    await gone;
  }

  #namespace(host: string): string {
    return `${this.#name}-${host}`;
  }
}

/** What a test left behind whose process and reaper were both killed. */
export async function removeOrphans(): Promise<void> {
  const namespaces = (await mustRun(['ip', 'netns', 'list'])).split('\n');
  const names = [...namespaces, ...fs.readdirSync(os.tmpdir())].flatMap((entry) => {
    const [, name, pid] = NETWORK_NAME.exec(entry) ?? [];
    return name === undefined || pid === undefined || isAlive(Number(pid)) ? [] : [name];
  });
  for (const name of new Set(names)) await mustRun(['sh', REAPER, name, folderOf(name)]);
}

/** Where the files of a network are. */
export function folderOf(name: string): string {
  return path.join(os.tmpdir(), name);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
