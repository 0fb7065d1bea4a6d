import { AUDIT_DOUBTS, AUDIT_RESULTS } from '../../src/judge/audit.ts';
import { AUDITED_CODES } from '../../src/judge/exit-codes.ts';
import type { LocationName } from '../../src/text/many.ts';
import type { Texts } from '../../src/text/texts.ts';
import type { SiteProblem } from '../../src/site/problem.ts';
import type { HostProblem, ValueProblem } from '../../src/site/value-problem.ts';
import type { Warning } from '../../src/judge/warning.ts';
import { EFFECT_METHODS, type SelfEffect } from '../../src/judge/self-effects.ts';
import {
  FIREWALL_STATES,
  INBOUND_POLICIES,
  LISTENING_AT,
  RULES_ON,
  SERVICES,
  SERVICE_STATES,
  START_TYPES,
} from '../../src/self/facts.ts';

const HOST: readonly HostProblem[] = [
  { code: 'host-empty' },
  ...(
    [
      'several-hosts',
      'begins-with-dash',
      'not-a-host',
      'neither-address-nor-host',
      'not-a-zone',
      'url',
      'not-ipv6-in-brackets',
      'not-a-port',
    ] as const
  ).map((code) => ({ code, text: 'Qa1' })),
  { code: 'host-too-long', length: 300, max: 253 },
  { code: 'not-a-computers-address', text: 'Qa1', range: 'unspecified' },
  { code: 'not-a-computers-address', text: 'Qa1', range: 'multicast' },
];

const VALUES: readonly ValueProblem[] = [
  ...HOST,
  ...(
    [
      'device-path',
      'one-backslash',
      'not-unc',
      'webdav',
      'no-share',
      'not-in-unc',
      'not-in-disk-path',
      'not-a-port-range',
      'not-a-boundary',
      'boundary-without-end',
      'boundary-backwards',
    ] as const
  ).map((code) => ({ code, text: 'Qa1' })),
  { code: 'unc-host', text: 'Qa1', host: { code: 'url', text: 'Qb2' } },
  { code: 'drive-letter', text: 'Qa1', drive: 'D:' },
  { code: 'not-a-group-name', text: 'Qa1', max: 255 },
  { code: 'note-2', httpPort: 80, httpsPort: 444 },
  { code: 'note-2', httpPort: null, httpsPort: 1 },
  ...(['port', 'no-ports', 'site-code', 'serves-nothing'] as const).map((code) => ({ code })),
];

const PROBLEMS: readonly SiteProblem[] = [
  { code: 'not-a-group-of-keys' },
  { code: 'unknown-key', key: 'Qa1', parent: 'Qb2', allowed: ['Qc3', 'Qd4'] },
  { code: 'unknown-key', key: 'Qa1', parent: '', allowed: ['Qc3'] },
  ...(['int', 'number', 'string', 'boolean', 'object', 'array'] as const).map(
    (expected) => ({ code: 'wrong-type', name: 'Qa1', expected, found: { kind: 'list' } }) as const,
  ),
  { code: 'not-allowed', name: 'Qa1', found: { kind: 'text', text: 'Qb2' }, allowed: ['Qc3'] },
  { code: 'not-allowed', name: 'Qa1', found: { kind: 'nothing' }, allowed: ['Qc3'] },
  ...VALUES.map(
    (problem) =>
      ({ code: 'bad-value', name: 'Qe5', problem, found: { kind: 'plain', text: 'Qd4' } }) as const,
  ),
  {
    code: 'communication-of-other-product',
    communication: 'native',
    product: 'current-branch',
    allowed: ['http'],
  },
  { code: 'boundary-groups-of-other-product', product: 'cm2007' },
  { code: 'boundary-group-twice', group: 'Qa1' },
  { code: 'several-site-defaults', group: 'Qa1' },
  { code: 'unknown-neighbour', group: 'Qa1', neighbour: 'Qb2' },
  { code: 'server-of-no-role', group: 'Qa1', host: 'Qb2', role: 'distributionPoints' },
  { code: 'product-missing', allowed: ['cm2007', 'current-branch'] },
  ...(
    [
      { kind: 'software-update-point', host: 'Qa1', said: 'beside', httpPort: 8530 },
      { kind: 'software-update-point', host: 'Qa1', said: 'key', httpPort: 8530 },
      { kind: 'web-server', host: 'Qa1', said: 'beside', secure: 'native' },
      { kind: 'web-server', host: 'Qa1', said: 'key', secure: 'native' },
      { kind: 'web-server', host: 'Qa1', said: 'beside', secure: null },
      { kind: 'web-server', host: 'Qa1', said: 'key', secure: null },
      { kind: 'plain-web-server', host: 'Qa1', said: 'beside' },
      { kind: 'site' },
    ] as const
  ).map((of) => ({ code: 'tls-port', port: 8531, of }) as const),
  { code: 'wsus-ports', host: 'Qa1', problem: { code: 'note-2', httpPort: 1, httpsPort: 5 } },
  { code: 'not-text', encoding: 'utf-8' },
  { code: 'too-deep', max: 64 },
  { code: 'too-many-aliases', max: 64 },
  { code: 'several-documents' },
  {
    code: 'yaml',
    rule: 'BAD_INDENT',
    message: 'All collection items must start at the same column',
  },
];

