import type { ServiceClass } from './services.ts';

/** What contract section 5 calls each kind of service under a fault; a class not here can't have it. */
export type Outcomes = Readonly<Partial<Record<ServiceClass, string>>>;

/** One thing that is wrong, and where in the lab it is made so. */
export type Fault = {
  readonly name: string;
  readonly outcomes: Outcomes;
} & (
  | { readonly at: 'path'; readonly rules: (packets: string) => readonly string[] }
  /** The computer answers the service's port from another of its ports. */
  | { readonly at: 'server'; readonly port: number | 'answer' | 'tls answer' }
  /** All that is sent to the computer, or its name, is concerned. */
  | { readonly at: 'computer'; readonly rules: readonly string[] }
  | { readonly at: 'name'; readonly record: RecordKind }
);

/** What DNS says of a computer. */
export type RecordKind =
  | 'none'
  | 'without address'
  | 'server failure'
  | 'no answer'
  | 'another computer'
  | 'dead address'
  | 'unknown network'
  | 'the other family'
  | 'both families'
  | 'a dead address too';

export const MISFIT_PORTS = { closed: 1, first: 9001 } as const;
export const ANSWER_PORTS = { http: 10_001, https: 11_001, tls: 12_001 } as const;

const TCP = [
  'smb',
  'mapper',
  'dynamic',
  'accept',
  'own http',
  'any http',
  'own https',
  'any https',
] as const satisfies readonly ServiceClass[];
const SPEAKING = [
  'smb',
  'mapper',
  'own http',
  'any http',
  'own https',
  'any https',
] as const satisfies readonly ServiceClass[];
const OWN = ['own http', 'own https'] as const;
const ANY = ['any http', 'any https'] as const;
const HTTPS = ['own https', 'any https'] as const;

function each(classes: readonly ServiceClass[], outcome: string): Outcomes {
  return Object.fromEntries(classes.map((one) => [one, outcome]));
}

/** Linux keeps these two messages from UDP sockets: for the tool it is silence. */
const UNTOLD = 'inconclusive';

const PAYLOAD = 'tcp flags & (syn | fin | rst) == 0 meta length > 100';

const PATH: readonly Fault[] = [
  {
    name: 'dropped',
    at: 'path',
    rules: (packets) => [`${packets} drop`],
    outcomes: { ...each(TCP, 'filtered'), icmp: 'filtered', udp: 'inconclusive' },
  },
  {
    name: 'reset',
    at: 'path',
    rules: (packets) => [`${packets} reject with tcp reset`],
    outcomes: each(TCP, 'refused'),
  },
  {
    name: 'port unreachable',
    at: 'path',
    rules: (packets) => [`${packets} reject with icmpx type port-unreachable`],
    outcomes: { ...each(TCP, 'refused'), icmp: 'refused', udp: 'refused' },
  },
  {
    name: 'prohibited',
    at: 'path',
    rules: (packets) => [`${packets} reject with icmpx type admin-prohibited`],
    outcomes: { ...each(TCP, 'unreachable'), icmp: 'unreachable', udp: 'unreachable' },
  },
  {
    name: 'host unreachable',
    at: 'path',
    rules: (packets) => [`${packets} reject with icmpx type host-unreachable`],
    outcomes: { ...each(TCP, 'unreachable'), icmp: 'unreachable', udp: UNTOLD },
  },
  {
    name: 'network unreachable',
    at: 'path',
    rules: (packets) => [`${packets} reject with icmpx type no-route`],
    outcomes: { ...each(TCP, 'unreachable'), icmp: 'unreachable', udp: UNTOLD },
  },
  {
    name: 'data dropped',
    at: 'path',
    rules: (packets) => [`${packets} ${PAYLOAD} drop`],
    // A port that accepts may still keep an RPC interface from those who ask.
    outcomes: { ...each(SPEAKING, 'silent'), dynamic: 'inconclusive', accept: 'open' },
  },
  {
    name: 'data reset',
    at: 'path',
    rules: (packets) => [`${packets} ${PAYLOAD} reject with tcp reset`],
    outcomes: { ...each(SPEAKING, 'wrong-service'), dynamic: 'inconclusive', accept: 'open' },
  },
  {
    name: 'the first port dropped',
    at: 'path',
    rules: () => ['tcp dport 49152 drop'],
    outcomes: { dynamic: 'open' },
  },
  {
    name: 'all ports but one dropped',
    at: 'path',
    rules: () => ['tcp dport { 49152, 49154-65535 } drop'],
    outcomes: { dynamic: 'open' },
  },
  {
    name: 'one port reset, the others dropped',
    at: 'path',
    rules: () => ['tcp dport 49152 reject with tcp reset', 'tcp dport 49153-65535 drop'],
    outcomes: { dynamic: 'inconclusive' },
  },
  {
    name: 'ports above the range of old systems alone',
    at: 'path',
    rules: () => ['tcp dport 1025-5000 drop'],
    outcomes: { dynamic: 'open' },
  },
];

