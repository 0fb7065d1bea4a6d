import type { DomainService } from '../catalogue/flow.ts';
import type { Check, DomainCheck } from '../plan/check.ts';
import { type CheckResult, type EndpointResult, withDoubt } from '../probe/result.ts';
import type { NameServer } from '../site/site.ts';
import type { Directory, ServiceTarget } from './directory.ts';
import { notProbed } from './not-probed.ts';
import type { Resolver } from './resolve.ts';

/** What a look into a domain borrows from the batch that it is part of. */
export interface DomainMeans {
  readonly directory: Directory;
  readonly run: (check: Check) => Promise<CheckResult>;
  /** The system's resolver. */
  readonly resolve: Resolver;
}

/** How many domain controllers are probed together; more follow only if none of these is met. */
const AT_ONCE = 8;

/**
 * The record by which Windows finds a domain controller that offers a service. For the global
 * catalog it is the forest's.
 */
const RECORDS = {
  kerberos: '_kerberos._tcp.dc._msdcs',
  ldap: '_ldap._tcp.dc._msdcs',
  'global-catalog': '_ldap._tcp.gc._msdcs',
} as const satisfies Record<Exclude<DomainService, 'dns'>, string>;

/** Probes the servers that DNS names for a service of a domain. */
export async function lookInDomain(check: DomainCheck, means: DomainMeans): Promise<CheckResult> {
  const { service } = check;
  const endpoints =
    service === 'dns'
      ? await nameServers(check, means)
      : await domainControllers(check, service, means);
  return { check, endpoints };
}

async function nameServers(
  check: DomainCheck,
  means: DomainMeans,
): Promise<readonly EndpointResult[]> {
  const { host, nameServers: said } = check;
  const { directory, run } = means;
  const servers = said.length > 0 ? said : directory.nameServers();
  if (servers.length === 0)
    return [notProbed(host, null, { outcome: 'error', code: 'ENOSERVERS' })];
  const record = `${RECORDS.ldap}.${host}`;
  const asked = await Promise.all(
    servers.map(({ address, port }) => run({ kind: 'dns', host: address, port, record })),
  );
  const endpoints = asked.flatMap((each) => each.endpoints);
  if (endpoints.some(({ observation }) => observation.outcome === 'open')) return endpoints;
  if (!(await isFoundOtherwise(check, means))) return endpoints;
  return endpoints.map((endpoint) => withDoubt(endpoint, 'resolved-otherwise'));
}

/**
 * Whether this computer finds the domain in some way other than by its name servers: by a name
 * resolution policy (Windows' NRPT), the name server of another interface, HTTPS, or a cache. What
 * its name servers say, or don't, then decides nothing.
 */
async function isFoundOtherwise(
  { host, nameServers: said }: DomainCheck,
  { directory, resolve }: DomainMeans,
): Promise<boolean> {
  if (said.length > 0) return false;
  const found = await resolve(host);
  if (found.kind !== 'addresses') return false;
  const told = await directory.addresses(host, []);
  // With split DNS, its name servers may know a public domain of the same name.
  return (
    told.kind !== 'addresses' ||
    !told.addresses.some((address) => found.addresses.includes(address))
  );
}

async function domainControllers(
  check: DomainCheck,
  service: Exclude<DomainService, 'dns'>,
  means: DomainMeans,
): Promise<readonly EndpointResult[]> {
  const { host: domain, nameServers: servers } = check;
  const forest = service === 'global-catalog' ? await forestOf(check, means) : null;
  const record = `${RECORDS[service]}.${forest ?? domain}`;
  const found = await means.directory.services(record, servers);
  if (found.kind !== 'targets') {
    const { kind: outcome, code } = found;
    const missing = notProbed(record, null, { outcome, code });
    if (found.kind === 'unresolved' && (await isFoundOtherwise(check, means))) {
      return [withDoubt(missing, 'resolved-otherwise')];
    }
    // Where the forest's root is another domain, its record has another name.
    const isOfUnknownForest =
      found.kind === 'unresolved' && service === 'global-catalog' && forest === null;
    return [isOfUnknownForest ? withDoubt(missing, 'forest-not-known') : missing];
  }
  const endpoints: EndpointResult[] = [];
  for (let at = 0; at < found.targets.length; at += AT_ONCE) {
    const asked = await Promise.all(
      found.targets
        .slice(at, at + AT_ONCE)
        .map((target) => means.run(checkOf(service, target, domain, forest, servers))),
    );
    endpoints.push(...asked.flatMap((each) => each.endpoints));
    if (endpoints.some(({ observation }) => observation.outcome === 'open')) return endpoints;
  }
  // Windows asks the controllers of its own site first, and they may be among the others.
  return found.left === 0
    ? endpoints
    : endpoints.map((endpoint) => withDoubt(endpoint, 'not-all-asked'));
}

/** The forest's root domain, as a domain controller names it; null if none did. */
async function forestOf(
  { host, nameServers: servers }: DomainCheck,
  { run }: DomainMeans,
): Promise<string | null> {
  const { endpoints } = await run({
    kind: 'domain',
    host,
    service: 'ldap',
    nameServers: servers,
  });
  const told = endpoints.flatMap(({ observation: { outcome, evidence } }) =>
    outcome === 'open' && evidence.kind === 'ldap' && evidence.forest !== null
      ? [evidence.forest.toLowerCase()]
      : [],
  );
  return told[0] ?? null;
}

function checkOf(
  service: Exclude<DomainService, 'dns'>,
  { host, port }: ServiceTarget,
  domain: string,
  forest: string | null,
  servers: readonly NameServer[],
): Check {
  switch (service) {
    case 'kerberos':
      return { kind: 'kerberos', host, port, realm: domain.toUpperCase(), nameServers: servers };
    case 'ldap':
      return {
        kind: 'ldap',
        host,
        port,
        of: { kind: 'domain', name: domain },
        nameServers: servers,
      };
    case 'global-catalog':
      return {
        kind: 'ldap',
        host,
        port,
        of: forest === null ? null : { kind: 'forest', name: forest },
        nameServers: servers,
      };
  }
}
