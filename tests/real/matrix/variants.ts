/** The computers of a site. `mp2` is there only where a variant names two management points. */
export type Computer =
  'client' | 'mp' | 'mp2' | 'dp' | 'slp' | 'fsp' | 'sup' | 'cmg' | 'source' | 'share' | 'package';

export type MethodName =
  'client-push' | 'software-update-point' | 'group-policy' | 'manual' | 'software-distribution';

/** A site as its file says it, and the flows that the port document and the contract give it. */
export interface Variant {
  readonly title: string;
  readonly product: 'cm2007' | 'current-branch';
  /** What the file says beside the roles. */
  readonly site: object;
  readonly distributionPointServes?: readonly string[];
  readonly softwareUpdatePointSsl?: boolean;
  readonly managementPoints: readonly Computer[];
  /** Nobody says how clients talk to the site: enhanced HTTP is assumed. */
  readonly isCommunicationAssumed?: boolean;
  /** What the site file leaves out though flows go there. */
  readonly notNamed?: readonly Computer[];
  /**
   * The flows of each method, `!` required, `?` helpful, `.` documented; `-` where the method can't
   * apply. Written down from the documents' tables row by row, not from the catalogue.
   */
  readonly flows: Readonly<Record<MethodName, string>>;
}

const PUSH = 'icmp! smb! rpc-endpoint-mapper! rpc-endpoint-mapper-udp. rpc-dynamic!';
/** The newest documents name no echo request any more. */
const NEW_PUSH = 'icmp. smb! rpc-endpoint-mapper! rpc-endpoint-mapper-udp. rpc-dynamic!';

const ONE = { product: 'cm2007', managementPoints: ['mp'] } as const;
const NEW = { product: 'current-branch', managementPoints: ['mp'] } as const;

const MIXED = {
  'client-push': `fsp-http? ${PUSH} mp-http!`,
  'software-update-point': 'fsp-http? sup-http! mp-http?',
  'group-policy': 'fsp-http? mp-http! package-smb!',
  manual: 'fsp-http? share-smb! mp-http!',
  'software-distribution': 'fsp-http? dp-smb!',
} as const;
const NATIVE = {
  'client-push': `fsp-http? ${PUSH} mp-https!`,
  'software-update-point': 'fsp-http? sup-http! sup-https! mp-https?',
  'group-policy': 'fsp-http? mp-https! package-smb!',
  manual: 'fsp-http? share-smb! mp-https!',
  'software-distribution': 'fsp-http? dp-smb!',
} as const;
const WITH_LOCATOR = {
  'client-push': `slp-http! fsp-http? ${PUSH} mp-http!`,
  'software-update-point': 'slp-http! fsp-http? sup-http! mp-http?',
  'group-policy': 'slp-http! fsp-http? mp-http! package-smb!',
  manual: 'slp-http! fsp-http? share-smb! mp-http!',
  'software-distribution': 'slp-http! fsp-http? dp-smb!',
} as const;
/** Whether an update point takes TLS is told of it alone, whatever the site's communication. */
const NEW_HTTP = {
  'client-push': `fsp-http? ${NEW_PUSH} mp-http! dp-http? client-notification?`,
  'software-update-point': 'fsp-http? sup-http! mp-http! dp-http? client-notification?',
  'group-policy': 'fsp-http? mp-http! package-smb! dp-http? client-notification?',
  manual: 'fsp-http? share-smb! mp-http! dp-http? client-notification?',
  'software-distribution': 'fsp-http? dp-http! client-notification?',
} as const;
const NEW_HTTPS = {
  'client-push': `fsp-http? ${NEW_PUSH} mp-https! dp-https? client-notification?`,
  'software-update-point': 'fsp-http? sup-http! mp-https! dp-https? client-notification?',
  'group-policy': 'fsp-http? mp-https! package-smb! dp-https? client-notification?',
  manual: 'fsp-http? share-smb! mp-https! dp-https? client-notification?',
  'software-distribution': 'fsp-http? dp-https! client-notification?',
} as const;
/** The lab's certificates name no revocation list; whoever looks for one is tested apart. */
const HTTPS_SITE = { communication: 'https', noCrlCheck: true } as const;
const NEW_ENHANCED = {
  'client-push': `fsp-http? ${NEW_PUSH} mp-http! mp-https? dp-http? dp-https? client-notification?`,
  'software-update-point':
    'fsp-http? sup-http! mp-http! mp-https? dp-http? dp-https? client-notification?',
  'group-policy':
    'fsp-http? mp-http! mp-https? package-smb! dp-http? dp-https? client-notification?',
  manual: 'fsp-http? share-smb! mp-http! mp-https? dp-http? dp-https? client-notification?',
  'software-distribution': 'fsp-http? dp-http! dp-https? client-notification?',
} as const;