const SERVERS: readonly Fault[] = [
  {
    name: 'stopped',
    at: 'server',
    port: MISFIT_PORTS.closed,
    outcomes: each(TCP, 'refused'),
  },
  {
    name: 'silent',
    at: 'server',
    port: MISFIT_PORTS.first,
    outcomes: each(SPEAKING, 'silent'),
  },
  {
    name: 'closes',
    at: 'server',
    port: MISFIT_PORTS.first + 1,
    outcomes: each(SPEAKING, 'wrong-service'),
  },
  {
    name: 'resets',
    at: 'server',
    port: MISFIT_PORTS.first + 2,
    outcomes: each(SPEAKING, 'wrong-service'),
  },
  {
    name: 'an SSH server',
    at: 'server',
    port: MISFIT_PORTS.first + 3,
    outcomes: each(SPEAKING, 'wrong-service'),
  },
  {
    name: 'a web server',
    at: 'server',
    port: MISFIT_PORTS.first + 4,
    outcomes: {
      ...each(['smb', 'mapper', 'own http', ...HTTPS], 'wrong-service'),
      'any http': 'inconclusive',
    },
  },
];

/**
 * What a web server that shows IIS may answer, in nginx' words; null where the roles without content of
 * their own, or the products, differ.
 */
export const ANSWERS = [
  ['HTTP 401', 'return 401;', 'unhealthy', 'open'],
  ['HTTP 403', 'return 403;', 'unhealthy', 'open'],
  ['HTTP 404', 'return 404;', 'wrong-service', null],
  ['HTTP 405', 'return 405;', 'wrong-service', null],
  ['HTTP 407', 'return 407;', 'wrong-service', 'wrong-service'],
  ['HTTP 500', 'return 500;', 'unhealthy', 'unhealthy'],
  ['HTTP 503', 'return 503;', 'unhealthy', 'unhealthy'],
  [
    'redirect to another host',
    'return 302 https://portal.example.net/;',
    'wrong-service',
    'wrong-service',
  ],
  ['redirect on the same host', 'return 301 /elsewhere/;', 'wrong-service', null],
  ['foreign page', "return 200 '<html>It works!</html>';", 'wrong-service', 'open'],
] as const;

const WEB: readonly Fault[] = ANSWERS.map(([name, , own, any]) => ({
  name,
  at: 'server',
  port: 'answer',
  outcomes: { ...each(OWN, own), ...(any === null ? {} : each(ANY, any)) },
}));