const WARNINGS: readonly Warning[] = [
  { code: 'clock-skew', host: 'Qa1', seconds: 4000 },
  { code: 'clock-skew', host: 'Qa1', seconds: -400_000 },
  { code: 'smb1-only', host: 'Qa1', dialect: 'Qb2' },
  { code: 'address-translation', host: 'Qa1', address: 'Qb2', bindings: ['Qc3'] },
  {
    code: 'short-name-differs',
    host: 'Qa1',
    shortName: 'Qb2',
    addresses: ['Qc3'],
    shortAddresses: [],
  },
  {
    code: 'short-name-differs',
    host: 'Qa1',
    shortName: 'Qb2',
    addresses: ['Qc3'],
    shortAddresses: ['Qd4'],
  },
  { code: 'unknown-issuer', host: 'Qa1', issuer: 'Qb2' },
  { code: 'client-certificate', host: 'Qa1' },
  { code: 'client-certificate', host: 'Qa1', flow: 'sup-https' },
  { code: 'proxy-ignored', host: null, variable: 'Qb2' },
  { code: 'server-name', host: 'Qa1', names: ['Qb2'] },
  { code: 'http-404', host: 'Qa1', url: 'Qb2' },
  { code: 'legacy-tls', host: 'Qa1', protocol: 'Qb2' },
  { code: 'stand-in', host: 'Qa1' },
  { code: 'service-record', host: 'Qa1', flow: 'ldap', outcome: 'filtered' },
  { code: 'no-boundary-group', host: 'Qa1', addresses: ['Qb2'], ledBy: 'site-default' },
  { code: 'no-boundary-group', host: 'Qa1', addresses: ['Qb2'], ledBy: 'every-server' },
  { code: 'boundary-group-without', host: 'Qa1', groups: ['Qb2'], role: 'distributionPoints' },
  { code: 'boundary-group-without', host: 'Qa1', groups: [], role: 'softwareUpdatePoints' },
  { code: 'path-mtu', host: 'Qa1', flow: 'smb', direction: 'sent' },
  { code: 'path-mtu', host: 'Qa1', flow: 'mp-http', direction: 'received' },
  { code: 'dynamic-partly', host: 'Qa1', silent: 42, open: 43 },
  { code: 'verb-blocked', host: 'Qa1', flow: 'dp-http', request: 'head', seen: 'cut' },
  { code: 'verb-blocked', host: 'Qa1', flow: 'dp-http', request: 'range', seen: 'filtered' },
  { code: 'verb-refused', host: 'Qa1', flow: 'dp-http', request: 'head', status: 405 },
  { code: 'verb-refused', host: 'Qa1', flow: 'mp-http', request: 'ccm-post', status: null },
  { code: 'communication-differs', host: 'Qa1', said: 'https', seen: 'enhanced-http' },
  { code: 'communication-differs', host: 'Qa1', said: 'enhanced-http', seen: 'https' },
  { code: 'relayed', host: 'Qa1', relay: 'Qb2' },
  { code: 'incomplete-chain', host: 'Qa1', issuer: 'Qb2' },
  { code: 'incomplete-chain', host: 'Qa1', issuer: null },
];

