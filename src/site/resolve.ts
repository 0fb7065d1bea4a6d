import { CATALOGUES } from '../catalogue/index.ts';
import {
  COMMUNICATIONS,
  type Communication,
  PRODUCTS,
  type Product,
} from '../catalogue/vocabulary.ts';
import type { Path } from './source-document.ts';
import type { HostPort } from './host.ts';
import type { SiteProblem } from './problem.ts';
import type { SiteInput } from './schema.ts';
import { boundaryGroupConflicts } from './boundary-group-conflicts.ts';
import type {
  BoundaryGroup,
  DistributionPoint,
  InstallSource,
  OneSource,
  ManagementPoint,
  RoleHost,
  ShareOrLocal,
  Site,
  SitePorts,
  SoftwareUpdatePoint,
} from './site.ts';
import { isTlsAlone, tlsPorts } from './tls-ports.ts';
import { wsusPorts } from './wsus-ports.ts';

/** A conflict between keys, and the path of the key to correct. */
export interface KeyConflict {
  readonly path: Path;
  readonly problem: SiteProblem;
}

const DEFAULT_PORTS: SitePorts = {
  http: [80],
  https: [443],
  smb: 445,
  rpcEndpointMapper: 135,
  clientNotification: 10_123,
};
/** The ports of a site are those of its own servers. */
const GATEWAY_PORTS: readonly number[] = [443];
const DEFAULT_RPC_DYNAMIC_PORTS = { first: 49_152, last: 65_535 };
const UNKNOWN_SHARE: ShareOrLocal = { kind: 'none' };

/** Fills in the defaults, and checks rules that involve several keys. */
export function resolveSite(
  input: SiteInput,
): { readonly site: Site } | { readonly contradictions: readonly KeyConflict[] } {
  const contradictions: KeyConflict[] = [];
  const { product } = input;
  if (product === undefined) {
    contradictions.push({
      path: ['product'],
      problem: { code: 'product-missing', allowed: PRODUCTS },
    });
  }
  const communication = input.communication ?? COMMUNICATIONS[product ?? PRODUCTS[0]][0];
  if (product !== undefined && !isCommunicationOf(product, communication)) {
    contradictions.push({
      path: ['communication'],
      problem: {
        code: 'communication-of-other-product',
        communication,
        product,
        allowed: COMMUNICATIONS[product],
      },
    });
  }
  const ports = sitePorts(input);
  const softwareUpdatePoints = (input.roles?.softwareUpdatePoints ?? []).map((entry, index) => {
    const checked = wsusPorts(entry.httpPort ?? entry.host.port ?? undefined, entry.httpsPort);
    if ('problem' in checked) {
      contradictions.push({
        path: ['roles', 'softwareUpdatePoints', index],
        problem: { code: 'wsus-ports', host: entry.host.host, problem: checked.problem },
      });
    }
    const wsus = 'value' in checked ? checked.value : { httpPorts: [], httpsPorts: [] };
    return {
      host: entry.host.host,
      ...wsus,
      ssl: entry.ssl ?? false,
    } satisfies SoftwareUpdatePoint;
  });
  contradictions.push(
    ...tlsPorts(input, communication, product ?? null),
    ...internetOfOtherProduct(input),
    ...domainOfOtherProduct(input),
    ...boundaryGroupConflicts(input),
  );
  if (product === undefined || contradictions.length > 0) return { contradictions };

  const tls = isTlsAlone(communication);
  const web = (entry: WebInput): RoleHost => roleHost(entry, ports, tls ? 'https' : 'http');
  // Server locator points and fallback status points speak plain HTTP in every mode.
  const plain = (entry: WebInput): RoleHost => roleHost(entry, ports, 'http');
  const { install, roles } = input;
  return {
    site: {
      product,
      siteCode: input.siteCode?.toUpperCase() ?? null,
      siteServer: input.siteServer ?? null,
      communication,
      communicationSaid: input.communication === undefined ? 'assumed' : 'told',
      revocation: input.noCrlCheck === true ? 'not-checked' : 'checked',
      ports,
      activeDirectory: {
        schemaExtended: input.activeDirectory?.schemaExtended ?? true,
        sitesPublished: input.activeDirectory?.sitesPublished ?? true,
      },
      serverLocatorPointNeeded: input.serverLocatorPointNeeded ?? 'auto',
      clients: {
        location: input.clients?.location ?? 'intranet',
        membership: input.clients?.membership ?? 'same-forest',
        rpcDynamicPorts: input.clients?.rpcDynamicPorts ?? DEFAULT_RPC_DYNAMIC_PORTS,
        domain: input.clients?.domain ?? null,
        nameServers: input.clients?.nameServers ?? [],
      },
      roles: {
        managementPoints: (roles?.managementPoints ?? []).map((entry): ManagementPoint => ({
          ...web(entry),
          clientNotificationPort: entry.clientNotificationPort ?? ports.clientNotification,
        })),
        distributionPoints: (roles?.distributionPoints ?? []).map((entry): DistributionPoint => ({
          ...web(entry),
          serves: entry.serves ?? CATALOGUES[product].distributionPointServes,
          smbPort: entry.smbPort ?? ports.smb,
        })),
        serverLocatorPoints: (roles?.serverLocatorPoints ?? []).map(plain),
        fallbackStatusPoints: (roles?.fallbackStatusPoints ?? []).map(plain),
        softwareUpdatePoints,
        cloudManagementGateways: (roles?.cloudManagementGateways ?? []).map(
          ({ host, httpsPort }) => ({
            host: host.host,
            httpsPorts: httpsPort ?? (host.port === null ? GATEWAY_PORTS : [host.port]),
          }),
        ),
      },
      boundaryGroups: (input.boundaryGroups ?? []).map((entry): BoundaryGroup => ({
        name: entry.name,
        boundaries: entry.boundaries ?? [],
        managementPoints: entry.managementPoints ?? [],
        distributionPoints: entry.distributionPoints ?? [],
        softwareUpdatePoints: entry.softwareUpdatePoints ?? [],
        neighbours: entry.neighbours ?? [],
        siteDefault: entry.siteDefault ?? false,
      })),
      install: {
        manual: {
          source: sourceOf(install?.manual?.source ?? install?.source),
          runFrom: install?.manual?.runFrom ?? UNKNOWN_SHARE,
        },
        groupPolicy: {
          source: sourceOf(install?.groupPolicy?.source ?? install?.source),
          package: install?.groupPolicy?.package ?? UNKNOWN_SHARE,
        },
        softwareUpdatePoint: {
          source: sourceOf(install?.softwareUpdatePoint?.source ?? install?.source),
        },
      },
      expect: input.expect ?? {},
      catalogue: input.catalogue ?? [],
      ownRows: [],
    },
  };
}

