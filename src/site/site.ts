import type { OwnRow } from '../catalogue/own.ts';
import type { Communication, Location, PortRange, Product } from '../catalogue/vocabulary.ts';
import type { AddressRange } from './boundary.ts';
import type { UncPath } from './unc.ts';

export const MEMBERSHIPS = ['same-forest', 'other-forest', 'workgroup'] as const;
export type Membership = (typeof MEMBERSHIPS)[number];

export const LOCATOR_POINT_NEEDS = ['auto', 'yes', 'no'] as const;
export const SERVED_PROTOCOLS = ['http', 'smb'] as const;
export type ServedProtocol = (typeof SERVED_PROTOCOLS)[number];

/** What a flow may be expected to be. */
export const EXPECTED_STATES = ['closed'] as const;
export type ExpectedState = (typeof EXPECTED_STATES)[number];

/** `assumed`: the site file does not say it, so the product's default applies. */
export type HowSaid = 'told' | 'assumed';

/** A site as the plan needs it: every default filled in, every rule checked. */
export interface Site {
  readonly product: Product;
  readonly siteCode: string | null;
  readonly siteServer: string | null;
  readonly communication: Communication;
  readonly communicationSaid: HowSaid;
  /** `not-checked`: `/NoCRLCheck`, or the site's setting. */
  readonly revocation: 'checked' | 'not-checked';
  readonly ports: SitePorts;
  readonly activeDirectory: {
    readonly schemaExtended: boolean;
    readonly sitesPublished: boolean;
  };
  readonly serverLocatorPointNeeded: (typeof LOCATOR_POINT_NEEDS)[number];
  readonly clients: {
    readonly location: Location;
    readonly membership: Membership;
    readonly rpcDynamicPorts: PortRange;
    /** Its full name; null where it is not known. */
    readonly domain: string | null;
    /** Where they look names up; none: the computer that looks has its own. */
    readonly nameServers: readonly NameServer[];
  };
  readonly roles: SiteRoles;
  readonly boundaryGroups: readonly BoundaryGroup[];
  readonly install: Install;
  /** Names of flows, or ids of requirements, by what they are expected to be. */
  readonly expect: Readonly<Partial<Record<string, ExpectedState>>>;
  /** The files of the user's own rows, as they are named. */
  readonly catalogue: readonly string[];
  /** The rows in those files, for any product. */
  readonly ownRows: readonly OwnRow[];
}

/** By its address. */
export interface NameServer {
  readonly address: string;
  readonly port: number;
}

/** Where several ports are listed, any of them may be the one in use. */
export interface SitePorts {
  readonly http: readonly number[];
  readonly https: readonly number[];
  readonly smb: number;
  readonly rpcEndpointMapper: number;
  readonly clientNotification: number;
}

/** A server that speaks HTTPS alone, and the ports that it may listen on. */
export interface TlsHost {
  readonly host: string;
  readonly httpsPorts: readonly number[];
}

/** A server, and the ports that it may listen on. */
export interface RoleHost extends TlsHost {
  readonly httpPorts: readonly number[];
}

export interface ManagementPoint extends RoleHost {
  readonly clientNotificationPort: number;
}

export interface DistributionPoint extends RoleHost {
  readonly serves: readonly ServedProtocol[];
  readonly smbPort: number;
}

export interface SoftwareUpdatePoint extends RoleHost {
  readonly ssl: boolean;
}

export interface SiteRoles {
  readonly managementPoints: readonly ManagementPoint[];
  readonly distributionPoints: readonly DistributionPoint[];
  readonly serverLocatorPoints: readonly RoleHost[];
  readonly fallbackStatusPoints: readonly RoleHost[];
  readonly softwareUpdatePoints: readonly SoftwareUpdatePoint[];
  readonly cloudManagementGateways: readonly TlsHost[];
}

/** The roles whose servers a client is led to by its boundary groups; keys of `SiteRoles`. */
export const LOCATED_ROLES = [
  'managementPoints',
  'distributionPoints',
  'softwareUpdatePoints',
] as const satisfies readonly (keyof SiteRoles)[];
export type LocatedRole = (typeof LOCATED_ROLES)[number];

/** A network location, and the servers that clients there are led to. */
export interface BoundaryGroup extends Readonly<Record<LocatedRole, readonly string[]>> {
  readonly name: string;
  readonly boundaries: readonly AddressRange[];
  /** Names of groups whose servers stand in where none of its own works. */
  readonly neighbours: readonly string[];
  /** The group of clients that are in no other, and a neighbour of all. */
  readonly siteDefault: boolean;
}

/** One `/source`: a share, or a folder of the client's own disk. */
export type OneSource =
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'share'; readonly share: UncPath };

/**
 * A method's `/source`, which CCMSetup takes several times: none, a folder on the client's own
 * disk, or shares, any of which will do.
 */
export type InstallSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'shares'; readonly shares: readonly UncPath[] };

/** A share, or a disk of the client itself, whose path does not matter. */
export type ShareOrLocal =
  | { readonly kind: 'none' }
  | { readonly kind: 'local' }
  | { readonly kind: 'share'; readonly share: UncPath };

export interface Install {
  readonly manual: {
    readonly source: InstallSource;
    /** Where CCMSetup.exe is run from; `none` where it is not given. */
    readonly runFrom: ShareOrLocal;
  };
  readonly groupPolicy: { readonly source: InstallSource; readonly package: ShareOrLocal };
  readonly softwareUpdatePoint: { readonly source: InstallSource };
}
