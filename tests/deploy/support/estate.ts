import fs from 'node:fs';
import path from 'node:path';
import { type CommandResult, until } from '../../real/support/command.ts';
import { DOMAIN } from '../../real/support/domain.ts';
import type { Host } from '../../real/support/host.ts';
import type { Network } from '../../real/support/network.ts';
import { BUILT_WORDS, EXECUTABLE, REPOSITORY, TOOL_WORDS } from '../../real/support/tool.ts';
import { READY_PORT, windowsCommand } from '../../real/support/windows.ts';
import { type RemoteFolders, makeKey, startSshServer } from './ssh.ts';

export const PLAYBOOKS = path.join(REPOSITORY, 'deploy', 'ansible');
const MAX_PLAY_MS = 240_000;
const MAX_BEGIN_MS = 60_000;

export interface Machine {
  readonly name: string;
  readonly host: Host;
  readonly address: string;
  readonly folders: RemoteFolders;
}

export type HostVariables = Readonly<Record<string, unknown>>;

/** Machines that Ansible reaches, a management point, and addresses that nobody has. */
export class Estate {
  readonly #controller: Host;
  readonly #variables: HostVariables;
  readonly machines: ReadonlyMap<string, Machine>;
  readonly managementPoint: string;
  readonly #addresses: ReadonlyMap<string, string>;
  readonly reports: string;

  private constructor(
    controller: Host,
    variables: HostVariables,
    machines: ReadonlyMap<string, Machine>,
    addresses: ReadonlyMap<string, string>,
    managementPoint: string,
  ) {
    this.#controller = controller;
    this.#variables = variables;
    this.machines = machines;
    this.#addresses = addresses;
    this.managementPoint = managementPoint;
    this.reports = path.join(controller.folder, 'reports');
  }

  /**
   * @param up short names of machines that are there; all that are a `pc` can be pushed to
   * @param down those whose addresses nobody answers at
   * @param listed the clients to look at from the site servers
   */
  static async build(
    network: Network,
    { up, down, listed }: Readonly<Record<'up' | 'down' | 'listed', readonly string[]>>,
  ): Promise<Estate> {
    const controller = await network.addHost('controller');
    await controller.addAddress();
    const userKey = await makeKey(controller.folder, 'user_key');
    const point = await network.addHost('mp01');
    const managementPoint = (await point.addAddress()).v4;
    const machines: (Machine & { readonly knownHost: string })[] = [];
    for (const name of up) {
      const host = await network.addHost(name);
      const address = (await host.addAddress()).v4;
      machines.push({ name, host, address, ...(await startSshServer(host, address, userKey)) });
    }
    const addresses = new Map([
      ...machines.map(({ name, address }) => [name, address] as const),
      ...down.map((name) => [name, controller.reserveAddress().v4] as const),
    ]);
    const names = [...addresses, ['mp01', managementPoint] as const].map(([name, address]) => [
      address,
      `${name}.${DOMAIN}`,
    ]);
    await Promise.all([
      point.startServer(
        [
          ...TOOL_WORDS,
          'listen',
          '--product',
          'cm2007',
          '--role',
          'management-point',
          '--mp',
          `mp01.${DOMAIN}`,
        ],
        [80],
      ),
      ...machines.map(async ({ name, host, address }) => {
        host.setNames(names);
        if (!name.startsWith('pc')) return;
        const computer = { addresses: [address], name: `${name}.${DOMAIN}`, dynamic: [49_664] };
        await host.startServer(windowsCommand([computer]), [READY_PORT]);
      }),
    ]);

    const { folder } = controller;
    const write = (name: string, lines: readonly string[], mode = 0o644): string => {
      const file = path.join(folder, name);
      fs.writeFileSync(file, lines.map((line) => `${line}\n`).join(''), { mode });
      return file;
    };
    const knownHosts = write(
      'known_hosts',
      machines.map(({ knownHost }) => knownHost),
    );
    const wrapper = ['#!/bin/sh', `exec ${BUILT_WORDS.join(' ')} "$@"`];
    const tool = EXECUTABLE ?? write('tool', wrapper, 0o755);
    const variables = {
      ansible_user: 'root',
      ansible_python_interpreter: '/usr/bin/python3',
      ansible_ssh_private_key_file: userKey,
      ansible_ssh_common_args: `-F none -o UserKnownHostsFile=${knownHosts} -o IdentitiesOnly=yes`,
      ccm_preflight_executables: { 'linux-x64': tool },
      ccm_preflight_site_file: write('site.yaml', [
        'product: cm2007',
        'siteCode: S01',
        `roles: { managementPoints: [mp01.${DOMAIN}] }`,
      ]),
      ccm_preflight_clients_file: write(
        'clients.txt',
        listed.map((name) => `${name}.${DOMAIN}`),
      ),
      ccm_preflight_methods: ['client-push'],
      ccm_preflight_reports: path.join(folder, 'reports'),
    };
    const byName = new Map(machines.map((machine) => [machine.name, machine]));
    return new Estate(controller, variables, byName, addresses, managementPoint);
  }

