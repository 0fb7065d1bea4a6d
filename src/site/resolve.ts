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
import type {
  DistributionPoint,
  InstallSource,
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
const DEFAULT_RPC_DYNAMIC_PORTS = { first: 49_152, last: 65_535 };
const NO_SOURCE: InstallSource = { kind: 'none' };
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
  contradictions.push(...tlsPorts(input, communication, product ?? null));
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
      ports,
      activeDirectory: {
        schemaExtended: input.activeDirectory?.schemaExtended ?? true,
        sitesPublished: input.activeDirectory?.sitesPublished ?? true,
      },
      serverLocatorPointNeeded: input.serverLocatorPointNeeded ?? 'auto',
      clients: {
        membership: input.clients?.membership ?? 'same-forest',
        rpcDynamicPorts: input.clients?.rpcDynamicPorts ?? DEFAULT_RPC_DYNAMIC_PORTS,
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
      },
      install: {
        manual: {
          source: install?.manual?.source ?? install?.source ?? NO_SOURCE,
          runFrom: install?.manual?.runFrom ?? UNKNOWN_SHARE,
        },
        groupPolicy: {
          source: install?.groupPolicy?.source ?? install?.source ?? NO_SOURCE,
          package: install?.groupPolicy?.package ?? UNKNOWN_SHARE,
        },
        softwareUpdatePoint: {
          source: install?.softwareUpdatePoint?.source ?? install?.source ?? NO_SOURCE,
        },
      },
    },
  };
}

function isCommunicationOf(product: Product, communication: Communication): boolean {
  return COMMUNICATIONS[product].some((known) => known === communication);
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
