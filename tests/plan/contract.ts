/** The requirement ids of contract sections 2 and 3, written down from there. */

const EVERY_METHOD = {
  cm2007: ['slp-http', 'fsp-http'],
  'current-branch': [
    'fsp-http',
    'client-notification',
    'crl-http',
    'dns',
    'kerberos',
    'ldap',
    'global-catalog',
  ],
} as const;

const CLIENT_PUSH = [
  'icmp',
  'smb',
  'rpc-endpoint-mapper',
  'rpc-endpoint-mapper-udp',
  'rpc-dynamic',
  'mp-http',
  'mp-https',
];
const SOFTWARE_UPDATE_POINT = ['sup-http', 'sup-https', 'mp-http', 'mp-https', 'source-smb'];
const GROUP_POLICY = ['mp-http', 'mp-https', 'source-smb', 'package-smb'];
const MANUAL = ['share-smb', 'mp-http', 'mp-https', 'source-smb'];
const CONTENT = ['dp-http', 'dp-https'];
const SOFTWARE_DISTRIBUTION = [...CONTENT, 'dp-smb'];

const OWN = {
  cm2007: {
    'client-push': CLIENT_PUSH,
    'software-update-point': SOFTWARE_UPDATE_POINT,
    'group-policy': GROUP_POLICY,
    manual: MANUAL,
    'software-distribution': SOFTWARE_DISTRIBUTION,
  },
  'current-branch': {
    'client-push': [...CLIENT_PUSH, ...CONTENT],
    'software-update-point': [...SOFTWARE_UPDATE_POINT, ...CONTENT],
    'group-policy': [...GROUP_POLICY, ...CONTENT],
    manual: [...MANUAL, ...CONTENT, 'cmg-https'],
    'software-distribution': [...SOFTWARE_DISTRIBUTION, 'cmg-https'],
  },
} as const;

export type ContractProduct = keyof typeof OWN;
export type ContractMethod = keyof (typeof OWN)['cm2007'];

export const CONTRACT_PRODUCTS = ['cm2007', 'current-branch'] as const;
export const CONTRACT_METHODS = [
  'client-push',
  'software-update-point',
  'group-policy',
  'manual',
  'software-distribution',
] as const satisfies readonly ContractMethod[];

/** The flows of a method, without the method's name. */
export function contractFlows(product: ContractProduct, method: ContractMethod): string[] {
  return [...EVERY_METHOD[product], ...OWN[product][method]];
}

/** All ids of a product, `client-push/smb`. */
export function contractIds(product: ContractProduct): string[] {
  return CONTRACT_METHODS.flatMap((method) =>
    contractFlows(product, method).map((flow) => `${method}/${flow}`),
  );
}