  machine(name: string): Machine {
    const machine = this.machines.get(name);
    if (machine === undefined) throw new Error(`there is no machine ${name}`);
    return machine;
  }

  /**
   * Plays the playbook on the controller.
   * @param groups hosts of each group, with variables of their own
   */
  play(
    groups: Readonly<Record<string, Readonly<Record<string, HostVariables>>>>,
    words: readonly string[] = [],
  ): Promise<CommandResult> {
    const children = Object.fromEntries(
      Object.entries(groups).map(([group, hosts]) => [
        group,
        {
          hosts: Object.fromEntries(
            Object.entries(hosts).map(([name, own]) => [
              `${name}.${DOMAIN}`,
              { ansible_host: this.#addresses.get(name), ...own },
            ]),
          ),
        },
      ]),
    );
    const inventory = path.join(this.#controller.folder, 'inventory.json');
    fs.writeFileSync(inventory, JSON.stringify({ all: { vars: this.#variables, children } }));
    const playbook = path.join(PLAYBOOKS, 'preflight.yml');
    return this.#controller.run(
      ['ansible-playbook', '-i', inventory, playbook, ...words],
      MAX_PLAY_MS,
      {
        LC_ALL: 'C.UTF-8',
        HOME: this.#controller.folder,
        ANSIBLE_CONFIG: path.join(PLAYBOOKS, 'ansible.cfg'),
        ANSIBLE_FORKS: '10',
        ANSIBLE_TIMEOUT: '3',
        // A host that goes away is to be noticed in seconds.
        ANSIBLE_SSH_ARGS:
          '-o ControlMaster=auto -o ControlPersist=60s -o ServerAliveInterval=1 -o ServerAliveCountMax=2',
      },
    );
  }

  /** Drops what the management point sends to a machine, so that a run there waits for it. */
  async makeWait(name: string): Promise<void> {
    await this.machine(name).host.filterIncoming([`ip saddr ${this.managementPoint} drop`]);
  }

  /** Waits until a run on a machine waits for the management point. @returns its process */
  async runUnderWay(name: string): Promise<number> {
    const { host } = this.machine(name);
    let pid = 0;
    await until(
      async () => {
        const sockets = await host.mustRun(['ss', '-Htnp', 'state', 'syn-sent']);
        pid = Number(/pid=(\d+)/.exec(sockets)?.[1] ?? 0);
        return pid > 0;
      },
      MAX_BEGIN_MS,
      () => `no run begins on ${name}`,
    );
    return pid;
  }

  /** What stands in the folders of a machine where nothing was before. */
  leftOn(name: string): readonly string[] {
    return Object.values(this.machine(name).folders).flatMap((folder) =>
      fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }),
    );
  }

  /** The folders of runs on the controller, in the order of time. */
  runs(): readonly string[] {
    return fs.existsSync(this.reports)
      ? fs
          .readdirSync(this.reports)
          .toSorted()
          .map((name) => path.join(this.reports, name))
      : [];
  }
}