const REVOCATION: Arguments<Texts['explanation']['revocation']> = [
  [[{ key: 'revocation-unknown', hex: '0x80072F19', decimal: 12_057 }]],
];
const SYMPTOM: Arguments<Texts['explanation']['symptom']['none']> = [
  [[{ key: 'bad-network-path', hex: '0x80070035', decimal: 53 }], null],
  [[{ key: 'bad-network-path', hex: '0x80070035', decimal: 53 }], 'Qa1'],
  [[], 'Qa1'],
];
const LOGS = [
  'none',
  'ccm.log',
  'ccmsetup.log',
  'WindowsUpdate.log',
  'Application event log',
] as const;

type Arguments<F extends (...given: never[]) => unknown> = readonly Parameters<F>[];

function one<T>(values: readonly T[]): readonly [T][] {
  return values.map((value) => [value]);
}

const TITLES: Arguments<Texts['table']['title']> = (['client', 'site-server'] as const).flatMap(
  (from) =>
    (['told', 'assumed'] as const).map((communicationSaid): Parameters<Texts['table']['title']> => [
      { product: 'cm2007', communication: 'mixed', communicationSaid, siteCode: 'Qa1', from },
    ]),
);
const MENDED: Arguments<Texts['table']['mend']> = (
  ['unresolved', 'silent', 'wrong-service', 'wrong-host', 'unhealthy', 'certificate'] as const
).map((remedy) => ['Qa1', remedy]);
const PLACES: Arguments<Texts['many']['place']> = [
  [{ place: 'Qa1', names: ['Qb2'], clients: 41, of: 42 }, 'answering'],
  [{ place: 'Qa1', names: ['Qb2'], clients: 41, of: 41 }, 'asked'],
  [{ place: 'Qa1', names: ['Qb2'], clients: 41, of: null }, 'asked'],
];
const UNWRITTEN: Arguments<Texts['notes']['cantWrite']> = (['report', 'rest', null] as const).map(
  (instead) => ['Qa1', 'Qb2', instead],
);
const OTHERWISE: Arguments<Texts['files']['otherwise']> = (
  ['folder', 'pipe', 'device', 'socket'] as const
).flatMap((kind) =>
  (['file', 'file-or-pipe'] as const).map((expected): Parameters<Texts['files']['otherwise']> => [
    kind,
    expected,
  ]),
);
const WAITING: Arguments<Texts['progress']['waiting']> = [41, 5].map((others) => [
  {
    clients: 42,
    flow: 'smb',
    place: 'Qa1',
    outcome: 'filtered',
    others,
    secondsLeft: 61,
  },
]);
const COUNTS: Arguments<Texts['diagnose']['counts']> = [
  [
    {
      computers: 44,
      lastWords: { failed: 41, failing: 46, resolved: 42, succeeded: 43, unfinished: 45 },
    },
  ],
];

const LISTENING: Arguments<Texts['self']['listening']> = LISTENING_AT.map((at) => [
  { port: 61, at },
]);
const PROFILES: Arguments<Texts['self']['profile']> = FIREWALL_STATES.flatMap((state) =>
  INBOUND_POLICIES.flatMap((inbound) =>
    RULES_ON.map((rules): Parameters<Texts['self']['profile']> => [
      {
        profile: 'domain',
        state,
        inbound,
        groups: [{ group: 'file-and-printer-sharing', rules, from: 'limited' }],
      },
    ]),
  ),
);

const [SERVICE] = SERVICES;
const [STOPPED] = SERVICE_STATES;
type ServiceArguments = Parameters<Texts['self']['service']>;
const SERVICE_TOLD: Arguments<Texts['self']['service']> = [
  ...SERVICES.map((name): ServiceArguments => [name, STOPPED, 'manual']),
  ...SERVICE_STATES.map((state): ServiceArguments => [SERVICE, state, 'manual']),
  ...START_TYPES.map((type): ServiceArguments => [SERVICE, STOPPED, type]),
];
const isEffect = (word: string): word is SelfEffect => Object.hasOwn(EFFECT_METHODS, word);
const EFFECTS = Object.keys(EFFECT_METHODS).filter(isEffect);

