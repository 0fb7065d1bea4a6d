import fs from 'node:fs';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Verdict } from '../../../src/judge/vocabulary.ts';
import type { RequirementId } from '../../../src/catalogue/flow.ts';
import type { InstallMethod } from '../../../src/catalogue/vocabulary.ts';
import type { Authority } from '../../../src/lab/certificates.ts';
import { DOMAIN } from './domain.ts';
import type { AddressPair, Host } from './host.ts';
import { type ServerTls, type WebServer, startNginx } from './nginx.ts';
import { type CheckRun, check, methodOf, onlyClient, onlyEndpoint } from './tool.ts';

const RUNS_AT_ONCE = 8;

/** What only a management point and a software update point say, in nginx' words. */
export const MP_ANSWER = `return 200 '<MPList><MP Name="MP01"/></MPList>';`;
export const SUP_ANSWER = `return 200 'http://www.microsoft.com/SoftwareDistribution';`;

/** A port of nginx' own host whose packets are dropped: nginx waits, and so does who asks it. */
const MUTE_PORT = 9;
export const SILENT_ANSWER = `proxy_pass http://127.0.0.1:${MUTE_PORT};`;

/** A role over one scheme: which requirement shows it, and how a site file names it. */
export type WebFlow =
  | 'mp-http'
  | 'mp-https'
  | 'sup-http'
  | 'sup-https'
  | 'dp-http'
  | 'dp-https'
  | 'slp-http'
  | 'fsp-http';

