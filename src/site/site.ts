import type { Communication, PortRange, Product } from '../catalogue/vocabulary.ts';
import type { UncPath } from './unc.ts';

export const MEMBERSHIPS = ['same-forest', 'other-forest', 'workgroup'] as const;
export type Membership = (typeof MEMBERSHIPS)[number];

export const LOCATOR_POINT_NEEDS = ['auto', 'yes', 'no'] as const;
export const SERVED_PROTOCOLS = ['http', 'smb'] as const;
export type ServedProtocol = (typeof SERVED_PROTOCOLS)[number];

/** `assumed`: nobody said it, so it is the product's default. */
export type Said = 'told' | 'assumed';

/** A site as the plan needs it: every default filled in, every rule checked. */
export interface Site {
  readonly product: Product;
  readonly siteCode: string | null;
  readonly siteServer: string | null;
  readonly communication: Communication;
  readonly communicationSaid: Said;
  readonly ports: SitePorts;
  readonly activeDirectory: {
    readonly schemaExtended: boolean;
    readonly sitesPublished: boolean;
  };
  readonly serverLocatorPointNeeded: (typeof LOCATOR_POINT_NEEDS)[number];
  readonly clients: { readonly membership: Membership; readonly rpcDynamicPorts: PortRange };
  readonly roles: SiteRoles;
  readonly install: Install;
}

/** Where several ports are listed, any of them may be the one in use. */
export interface SitePorts {
  readonly http: readonly number[];
  readonly https: readonly number[];
  readonly smb: number;
  readonly rpcEndpointMapper: number;
  readonly clientNotification: number;
}

/** A server, and the ports that it may listen on. */
export interface RoleHost {
  readonly host: string;
  readonly httpPorts: readonly number[];
  readonly httpsPorts: readonly number[];
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
}

/** `/source` of a method: not given, on a share, or a folder of the client's own disk. */
export type InstallSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'share'; readonly share: UncPath };

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
