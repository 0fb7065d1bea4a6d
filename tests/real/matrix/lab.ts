import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeAuthority } from '../../../src/lab/certificates.ts';
import { startDns } from '../support/dns.ts';
import { DOMAIN } from '../support/domain.ts';
import type { AddressPair, Host } from '../support/host.ts';
import type { Network } from '../support/network.ts';
import { type WebServer, startNginx } from '../support/nginx.ts';
import type { Router, Subnet } from '../support/router.ts';
import { startDomainController, startFileServer } from '../support/samba.ts';
import { type WindowsComputer, windowsCommand } from '../support/windows.ts';
import { ANSWERS, ANSWER_PORTS, CERTIFICATES, MISFIT_PORTS } from './faults.ts';
import { certificateServers } from './certificate-servers.ts';

const MISFITS = fileURLToPath(new URL('../support/misfits.js', import.meta.url));
const NOTIFICATION_PORT = 10_123;

/**
 * A real file server starts a process for each connection: where many runs need one that is only
 * in order, a simulator at another port stands in for it.
 */
export const STAND_IN_PORTS = { smb: 4450, mapper: 4451, dynamic: 50_001 } as const;

export const COMPUTER_NAME = 'PC001';
export const FAILING = 'failing.example';
export const MUTE = 'mute.example';

/** Every web role at every address, told apart by what is asked for. */
const ROLES_ANSWER = [
  `if ($uri = /SMS_MP/.sms_aut) { return 200 '<MPList><MP Name="MP01"/></MPList>'; }`,
  `if ($uri = /ClientWebService/client.asmx) { return 200 'microsoft.com/SoftwareDistribution'; }`,
  `return 200 'ok';`,
].join(' ');

/** The hosts of a site on both sides of a router, all of them in order. */
export interface MatrixLab {
  readonly network: Network;
  readonly router: Router;
  readonly siteServer: Host;
  readonly client: Host;
  readonly dns: Host;
  readonly dnsAddress: AddressPair;
  /** Each of the addresses serves every role. */
  readonly servers: { readonly host: Host; readonly subnet: Subnet };
  /** Each of the addresses is a client to push to. */
  readonly targets: { readonly host: Host; readonly subnet: Subnet };
  /** A file server of another name. */
  readonly stranger: AddressPair;
  readonly dead: Subnet;
  readonly unknown: Subnet;
  /** PEM. */
  readonly ca: string;
  readonly caFile: string;
}

export async function buildLab(network: Network): Promise<MatrixLab> {
  const router = await network.addRouter();
  const near = async (name: string): Promise<Host> => {
    const host = await network.addHost(name, 'near');
    await router.serve(host);
    return host;
  };
  const far = async (name: string): Promise<{ host: Host; subnet: Subnet }> => {
    const host = await network.addHost(name);
    return { host, subnet: await router.subnetOf(host, await router.serve(host)) };
  };
  const siteServer = await near('site');
  const client = await near('pc');
  const dns = await network.addHost('dns', 'near');
  const dnsAddress = await router.serve(dns);
  const servers = await far('servers');
  const targets = await far('targets');
  const other = await network.addHost('other');
  const stranger = await router.serve(other);
  const dead = await router.deadSubnet();
  const unknown = await router.deadSubnet();

  const authority = await makeAuthority('Contoso Lab CA');
  const caFile = path.join(network.folder, 'ca.pem');
  fs.writeFileSync(caFile, authority.certificate);
  const good = await authority.issue({ names: [`*.${DOMAIN}`] });
  const misfits = [process.execPath, MISFITS, String(MISFIT_PORTS.first)];
  await Promise.all([
    startNginx(servers.host, [
      ...[80, 8530].map((port) => anywhere(port, ROLES_ANSWER)),
      ...[443, 8531].map((port) => ({ ...anywhere(port, ROLES_ANSWER), tls: good })),
      ...ANSWERS.map(([, answer], index) => anywhere(ANSWER_PORTS.http + index, answer)),
      ...ANSWERS.map(([, answer], index) => ({
        ...anywhere(ANSWER_PORTS.https + index, answer),
        tls: good,
      })),
      ...(await certificateServers(authority, caFile)).map((tls, index) => ({
        ...anywhere(ANSWER_PORTS.tls + index, ROLES_ANSWER),
        tls,
      })),
    ]),
    startFileServer(servers.host, 'FILES01', 'SMB3_11'),
    servers.host.startServer(misfits, [MISFIT_PORTS.first, NOTIFICATION_PORT]),
    servers.host.startServer(
      standIn({ name: `files01.${DOMAIN}`, mapperPort: null, dynamic: [] }),
      [STAND_IN_PORTS.smb],
    ),
    startDomainController(targets.host, COMPUTER_NAME),
    targets.host.startServer(misfits, [MISFIT_PORTS.first]),
    targets.host.startServer(
      standIn({
        name: `${COMPUTER_NAME}.${DOMAIN}`,
        mapperPort: STAND_IN_PORTS.mapper,
        dynamic: [STAND_IN_PORTS.dynamic],
      }),
      [STAND_IN_PORTS.smb, STAND_IN_PORTS.dynamic],
    ),
    startFileServer(other, 'OTHER', 'SMB3_11'),
  ]);
  for (const host of [siteServer, client]) {
    // As the command asks for it, whichever way a case is run.
    host.setResolver(
      `nameserver ${dnsAddress.v4}\nsearch ${DOMAIN}\noptions timeout:2 attempts:2\n`,
    );
  }
  return {
    network,
    router,
    siteServer,
    client,
    dns,
    dnsAddress,
    servers,
    targets,
    stranger,
    dead,
    unknown,
    ca: authority.certificate,
    caFile,
  };
}

function standIn(computer: Omit<WindowsComputer, 'addresses' | 'smbPort'>): readonly string[] {
  return windowsCommand([{ ...computer, addresses: ['::'], smbPort: STAND_IN_PORTS.smb }]);
}

function anywhere(port: number, answer: string): WebServer {
  return { address: 'any', port, answer };
}

/** Starts the name server of a lab, once, when all names are known. */
export async function startNames(
  { dns, dnsAddress }: MatrixLab,
  records: readonly (readonly [string, string])[],
  withoutAddress: readonly string[],
): Promise<void> {
  await startDns(dns, dnsAddress, {
    domain: DOMAIN,
    records,
    aliases: [],
    withoutAddress,
    failing: FAILING,
    mute: MUTE,
  });
}

/** The port that a web server answers from under one of the named faults. */
export function answerPort(name: string, isTls: boolean): number {
  const index = ANSWERS.findIndex(([answer]) => answer === name);
  if (index === -1) throw new Error(`no such answer: ${name}`);
  return (isTls ? ANSWER_PORTS.https : ANSWER_PORTS.http) + index;
}

export function certificatePort(name: string): number {
  const index = CERTIFICATES.findIndex(([certificate]) => certificate === name);
  if (index === -1) throw new Error(`no such certificate: ${name}`);
  return ANSWER_PORTS.tls + index;
}
