import { stringify } from 'yaml';
import {
  COMMUNICATIONS,
  type Communication,
  type Location,
  type Method,
  type Product,
} from '../catalogue/vocabulary.ts';
import { LAB_ADDRESSES, LAB_DOMAIN, type LabPorts } from './layout.ts';

export const SOURCE_METHODS = [
  'manual',
  'group-policy',
  'software-update-point',
] as const satisfies readonly Method[];
/** A method that takes `/source`. */
export type SourceMethod = (typeof SOURCE_METHODS)[number];

/** Options of the lab's site. */
export interface LabSiteOptions {
  /** Default: `cm2007`. */
  readonly product?: Product | undefined;
  /** Default: the product's first. */
  readonly communication?: Communication | undefined;
  /** Where its clients are. Default: `intranet`. */
  readonly location?: Location | undefined;
  /** Methods that install from `/source` instead of the management point. Default: Group Policy. */
  readonly source?: readonly SourceMethod[] | undefined;
}

const DEFAULT_SOURCE: readonly SourceMethod[] = ['group-policy'];

/** The lab's site file, in YAML. It names every role and every share. */
export function labSiteFile(options: LabSiteOptions, ports: LabPorts): string {
  const {
    product = 'cm2007',
    communication = COMMUNICATIONS[product][0],
    location = 'intranet',
    source = location === 'internet' ? [] : DEFAULT_SOURCE,
  } = options;
  const isOld = product === 'cm2007';
  const share = String.raw`\\${LAB_ADDRESSES['source-server']}\ccmclient`;
  const sourceOf = (method: SourceMethod): { source?: string } =>
    source.includes(method) ? { source: share } : {};
  return stringify({
    product,
    siteCode: 'LAB',
    communication,
    ports: {
      http: ports.http,
      https: ports.https,
      smb: ports.smb,
      rpcEndpointMapper: ports.rpcEndpointMapper,
      ...(isOld ? {} : { clientNotification: ports.clientNotification }),
    },
    ...(isOld ? { serverLocatorPointNeeded: 'yes' } : {}),
    clients: {
      ...(isOld ? {} : { location }),
      ...(isOld || location === 'internet'
        ? {}
        : {
            domain: LAB_DOMAIN,
            nameServers: `${LAB_ADDRESSES['domain-controller']}:${ports.dns}`,
          }),
      rpcDynamicPorts: `${ports.rpcDynamicRange.first}-${ports.rpcDynamicRange.last}`,
    },
    roles: {
      managementPoints: [LAB_ADDRESSES['management-point']],
      distributionPoints: [{ host: LAB_ADDRESSES['distribution-point'], serves: ['http', 'smb'] }],
      ...(isOld ? { serverLocatorPoints: [LAB_ADDRESSES['server-locator-point']] } : {}),
      fallbackStatusPoints: [LAB_ADDRESSES['fallback-status-point']],
      softwareUpdatePoints: [
        {
          host: LAB_ADDRESSES['software-update-point'],
          httpPort: ports.softwareUpdateHttp,
          httpsPort: ports.softwareUpdateHttps,
          ssl: true,
        },
      ],
      ...(isOld
        ? {}
        : {
            cloudManagementGateways: [
              { host: LAB_ADDRESSES['cloud-management-gateway'], httpsPort: ports.https },
            ],
          }),
    },
    install: {
      manual: {
        runFrom:
          location === 'internet'
            ? 'local'
            : String.raw`\\${LAB_ADDRESSES['setup-share']}\ccmclient`,
        ...sourceOf('manual'),
      },
      groupPolicy: {
        package: String.raw`\\${LAB_ADDRESSES['package-share']}\gpo`,
        ...sourceOf('group-policy'),
      },
      softwareUpdatePoint: sourceOf('software-update-point'),
    },
  });
}