const SOURCES: Arguments<Texts['discover']['source']> = [
  [{ kind: 'option', option: 'Qa1' }],
  [{ kind: 'dns', record: 'Qa1', server: 'Qb2' }],
  [{ kind: 'management-point', url: 'Qa1' }],
  [{ kind: 'management-point-list', url: 'Qa1' }],
  [{ kind: 'registry', key: 'Qa1', name: 'Qb2' }],
];
const CONTRADICTIONS: Arguments<Texts['discover']['contradiction']> = (
  ['site-code', 'product', 'http-port', 'https-port'] as const
).map((what) => [what, ['Qa1', 'Qb2']]);
const ASKED: Arguments<Texts['discover']['outcome']> = (
  ['answered', 'nothing', 'failed'] as const
).flatMap((outcome) =>
  (
    [
      { kind: 'dns', record: 'Qa1', server: 'Qb2' },
      { kind: 'management-point', url: 'Qa1' },
      { kind: 'registry', key: 'Qa1' },
    ] as const
  ).map((of): Parameters<Texts['discover']['outcome']> => [{ of, outcome, code: null }, 'Qc3']),
);

const LOCATIONS: readonly LocationName[] = [
  { kind: 'groups', groups: ['Qa1', 'Qb2'] },
  { kind: 'outside' },
  { kind: 'unknown' },
  { kind: 'others' },
];

/** Values for texts about unions, of which every member is to be told. */
export const UNIONS: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  'site.host': one(HOST),
  'site.problem': one(PROBLEMS),
  warning: one(WARNINGS),
  'explanation.revocation': REVOCATION,
  ...Object.fromEntries(LOGS.map((log) => [`explanation.symptom.${log}`, SYMPTOM])),
  'audit.unproven': AUDIT_DOUBTS.flatMap((doubt) => [
    ['Qa1', ['Qb2'], doubt],
    ['Qa1', [], doubt],
  ]),
  'audit.clients': AUDIT_RESULTS.map((found) => [found, 41]),
  'audit.exitCode': AUDITED_CODES.map((code) => [code]),
  'many.locations.name': one(LOCATIONS),
  'table.title': TITLES,
  'table.mend': MENDED,
  'many.place': PLACES,
  'many.readiness': [
    ['ready', 41],
    ['doubtful', 41],
  ],
  'diff.difference.vantage': [['client', 'old']],
  'diff.difference.method': [['manual', 'new']],
  'diff.difference.requirement': [['Qa1', 'old']],
  'diff.difference.expect': [['Qa1', 'old']],
  'discover.source': SOURCES,
  'discover.contradiction': CONTRADICTIONS,
  'discover.outcome': ASKED,
  'self.listening': LISTENING,
  'self.profile': PROFILES,
  'self.service': SERVICE_TOLD,
  'self.serviceStartUnknown': [[SERVICE, STOPPED, 'Qa1']],
  'self.serviceAbsent': one(SERVICES),
  'self.serviceUnknown': [[SERVICE, 'Qa1']],
  'self.client': [
    ['Qa1', 'Qb2'],
    ['Qa1', null],
  ],
  'self.means': EFFECTS.map((effect) => [['manual'], effect]),
  'self.meansForAll': one(EFFECTS),
  'progress.waiting': WAITING,
  'diagnose.counts': COUNTS,
  'files.otherwise': OTHERWISE,
  'notes.boundaryGroups.left': [
    [{ what: 'boundary', kind: 'ip-subnet', value: 'Qa1', groups: [] }],
    [{ what: 'boundary', kind: 'vpn', value: 'Qa1', groups: ['Qb2'] }],
    [{ what: 'boundary', kind: 'active-directory-site', value: 'Qa1', groups: ['Qb2', 'Qc3'] }],
    [{ what: 'boundary', kind: 'unreadable', value: 'Qa1', groups: ['Qb2'] }],
    [{ what: 'server', host: 'Qa1', groups: ['Qb2'] }],
    [{ what: 'group', name: 'Qa1' }],
  ],
  'notes.cantWrite': UNWRITTEN,
  'notes.wrote': [
    [['Qa1'], 'Qb2'],
    [['Qa1', 'Qb2'], null],
  ],
  'notes.stopped': [
    [{ judged: 41, underWay: 42, left: 43 }, 'Qa1'],
    [{ judged: 41, underWay: 42, left: null }, null],
  ],
};