export interface CertificateWish {
  /** Default: the server's own. */
  readonly name?: string;
  readonly addresses?: 'its own';
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** A web server of a site, and what the contract says of it. */
export interface WebCase {
  readonly title: string;
  readonly flow: WebFlow;
  /** What the server does, in nginx' words. */
  readonly answer: string;
  readonly family?: keyof AddressPair;
  readonly askedBy?: 'address';
  readonly certificate?: CertificateWish;
  /** nginx' words inside a server with TLS. */
  readonly tlsOptions?: string;
  /** TLS where plain HTTP is expected, or the other way round. */
  readonly scheme?: 'the other';
  readonly options?: readonly string[];
  /** `none`: nothing in the answer shows IIS. */
  readonly signs?: 'none';
  readonly expected: {
    readonly outcome: string;
    readonly cause?: string;
    readonly verdict: Verdict;
    readonly warnings?: readonly string[];
  };
}

interface Placed {
  readonly entry: WebCase;
  readonly name: string;
  readonly address: string;
}

const HTTP_PORTS = { plain: 80, tls: 443 } as const;
const SUP_PORTS = { plain: 8530, tls: 8531 } as const;
const GOOD_MP = `good.${DOMAIN}`;

export interface WebLab {
  readonly site: Host;
  readonly web: Host;
  readonly authority: Authority;
}

/** Starts one nginx with an address for each case, and gives back how each run ends. */
export async function startCases(
  cases: readonly WebCase[],
  { site, web, authority }: WebLab,
): Promise<ReadonlyMap<WebCase, Promise<CheckRun>>> {
  const pairs = await web.addAddresses(cases.length);
  const good = await web.addAddress();
  const placed = cases.map((entry, index): Placed => {
    const address = pairs[index]?.[entry.family ?? 'v4'];
    if (address === undefined) throw new Error('an address is missing');
    return { entry, name: `web${index}.${DOMAIN}`, address };
  });
  site.setNames([[good.v4, GOOD_MP], ...placed.map(({ address, name }) => [address, name])]);
  const servers = await Promise.all(placed.map((one) => serversOf(one, authority)));
  await web.filterIncoming([`tcp dport ${MUTE_PORT} drop`]);
  await startNginx(web, [
    { address: good.v4, port: HTTP_PORTS.plain, answer: MP_ANSWER },
    ...servers.flat(),
  ]);
  const limit = pLimit(RUNS_AT_ONCE);
  return new Map(
    placed.map((one) => {
      const run = limit(() => runCase(one, site));
      // Awaited by its own test, which may come later than a failure.
      run.catch(() => {});
      return [one.entry, run];
    }),
  );
}

async function serversOf(
  { entry, name, address }: Placed,
  authority: Authority,
): Promise<readonly WebServer[]> {
  const { flow, answer, scheme, signs } = entry;
  const expectsTls = flow.endsWith('https');
  const ports = flow.startsWith('sup') ? SUP_PORTS : HTTP_PORTS;
  const hasTls = expectsTls === (scheme === undefined);
  const port = expectsTls ? ports.tls : ports.plain;
  const tls = hasTls ? await tlsOf(entry, name, address, authority) : undefined;
  const server = { address, port, answer, tls, signs };
  // Content never comes over TLS: a software update point serves plain HTTP besides.
  return flow === 'sup-https'
    ? [server, { address, port: ports.plain, answer: SUP_ANSWER }]
    : [server];
}

async function tlsOf(
  { certificate: wish = {}, tlsOptions }: WebCase,
  name: string,
  address: string,
  authority: Authority,
): Promise<ServerTls> {
  const { certificate, key } = await authority.issue({
    names: [wish.name ?? name],
    addresses: wish.addresses === 'its own' ? [address] : undefined,
    notBefore: wish.notBefore,
    notAfter: wish.notAfter,
  });
  return { certificate, key, options: tlsOptions };
}

async function runCase({ entry, name, address }: Placed, site: Host): Promise<CheckRun> {
  const file = path.join(site.folder, `${name}.json`);
  const host = entry.askedBy === 'address' ? address : name;
  fs.writeFileSync(file, JSON.stringify({ product: 'cm2007', ...siteOf(entry.flow, host) }));
  const method = methodFor(entry.flow);
  // What is silent is waited for in vain.
  const patience = entry.answer === SILENT_ANSWER ? ['--response-timeout', '3s'] : [];
  const options = [...patience, ...(entry.options ?? [])];
  return check(site, ['--site', file, '--method', method, ...options]);
}

/** A site in which everything but this one role is in order or not needed. */
function siteOf(flow: WebFlow, host: string): object {
  const goodMp = { managementPoints: [GOOD_MP] };
  const local = { manual: { runFrom: 'local' } };
  switch (flow) {
    case 'mp-http':
      return { roles: { managementPoints: [{ host }] }, install: local };
    case 'mp-https':
      return {
        communication: 'native',
        roles: { managementPoints: [{ host }] },
        install: local,
      };
    case 'sup-http':
      return { roles: { softwareUpdatePoints: [{ host, httpPort: 8530 }] } };
    case 'sup-https':
      return { roles: { softwareUpdatePoints: [{ host, httpPort: 8530, ssl: true }] } };
    case 'dp-http':
      return { roles: { distributionPoints: [{ host, serves: ['http'] }] } };
    case 'dp-https':
      return {
        communication: 'native',
        roles: { distributionPoints: [{ host, serves: ['http'] }] },
      };
    case 'slp-http':
      return {
        serverLocatorPointNeeded: 'yes',
        roles: { ...goodMp, serverLocatorPoints: [{ host }] },
        install: local,
      };
    case 'fsp-http':
      return { roles: { ...goodMp, fallbackStatusPoints: [{ host }] }, install: local };
  }
}

function methodFor(flow: WebFlow): InstallMethod {
  if (flow.startsWith('sup')) return 'software-update-point';
  return flow.startsWith('dp') ? 'software-distribution' : 'manual';
}

/** What a run said, in the terms of `WebCase.expected`. */
export function said(run: CheckRun, { flow }: WebCase) {
  const client = onlyClient(run);
  const method = methodFor(flow);
  const id: RequirementId = `${method}/${flow}`;
  const { outcome, cause } = onlyEndpoint(client, id);
  const { verdict, brokenBy, degradedBy } = methodOf(client, method);
  return {
    outcome,
    cause,
    verdict,
    brokenBy,
    degradedBy,
    warnings: client.warnings.map(({ code }) => code),
    exitCode: run.exitCode,
  };
}

/** The same of what is expected. */
export function expectedOf({ flow, expected }: WebCase): ReturnType<typeof said> | object {
  const id = `${methodFor(flow)}/${flow}`;
  const { outcome, cause, verdict, warnings = [] } = expected;
  return {
    outcome,
    cause,
    verdict,
    brokenBy: verdict === 'breaks' ? [id] : [],
    degradedBy: verdict === 'degraded' ? [id] : [],
    warnings,
    exitCode: exitCodeOf(verdict),
  };
}

/** All that counts is seen from the client: of what is unproven nobody is ready. */
function exitCodeOf(verdict: WebCase['expected']['verdict']): number {
  if (verdict === 'breaks') return 1;
  return verdict === 'unproven' ? 3 : 0;
}
