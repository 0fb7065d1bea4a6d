import { DOMAIN } from '../support/domain.ts';
import type { AddressPair } from '../support/host.ts';
import type { Given, MatrixCase, PlacedFault } from './cases.ts';
import type { RecordKind } from './faults.ts';
import {
  FAILING,
  MUTE,
  type MatrixLab,
  STAND_IN_PORTS,
  answerPort,
  certificatePort,
} from './lab.ts';
import { packetsTo } from './services.ts';
import type { Computer } from './variants.ts';

const COMPUTERS: readonly Computer[] = [
  'client',
  'mp',
  'mp2',
  'dp',
  'slp',
  'fsp',
  'sup',
  'cmg',
  'source',
  'share',
  'package',
];

/** One for all: whose first label it is, is the computer's name. */
const SHORT_CLIENT = 'pc001';

/**
 * Samba's file server starts a process for each connection, twelve a second on a busy machine: many
 * runs at once would wait for it longer than their timeout.
 */
const SMB_STAND_IN = `tcp dport 445 redirect to :${STAND_IN_PORTS.smb}`;

/** What answers in order, where a case leaves it alone. */
export type Others = 'real' | 'stand-in';

/** Collects what the lab has to do for all cases, which is then done at once. */
export class Placement {
  readonly records: (readonly [string, string])[] = [];
  readonly withoutAddress: string[] = [];
  readonly onPath = new Map<string, readonly string[]>();
  readonly atServers = new Map<string, readonly string[]>();
  readonly atTargets = new Map<string, readonly string[]>();
  readonly #lab: MatrixLab;
  readonly #names = new Map<MatrixCase, ReadonlyMap<Computer, string>>();
  readonly #addresses = new Map<string, string>();
  #cases = 0;

  constructor(lab: MatrixLab) {
    this.#lab = lab;
    for (const computer of COMPUTERS) {
      const real = this.newAddress(computer);
      const standIn = this.newAddress(computer);
      for (const family of ['v4', 'v6'] as const) {
        this.#addRecord(healthyName(computer, family, 'real'), real[family]);
        this.#addRecord(healthyName(computer, family, 'stand-in'), standIn[family]);
        if (computer === 'client') this.#addRecord(`${SHORT_CLIENT}.${DOMAIN}`, real[family]);
        const at = computer === 'client' ? this.atTargets : this.atServers;
        at.set(standIn[family], [
          SMB_STAND_IN,
          `tcp dport 135 redirect to :${STAND_IN_PORTS.mapper}`,
        ]);
      }
    }
  }

  /** One more address of the host that plays a computer. */
  newAddress(computer: Computer): AddressPair {
    const { targets, servers } = this.#lab;
    return (computer === 'client' ? targets : servers).subnet.next();
  }

  /** Gives each computer of a case that has a fault a name and an address of its own. */
  add(entry: MatrixCase, others: Others): void {
    this.#cases += 1;
    const label = `c${this.#cases}`;
    const names = COMPUTERS.map((computer): [Computer, string] => {
      const own = entry.faults.filter((placed) => placed.computer === computer);
      const name =
        own.length === 0
          ? healthyName(computer, entry.family, others)
          : this.#place(entry, computer, own, label, others);
      return [computer, this.#formOf(name, computer, entry.given)];
    });
    this.#names.set(entry, new Map(names));
  }

  nameOf(entry: MatrixCase, computer: Computer): string {
    const name = this.#names.get(entry)?.get(computer);
    if (name === undefined) throw new Error(`${computer} has no name`);
    return name;
  }

  computerOf(entry: MatrixCase, host: string): string {
    for (const [computer, name] of this.#names.get(entry) ?? []) {
      if (name === host) return computer;
    }
    return host;
  }

  #formOf(name: string, computer: Computer, given: Given): string {
    switch (given) {
      case 'name':
        return name;
      case 'short name':
        return computer === 'client' ? SHORT_CLIENT : name.replace(`.${DOMAIN}`, '');
      case 'address':
        return this.#addresses.get(name) ?? name;
    }
  }

  #addRecord(name: string, address: string): void {
    this.records.push([name, address]);
    this.#addresses.set(name, address);
  }

  #place(
    { family }: MatrixCase,
    computer: Computer,
    faults: readonly PlacedFault[],
    label: string,
    others: Others,
  ): string {
    const record = faults.flatMap(({ fault }) => (fault.at === 'name' ? [fault.record] : []))[0];
    const zone = zoneOf(record);
    const name = computer === 'client' ? `pc001.${label}.${zone}` : `${computer}-${label}.${zone}`;
    const pair = this.newAddress(computer);
    this.#addRecords(name, record, pair, family);
    const address = pair[family];
    const path = faults.flatMap((placed) => pathRules(placed, address));
    const server = [
      ...faults.flatMap((placed) => serverRules(placed, address)),
      // After those of the faults: what they redirect, stays theirs.
      ...(others === 'stand-in' ? [SMB_STAND_IN] : []),
    ];
    if (path.length > 0) this.onPath.set(address, path);
    const at = computer === 'client' ? this.atTargets : this.atServers;
    if (server.length > 0) at.set(address, server);
    return name;
  }

  #addRecords(
    name: string,
    record: RecordKind | undefined,
    pair: AddressPair,
    family: keyof AddressPair,
  ): void {
    const { stranger, dead, unknown } = this.#lab;
    const other = family === 'v4' ? 'v6' : 'v4';
    const add = (...addresses: readonly string[]): void => {
      for (const address of addresses) this.#addRecord(name, address);
    };
    switch (record) {
      case undefined:
        return add(pair[family]);
      case 'none':
      case 'server failure':
      case 'no answer':
        return;
      case 'without address':
        this.withoutAddress.push(name);
        return;
      case 'another computer':
        return add(stranger[family]);
      case 'dead address':
        return add(dead.next()[family]);
      case 'unknown network':
        return add(unknown.next()[family]);
      case 'the other family':
        return add(pair[other]);
      case 'both families':
        return add(pair.v4, pair.v6);
      case 'a dead address too':
        return add(pair[family], dead.next()[family]);
    }
  }
}

function healthyName(computer: Computer, family: keyof AddressPair, others: Others): string {
  const zone = `${family}-${others}`;
  // The certificate's wildcard stands for one label.
  return computer === 'client' ? `pc001.${zone}.${DOMAIN}` : `${computer}-${zone}.${DOMAIN}`;
}

function zoneOf(record: RecordKind | undefined): string {
  if (record === 'server failure') return FAILING;
  return record === 'no answer' ? MUTE : DOMAIN;
}

function pathRules({ computer, service, fault }: PlacedFault, address: string): readonly string[] {
  if (fault.at === 'computer') return fault.rules;
  if (fault.at !== 'path' || service === null) return [];
  return fault.rules(packetsTo(computer, service, address.includes(':')));
}

function serverRules(
  { computer, service, fault }: PlacedFault,
  address: string,
): readonly string[] {
  if (fault.at !== 'server' || service === null) return [];
  return [`${packetsTo(computer, service, address.includes(':'))} redirect to :${portOf()}`];

  function portOf(): number {
    if (fault.at !== 'server') throw new TypeError('not reached');
    if (fault.port === 'answer') return answerPort(fault.name, service === 'https');
    return fault.port === 'tls answer' ? certificatePort(fault.name) : fault.port;
  }
}
