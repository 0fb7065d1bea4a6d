import fs from 'node:fs';
import path from 'node:path';
import type { Host } from './host.ts';

/** Writes a program's configuration into its host's folder, and gives the file's name. */
function written(host: Host, name: string, lines: readonly string[]): string {
  const file = path.join(host.folder, name);
  fs.writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** HTTP that goes to another port than it was sent to, as where a router intercepts it. */
async function intercepted(host: Host, port: number): Promise<void> {
  const chain = 'type nat hook prerouting priority dstnat;';
  await host.mustRun([
    'nft',
    `add table ip intercept; add chain ip intercept incoming { ${chain} }; add rule ip intercept incoming tcp dport 80 redirect to :${port}`,
  ]);
}

/** It runs as a user of its own, who may write nowhere here. */
const SQUID_COMMON = [
  'visible_hostname proxy1',
  'cache deny all',
  'access_log none',
  'cache_log /dev/null',
  'pid_filename none',
  'coredump_dir /',
  'pinger_enable off',
  'shutdown_lifetime 0 seconds',
] as const;

/** With shared memory of its own: it keeps what it names there, and one Squid is in another's way. */
function squid(file: string): readonly string[] {
  const script = 'mount -t tmpfs tmpfs /dev/shm && exec squid -N -f "$0"';
  return ['sh', '-c', script, file];
}

/** Squid that intercepts port 80 and denies everything. */
export async function startDenyingSquid(host: Host): Promise<void> {
  const file = written(host, 'squid.conf', [
    ...SQUID_COMMON,
    'http_port 3128',
    'http_port 3129 intercept',
    'http_access deny all',
  ]);
  await intercepted(host, 3129);
  await host.startServer(squid(file), [3128, 3129]);
}

/** Squid that passes all on to a server. */
export async function startRelayingSquid(host: Host, origin: string): Promise<void> {
  const file = written(host, 'relay.conf', [
    ...SQUID_COMMON,
    'http_port 80 accel defaultsite=mp01',
    `cache_peer ${origin} parent 80 0 no-query originserver`,
    'http_access allow all',
  ]);
  await host.startServer(squid(file), [80]);
}

/** What a gateway does with the requests in the TLS connections that it opens. */
export type Bumping = 'denies' | 'redirects' | 'relays' | 'relays browsers';

const BUMPED = {
  denies: ['http_access deny all'],
  redirects: ['deny_info 302:https://portal.example.net/login all', 'http_access deny all'],
  relays: ['http_access allow all'],
  'relays browsers': [
    'acl browsers method CONNECT GET',
    'http_access allow browsers',
    'http_access deny all',
  ],
} as const satisfies Record<Bumping, readonly string[]>;

/** PEM files: of the gateway's CA, and of the CAs that it trusts. */
interface BumpingFiles {
  readonly certificate: string;
  readonly key: string;
  readonly trusted: string;
}

/**
 * Squid that opens the TLS connections that are led to a port of its own.
 * @param port that one; the next lower one is taken too
 */
export async function startBumpingSquid(
  host: Host,
  port: number,
  bumping: Bumping,
  { certificate, key, trusted }: BumpingFiles,
): Promise<void> {
  const store = path.join(host.folder, `certificates-${port}`);
  const maker = '/usr/lib/squid/security_file_certgen';
  await host.mustRun([maker, '-c', '-s', store, '-M', '4MB']);
  await host.mustRun(['chown', '-R', 'proxy', store, key]);
  const listener = `https_port ${port} intercept ssl-bump generate-host-certificates=on`;
  const file = written(host, `bump-${port}.conf`, [
    ...SQUID_COMMON,
    `http_port ${port - 1}`,
    `${listener} tls-cert=${certificate} tls-key=${key} dynamic_cert_mem_cache_size=4MB`,
    `sslcrtd_program ${maker} -s ${store} -M 4MB`,
    `tls_outgoing_options cafile=${trusted}`,
    'acl begun at_step SslBump1',
    'ssl_bump peek begun',
    'ssl_bump bump all',
    ...BUMPED[bumping],
  ]);
  await host.startServer(squid(file), [port - 1, port]);
}

/** Apache whose pages are forbidden to everybody at one port, and missing at another. */
export async function startApache(host: Host): Promise<void> {
  const file = written(host, 'apache.conf', [
    `ServerRoot ${host.folder}`,
    'ServerName www',
    `PidFile ${host.folder}/apache.pid`,
    `ErrorLog ${host.folder}/apache.err`,
    ...['mpm_event', 'authz_core', 'authz_host'].map(
      (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
    ),
    'Listen 80',
    'Listen 81',
    `DocumentRoot ${host.folder}`,
    '<VirtualHost *:81>',
    '<Location />',
    'Require all denied',
    '</Location>',
    '</VirtualHost>',
  ]);
  await host.startServer(['apache2', '-X', '-f', file], [80, 81]);
}

export async function startLighttpd(host: Host): Promise<void> {
  const file = written(host, 'lighttpd.conf', [
    'server.port = 80',
    `server.document-root = "${host.folder}"`,
    'server.modules = ("mod_access")',
  ]);
  await host.startServer(['lighttpd', '-D', '-f', file], [80]);
}

/** What HAProxy does at each of these ports. */
export const HAPROXY_PORTS = {
  denies: 80,
  hasNoServer: 81,
  deniesPosts: 82,
  dropsPosts: 83,
  oneOfTwoFails: 84,
} as const;

/**
 * HAProxy before a good server and one that fails.
 * @param origin the address whose port 80 is good, and whose port 81 answers 503
 */
export async function startHaproxy(host: Host, origin: string): Promise<void> {
  const at = (port: number): string => `bind :${port}`;
  const file = written(host, 'haproxy.cfg', [
    'global',
    'defaults',
    'mode http',
    'timeout connect 2s',
    'timeout client 20s',
    'timeout server 20s',
    'frontend denies',
    at(HAPROXY_PORTS.denies),
    'http-request deny',
    'listen has-no-server',
    at(HAPROXY_PORTS.hasNoServer),
    'server gone 127.0.0.1:9 check',
    'listen denies-posts',
    at(HAPROXY_PORTS.deniesPosts),
    'http-request deny if { method CCM_POST POST HEAD }',
    `server good ${origin}:80`,
    'listen drops-posts',
    at(HAPROXY_PORTS.dropsPosts),
    'http-request silent-drop if { method CCM_POST POST HEAD }',
    `server good ${origin}:80`,
    'listen one-of-two-fails',
    at(HAPROXY_PORTS.oneOfTwoFails),
    'balance roundrobin',
    `server failing ${origin}:81`,
    `server good ${origin}:80`,
  ]);
  await host.startServer(['haproxy', '-db', '-f', file], Object.values(HAPROXY_PORTS));
}
