import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressPair, Host } from './host.ts';

const SERVFAIL_RESPONDER = fileURLToPath(new URL('./servfail.js', import.meta.url));
const SERVFAIL_PORT = 5353;
/** Its packets are dropped. */
const MUTE_PORT = 5354;

export interface Zone {
  readonly domain: string;
  /** Name, then its addresses of either family, each repeated name one more record. */
  readonly records: readonly (readonly [name: string, address: string])[];
  readonly aliases: readonly (readonly [alias: string, name: string])[];
  /** Service records: name, target, port. */
  readonly services?: readonly (readonly [record: string, target: string, port: number])[];
  /** Names that exist without an address. */
  readonly withoutAddress: readonly string[];
  /** A domain for which the server reports its own failure. */
  readonly failing: string;
  /** A domain for which it says nothing. */
  readonly mute: string;
}

/** Starts a name server on port 53; names of `domain` that it does not know do not exist. */
export async function startDns(host: Host, { v4 }: AddressPair, zone: Zone): Promise<void> {
  await host.filterIncoming([`udp dport ${MUTE_PORT} drop`]);
  await host.startServer(
    [process.execPath, SERVFAIL_RESPONDER, String(SERVFAIL_PORT)],
    [SERVFAIL_PORT],
    'udp',
  );
  const configuration = path.join(host.folder, 'dnsmasq.conf');
  const lines = [
    // A lab may have thousands of names, more than a command line holds.
    ...zone.records.map(([name, address]) => `host-record=${name},${address}`),
    ...zone.aliases.map(([alias, name]) => `cname=${alias},${name}`),
    ...(zone.services ?? []).map(
      ([record, target, port]) => `srv-host=${record},${target},${port}`,
    ),
    ...zone.withoutAddress.map((name) => `txt-record=${name},text`),
    `local=/${zone.domain}/`,
    `server=/${zone.failing}/127.0.0.1#${SERVFAIL_PORT}`,
    `server=/${zone.mute}/127.0.0.1#${MUTE_PORT}`,
    'dns-forward-max=10000',
  ];
  fs.writeFileSync(configuration, `${lines.join('\n')}\n`);
  await host.startServer(
    [
      'dnsmasq',
      '--keep-in-foreground',
      `--conf-file=${configuration}`,
      `--pid-file=${path.join(host.folder, 'dnsmasq.pid')}`,
      '--user=root',
      '--no-resolv',
      '--no-hosts',
      `--listen-address=${v4}`,
      '--bind-interfaces',
    ],
    [53],
    'udp',
  );
}