export const VARIANTS: readonly Variant[] = [
  { ...ONE, title: 'mixed', site: {}, flows: MIXED },
  { ...ONE, title: 'native', site: { communication: 'native' }, flows: NATIVE },
  {
    ...ONE,
    title: 'mixed, /source',
    site: { source: 'given' },
    flows: {
      'client-push': `fsp-http? ${PUSH} mp-http!`,
      'software-update-point': 'fsp-http? sup-http! source-smb!',
      'group-policy': 'fsp-http? mp-http! source-smb! package-smb!',
      manual: 'fsp-http? share-smb! source-smb!',
      'software-distribution': 'fsp-http? dp-smb!',
    },
  },
  {
    ...ONE,
    title: 'native, /source',
    site: { communication: 'native', source: 'given' },
    flows: {
      'client-push': `fsp-http? ${PUSH} mp-https!`,
      'software-update-point': 'fsp-http? sup-http! sup-https! source-smb!',
      'group-policy': 'fsp-http? mp-https! source-smb! package-smb!',
      manual: 'fsp-http? share-smb! source-smb!',
      'software-distribution': 'fsp-http? dp-smb!',
    },
  },
  {
    ...ONE,
    title: 'schema not extended',
    site: { activeDirectory: { schemaExtended: false } },
    flows: WITH_LOCATOR,
  },
  {
    ...ONE,
    title: 'not all sites published',
    site: { activeDirectory: { schemaExtended: true, sitesPublished: false } },
    flows: WITH_LOCATOR,
  },
  {
    ...ONE,
    title: 'clients in another forest, native',
    site: { communication: 'native', clients: { membership: 'other-forest' } },
    flows: {
      'client-push': `slp-http! fsp-http? ${PUSH} mp-https!`,
      'software-update-point': 'slp-http! fsp-http? sup-http! sup-https! mp-https?',
      'group-policy': 'slp-http! fsp-http? mp-https! package-smb!',
      manual: 'slp-http! fsp-http? share-smb! mp-https!',
      'software-distribution': 'slp-http! fsp-http? dp-smb!',
    },
  },
  {
    ...ONE,
    title: 'clients in a workgroup',
    site: { clients: { membership: 'workgroup' } },
    flows: { ...WITH_LOCATOR, 'group-policy': '-' },
  },
  {
    ...ONE,
    title: 'run from a local disk',
    site: { runFrom: 'local' },
    flows: { ...MIXED, manual: 'fsp-http? mp-http!' },
  },
  {
    ...ONE,
    title: 'mixed, distribution point by HTTP',
    site: {},
    distributionPointServes: ['http'],
    flows: { ...MIXED, 'software-distribution': 'fsp-http? dp-http!' },
  },
  {
    ...ONE,
    title: 'native, distribution point by HTTPS and SMB',
    site: { communication: 'native' },
    distributionPointServes: ['http', 'smb'],
    flows: { ...NATIVE, 'software-distribution': 'fsp-http? dp-https! dp-smb?' },
  },
  {
    ...ONE,
    title: 'mixed, distribution point by HTTP and SMB',
    site: {},
    distributionPointServes: ['http', 'smb'],
    flows: { ...MIXED, 'software-distribution': 'fsp-http? dp-http! dp-smb?' },
  },
  {
    ...ONE,
    title: 'mixed, software update point with TLS',
    site: {},
    softwareUpdatePointSsl: true,
    flows: { ...MIXED, 'software-update-point': 'fsp-http? sup-http! sup-https! mp-http?' },
  },
  {
    ...ONE,
    title: 'mixed, two management points',
    managementPoints: ['mp', 'mp2'],
    site: {},
    flows: MIXED,
  },
  {
    ...ONE,
    title: 'native, two management points',
    managementPoints: ['mp', 'mp2'],
    site: { communication: 'native' },
    flows: NATIVE,
  },
  {
    ...NEW,
    title: 'current branch, http',
    site: { communication: 'http' },
    flows: NEW_HTTP,
  },
  {
    ...NEW,
    title: 'current branch, https',
    site: HTTPS_SITE,
    flows: NEW_HTTPS,
  },
  {
    ...NEW,
    title: 'current branch, https, software update point with TLS',
    site: HTTPS_SITE,
    softwareUpdatePointSsl: true,
    flows: {
      ...NEW_HTTPS,
      'software-update-point':
        'fsp-http? sup-http! sup-https! mp-https! dp-https? client-notification?',
    },
  },
  {
    ...NEW,
    title: 'current branch, enhanced-http',
    site: { communication: 'enhanced-http' },
    flows: NEW_ENHANCED,
  },
  {
    ...NEW,
    title: 'current branch, communication not told, software update point with TLS',
    isCommunicationAssumed: true,
    site: {},
    softwareUpdatePointSsl: true,
    flows: {
      ...NEW_ENHANCED,
      'software-update-point':
        'fsp-http? sup-http! sup-https! mp-http! mp-https? dp-http? dp-https? client-notification?',
    },
  },
  {
    ...NEW,
    title: 'current branch, http, /source, two management points',
    managementPoints: ['mp', 'mp2'],
    site: { communication: 'http', source: 'given' },
    flows: {
      'client-push': `fsp-http? ${NEW_PUSH} mp-http! dp-http? client-notification?`,
      'software-update-point': 'fsp-http? sup-http! source-smb! mp-http? client-notification?',
      'group-policy': 'fsp-http? mp-http! source-smb! package-smb! client-notification?',
      manual: 'fsp-http? share-smb! source-smb! mp-http? client-notification?',
      'software-distribution': 'fsp-http? dp-http! client-notification?',
    },
  },
  {
    ...NEW,
    title: 'current branch, https, /source',
    site: { ...HTTPS_SITE, source: 'given' },
    flows: {
      'client-push': `fsp-http? ${NEW_PUSH} mp-https! dp-https? client-notification?`,
      'software-update-point': 'fsp-http? sup-http! source-smb! mp-https? client-notification?',
      'group-policy': 'fsp-http? mp-https! source-smb! package-smb! client-notification?',
      manual: 'fsp-http? share-smb! source-smb! mp-https? client-notification?',
      'software-distribution': 'fsp-http? dp-https! client-notification?',
    },
  },
  {
    ...NEW,
    title: 'current branch, workgroup, run from a local disk, distribution point by both',
    site: { communication: 'http', clients: { membership: 'workgroup' }, runFrom: 'local' },
    distributionPointServes: ['http', 'smb'],
    flows: {
      'client-push': '-',
      'software-update-point': 'fsp-http? sup-http! mp-http! dp-http? client-notification?',
      'group-policy': '-',
      manual: 'fsp-http? mp-http! dp-http? client-notification?',
      'software-distribution': 'fsp-http? dp-http! dp-smb? client-notification?',
    },
  },
  {
    ...NEW,
    title: 'current branch, clients on the internet',
    site: { ...HTTPS_SITE, clients: { location: 'internet' } },
    flows: {
      'client-push': '-',
      'software-update-point': '-',
      'group-policy': '-',
      manual: 'share-smb! cmg-https!',
      'software-distribution': 'cmg-https!',
    },
  },
  {
    ...NEW,
    title: 'current branch, http, shares not named',
    notNamed: ['share', 'package'],
    site: { communication: 'http' },
    flows: NEW_HTTP,
  },
];

