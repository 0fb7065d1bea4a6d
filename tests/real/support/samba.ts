import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mustRun } from './command.ts';
import { DOMAIN } from './domain.ts';
import type { Host } from './host.ts';

/** Changes whenever a provisioned folder of an earlier version is of no use any more. */
const CACHE_FORMAT = 1;

/** Four seconds of processor time and much writing: beside other tests a minute was too little. */
const MAX_PROVISION_MS = 240_000;

/** The loader finds it by `$LIB`, whatever the machine's architecture. */
const FAKETIME_LIBRARY = '/usr/$LIB/faketime/libfaketime.so.1';

/** Samba's words for the newest dialect that a server speaks. */
export type SmbProtocol = 'NT1' | 'SMB2_02' | 'SMB2_10' | 'SMB3_00' | 'SMB3_02' | 'SMB3_11';

/** Everything that Samba would keep below /var and /run, below a folder of its own. */
function settings(folder: string): readonly string[] {
  return [
    `private dir = ${folder}/private`,
    `lock directory = ${folder}/lock`,
    `state directory = ${folder}/state`,
    `cache directory = ${folder}/cache`,
    `pid directory = ${folder}/pid`,
    `ncalrpc dir = ${folder}/ncalrpc`,
    `winbindd socket directory = ${folder}/winbindd`,
    `ntp signd socket directory = ${folder}/ntp`,
    `binddns dir = ${folder}/dns`,
    `log file = ${folder}/log.%m`,
    'load printers = no',
    'printing = bsd',
  ];
}

/**
 * Starts an Active Directory domain controller, which answers like a client: SMB, the endpoint
 * mapper and the services on its dynamic ports.
 * @param computerName NetBIOS and host name
 * @param offers as a domain controller it gives tickets too
 */
export async function startDomainController(
  host: Host,
  computerName: string,
  protocol: SmbProtocol = 'SMB3_11',
  offers: 'as-client' | 'as-domain-controller' = 'as-client',
): Promise<void> {
  const { folder } = host;
  const configuration = writeConfiguration(folder, [
    `netbios name = ${computerName}`,
    `realm = ${DOMAIN}`,
    'workgroup = CONTOSO',
    'server role = active directory domain controller',
    'server min protocol = LANMAN1',
    `server max protocol = ${protocol}`,
    // Without winbind, which this needs not, and without DNS, which the lab has elsewhere.
    `server services = s3fs, rpc, ldap, cldap${offers === 'as-client' ? '' : ', kdc'}`,
    // Its key would take the server's one process several seconds.
    'tls enabled = no',
    ...settings(folder),
    '[sysvol]',
    `path = ${folder}/state/sysvol`,
    '[netlogon]',
    `path = ${folder}/state/sysvol/scripts`,
  ]);
  await provision(folder, configuration, computerName);
  await host.startServer(
    ['samba', '--interactive', '--model=single', `--configfile=${configuration}`],
    offers === 'as-client' ? [135, 445, 49_152] : [88, 389, 445, 3268],
  );
}

/** Makes the domain, or unpacks the one that was made before: 4 seconds against a fraction. */
async function provision(
  folder: string,
  configuration: string,
  computerName: string,
): Promise<void> {
  const version = (await mustRun(['samba', '--version'])).trim().split(/\s+/u).pop();
  const cached = path.join(
    privateCache(),
    `${version}-${CACHE_FORMAT}-${computerName.toLowerCase()}.tar`,
  );
  if (fs.existsSync(cached)) {
    await mustRun(['tar', '-xf', cached, '-C', folder]);
    return;
  }
  fs.mkdirSync(path.join(folder, 'state', 'sysvol', 'scripts'), { recursive: true });
  const words = [
    'samba-tool',
    'domain',
    'provision',
    `--configfile=${configuration}`,
    `--realm=${DOMAIN}`,
    '--domain=CONTOSO',
    `--host-name=${computerName}`,
    '--host-ip=10.77.0.1',
    '--server-role=dc',
    '--dns-backend=NONE',
    '--adminpass=Lab-0nly-secret',
    '--quiet',
  ];
  await mustRun(words, { timeoutMs: MAX_PROVISION_MS });
  const unfinished = `${cached}.${process.pid}`;
  await mustRun(['tar', '-cf', unfinished, '-C', folder, 'private', 'state']);
  fs.renameSync(unfinished, cached);
}

/** Kept for this run, whose folder is nobody else's: its files are unpacked as root. */
function privateCache(): string {
  const folder = path.join(os.tmpdir(), 'own', 'samba');
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * Starts a file server alone: no endpoint mapper, no domain.
 * @param protocol the newest that it speaks
 * @param clock what its clock shows, in libfaketime's words: `+10m`
 */
export async function startFileServer(
  host: Host,
  computerName: string,
  protocol: SmbProtocol,
  clock: { readonly FAKETIME?: string } = {},
): Promise<void> {
  const { folder } = host;
  const configuration = writeConfiguration(folder, [
    `netbios name = ${computerName}`,
    'workgroup = CONTOSO',
    'server role = standalone server',
    'server min protocol = LANMAN1',
    `server max protocol = ${protocol}`,
    'disable netbios = yes',
    'smb ports = 445',
    'map to guest = Bad User',
    ...settings(folder),
  ]);
  await host.startServer(
    [
      'smbd',
      '--foreground',
      '--no-process-group',
      '--debug-stdout',
      `--configfile=${configuration}`,
    ],
    [445],
    'tcp',
    // Only the wall clock: time that passes has to pass.
    clock.FAKETIME === undefined
      ? {}
      : { ...clock, LD_PRELOAD: FAKETIME_LIBRARY, FAKETIME_DONT_FAKE_MONOTONIC: '1' },
  );
}

function writeConfiguration(folder: string, lines: readonly string[]): string {
  for (const place of ['lock', 'state', 'cache', 'pid', 'private']) {
    fs.mkdirSync(path.join(folder, place), { recursive: true, mode: 0o755 });
  }
  const file = path.join(folder, 'smb.conf');
  fs.writeFileSync(file, ['[global]', ...lines, ''].join('\n'));
  return file;
}

/** One line of a lookup: an interface at a place. */
export interface MapperEntry {
  readonly interface: string;
  readonly protocol: string;
  /** Port, pipe or local name. */
  readonly place: string;
}

/** What another program reads from the same endpoint mapper. */
export async function readMapper(from: Host, address: string): Promise<readonly MapperEntry[]> {
  const output = await from.mustRun([
    'rpcclient',
    '--configfile=/dev/null',
    '--user=%',
    `ncacn_ip_tcp:${address}`,
    '--command=epmlookup',
  ]);
  const lines = output.matchAll(
    /^\S+ (?<protocol>\w+):[^[]*\[(?<place>[^,\]]*),abstract_syntax=(?<uuid>[\w-]+)\//gmu,
  );
  return [...lines].map(({ groups }) => ({
    interface: groups?.['uuid'] ?? '',
    protocol: groups?.['protocol'] ?? '',
    place: groups?.['place'] ?? '',
  }));
}