function isCommunicationOf(product: Product, communication: Communication): boolean {
  return COMMUNICATIONS[product].some((known) => known === communication);
}

/** Clients on the internet need a gateway, which only one product has. */
function internetOfOtherProduct({ product, clients }: SiteInput): readonly KeyConflict[] {
  return product === 'cm2007' && clients?.location === 'internet'
    ? [
        {
          path: ['clients', 'location'],
          problem: { code: 'gateway-of-other-product', key: 'clients.location: internet', product },
        },
      ]
    : [];
}

/** The port tables of the other product know of no domain. */
function domainOfOtherProduct({ product, clients }: SiteInput): readonly KeyConflict[] {
  const said = (['domain', 'nameServers'] as const).filter((key) => clients?.[key] !== undefined);
  return product === 'cm2007'
    ? said.map((key) => ({
        path: ['clients', key],
        problem: { code: 'domain-of-other-product', key: `clients.${key}`, product },
      }))
    : [];
}

/**
 * No probe can see whether a folder exists on the client's own disk, so shares beside one still count
 * as the source.
 */
function sourceOf(sources: readonly OneSource[] = []): InstallSource {
  const shares = sources.flatMap((one) => (one.kind === 'share' ? [one.share] : []));
  if (shares.length > 0) return { kind: 'shares', shares };
  const local = sources.find((one) => one.kind === 'local');
  return local ?? { kind: 'none' };
}

function sitePorts({ ports }: SiteInput): SitePorts {
  return {
    http: ports?.http ?? DEFAULT_PORTS.http,
    https: ports?.https ?? DEFAULT_PORTS.https,
    smb: ports?.smb ?? DEFAULT_PORTS.smb,
    rpcEndpointMapper: ports?.rpcEndpointMapper ?? DEFAULT_PORTS.rpcEndpointMapper,
    clientNotification: ports?.clientNotification ?? DEFAULT_PORTS.clientNotification,
  };
}

interface WebInput {
  readonly host: HostPort;
  readonly httpPort?: readonly number[] | undefined;
  readonly httpsPort?: readonly number[] | undefined;
}

/**
 * The port in `host:port` belongs to the scheme that clients use; a key of the entry overrides it.
 */
function roleHost(entry: WebInput, ports: SitePorts, scheme: 'http' | 'https'): RoleHost {
  const said = entry.host.port === null ? undefined : [entry.host.port];
  return {
    host: entry.host.host,
    httpPorts: entry.httpPort ?? (scheme === 'http' ? said : undefined) ?? ports.http,
    httpsPorts: entry.httpsPort ?? (scheme === 'https' ? said : undefined) ?? ports.https,
  };
}