/** In a role's place an address of IPv6 stands in brackets, in a path it is written as a name. */
function inPath(host: string): string {
  return host.includes(':') ? `${host.replaceAll(':', '-')}.ipv6-literal.net` : host;
}

/** The site file of a variant. */
export function siteOf(variant: Variant, hostOf: (computer: Computer) => string): object {
  const nameOf = (computer: Computer): string => {
    const host = hostOf(computer);
    return host.includes(':') ? `[${host}]` : host;
  };
  const share = (computer: Computer, name: string): string =>
    `\\\\${inPath(hostOf(computer))}\\${name}`;
  const { source, runFrom, ...rest } = { source: null, runFrom: null, ...variant.site };
  const {
    distributionPointServes: serves,
    softwareUpdatePointSsl: ssl = false,
    notNamed = [],
  } = variant;
  return {
    product: variant.product,
    ...rest,
    roles: {
      managementPoints: variant.managementPoints.map(nameOf),
      distributionPoints: [{ host: nameOf('dp'), ...(serves === undefined ? {} : { serves }) }],
      ...(variant.product === 'cm2007'
        ? { serverLocatorPoints: [nameOf('slp')] }
        : { cloudManagementGateways: [nameOf('cmg')] }),
      fallbackStatusPoints: [nameOf('fsp')],
      softwareUpdatePoints: [{ host: nameOf('sup'), httpPort: 8530, ssl }],
    },
    install: {
      ...(source === null ? {} : { source: share('source', 'client') }),
      ...(notNamed.includes('share')
        ? {}
        : { manual: { runFrom: runFrom ?? share('share', 'client') } }),
      ...(notNamed.includes('package')
        ? {}
        : { groupPolicy: { package: share('package', 'packages') } }),
    },
  };
}