/** Servers with TLS that are not as they should be; what is known of them is that of `--ca`. */
export const CERTIFICATES = [
  ['expired certificate', 'unhealthy'],
  ['certificate of the future', 'unhealthy'],
  ['misnamed certificate', 'unhealthy'],
  ['unknown issuer', 'unhealthy'],
  ["the site's own issuer", 'unhealthy'],
  ['client certificate demanded', 'open'],
  ['client certificate demanded over TLS 1.2', 'open'],
  ['TLS 1.0', 'open'],
  ['handshake refused', 'wrong-service'],
] as const;
export type CertificateFault = (typeof CERTIFICATES)[number][0];

const TLS: readonly Fault[] = [
  ...CERTIFICATES.map(([name, outcome]): Fault => ({
    name,
    at: 'server',
    port: 'tls answer',
    // An update point must not demand a certificate, other roles may.
    outcomes: name.startsWith('client certificate')
      ? { 'any https': outcome }
      : each(HTTPS, outcome),
  })),
  {
    name: 'plain HTTP for HTTPS',
    at: 'server',
    port: 80,
    outcomes: each(HTTPS, 'wrong-service'),
  },
  {
    name: 'HTTPS for plain HTTP',
    at: 'server',
    port: 443,
    outcomes: { 'own http': 'wrong-service' },
  },
];

const EVERYTHING = [...TCP, 'icmp', 'udp'] as const satisfies readonly ServiceClass[];

/** What is wrong with a computer as a whole, or with what DNS says of it. */
const COMPUTERS: readonly Fault[] = [
  {
    name: 'everything dropped',
    at: 'computer',
    rules: ['drop'],
    outcomes: { ...each(EVERYTHING, 'filtered'), udp: 'inconclusive' },
  },
  {
    name: 'everything prohibited',
    at: 'computer',
    rules: ['reject with icmpx type admin-prohibited'],
    outcomes: each(EVERYTHING, 'unreachable'),
  },
  {
    name: 'only ICMP dropped',
    at: 'computer',
    rules: ['meta l4proto { icmp, ipv6-icmp } drop'],
    outcomes: { ...each(EVERYTHING, 'open'), icmp: 'filtered', udp: 'refused' },
  },
  {
    name: 'not in DNS',
    at: 'name',
    record: 'none',
    outcomes: each(EVERYTHING, 'unresolved'),
  },
  {
    name: 'without an address in DNS',
    at: 'name',
    record: 'without address',
    outcomes: each(EVERYTHING, 'unresolved'),
  },
  {
    name: 'SERVFAIL',
    at: 'name',
    record: 'server failure',
    outcomes: each(EVERYTHING, 'error'),
  },
  {
    name: 'DNS says nothing',
    at: 'name',
    record: 'no answer',
    outcomes: each(EVERYTHING, 'error'),
  },
  {
    name: 'an old record',
    at: 'name',
    record: 'another computer',
    // The other one is a file server: a client's name is compared, a server's only noted.
    outcomes: { ...each(EVERYTHING, 'refused'), icmp: 'open', smb: 'open' },
  },
  {
    name: 'a dead address',
    at: 'name',
    record: 'dead address',
    outcomes: { ...each(EVERYTHING, 'filtered'), udp: 'inconclusive' },
  },
  {
    name: 'an address in an unknown network',
    at: 'name',
    record: 'unknown network',
    outcomes: { ...each(EVERYTHING, 'unreachable'), udp: UNTOLD },
  },
  {
    name: 'the other family alone',
    at: 'name',
    record: 'the other family',
    outcomes: { ...each(EVERYTHING, 'open'), udp: 'refused' },
  },
  {
    name: 'both families',
    at: 'name',
    record: 'both families',
    outcomes: { ...each(EVERYTHING, 'open'), udp: 'refused' },
  },
  {
    name: 'a dead address beside the good one',
    at: 'name',
    record: 'a dead address too',
    outcomes: { ...each(EVERYTHING, 'open'), udp: 'refused' },
  },
];

export const SERVICE_FAULTS: readonly Fault[] = [...PATH, ...SERVERS, ...WEB, ...TLS];
export const COMPUTER_FAULTS = COMPUTERS;
