import { LOG_ERRORS, LOG_ERROR_KEYS } from '../../src/catalogue/log-errors.ts';
import { PRODUCTS } from '../../src/catalogue/vocabulary.ts';
import {
  OUTCOMES_BY_RANK,
  type RequirementOutcome,
  STATUS_OF,
} from '../../src/judge/vocabulary.ts';
import { type Warning, type WarningCode, burdenOf } from '../../src/judge/warning.ts';
import { CAUSES } from '../../src/probe/observation.ts';
import { EN } from '../../src/text/en/index.ts';
import { code, table } from './markdown.ts';

const SEEN: Record<RequirementOutcome, string> = {
  open: 'it answered as the expected service',
  refused: 'the host, or a firewall in its name, rejected the connection',
  filtered: 'no answer in time',
  unreachable: 'the network said no: host or network unreachable, or prohibited',
  unresolved: 'the name has no address',
  silent: 'accepts the connection and says nothing until the deadline',
  'wrong-service': 'something else answers there, or it breaks off before a valid answer',
  'wrong-host': "the right service, but another computer's: an old DNS record",
  unhealthy: 'the right service answers with a failure, such as HTTP 5xx or an expired certificate',
  inconclusive: 'the probe ran and cannot tell',
  'not-needed': 'of the servers that the boundary groups of this client lead to, none asks for it',
  'not-checked': 'has to be opened from the other end',
  'not-named': 'the site does not say where it is',
  'by-hand': 'a row of your own that nothing can be asked about: somebody has to look',
  error: 'this machine or this tool failed: never told as a block of the network',
};

/** Why each is told, with an example that its weight is asked of. */
const WARNINGS: {
  readonly [C in WarningCode]: {
    readonly when: string;
    readonly like: Extract<Warning, { code: C }>;
  };
} = {
  'clock-skew': {
    when: "the client's clock is more than 5 minutes off: Kerberos may refuse the push account",
    like: { code: 'clock-skew', host: 'pc001', seconds: 3600 },
  },
  'smb1-only': {
    when: 'the client speaks no SMB2',
    like: { code: 'smb1-only', host: 'pc001', dialect: null },
  },
  'address-translation': {
    when: 'the client knows itself by another address than the one it was reached at: DCOM, and so WMI, does not cross address translation',
    like: { code: 'address-translation', host: 'pc001', address: '10.0.0.7', bindings: [] },
  },
  'short-name-differs': {
    when: "the client's short name has another address than its full name, or none: the push tries both",
    like: {
      code: 'short-name-differs',
      host: 'pc001.contoso.com',
      shortName: 'pc001',
      addresses: [],
      shortAddresses: [],
    },
  },
  'unknown-issuer': {
    when: "a server's certificate does not chain to a CA known here, and no `--ca` was given (with `--ca` the outcome is `unhealthy`)",
    like: { code: 'unknown-issuer', host: 'mp01', issuer: null },
  },
  'path-mtu': {
    when: 'small packets pass, full-size ones do not in one direction: copies over this path will hang',
    like: { code: 'path-mtu', host: 'pc001', flow: 'smb', direction: 'sent' },
  },
  'dynamic-partly': {
    when: "the print spooler's port, which the documented exceptions admit, is silent while another dynamic port speaks",
    like: { code: 'dynamic-partly', host: 'pc001', silent: 49_670, open: 49_666 },
  },
  'verb-blocked': {
    when: 'a distribution point answers GET, but HEAD or a request for a part of a file is cut or answered by a filter',
    like: { code: 'verb-blocked', host: 'dp01', flow: 'dp-http', request: 'head', seen: 'cut' },
  },
  'verb-refused': {
    when: 'a server answers GET, but turns another request of the installation down itself: CCM_POST, POST, HEAD or a range',
    like: { code: 'verb-refused', host: 'mp01', flow: 'mp-http', request: 'ccm-post', status: 405 },
  },
  'communication-differs': {
    when: "a management point answers as in a site of another communication than was said: with a certificate of the site's own issuer where HTTPS was said, or, where enhanced HTTP was said, only over HTTPS and without such a certificate",
    like: { code: 'communication-differs', host: 'mp01', said: 'https', seen: 'enhanced-http' },
  },
  relayed: {
    when: "the service's own answer was passed on by something in between",
    like: { code: 'relayed', host: 'mp01', relay: '' },
  },
  'incomplete-chain': {
    when: 'a server does not send an intermediate certificate that Windows can fetch by the address in the certificate',
    like: { code: 'incomplete-chain', host: 'mp01', issuer: null },
  },
  'client-certificate': {
    when: 'a server asks for a client certificate; whether the client has one was not looked at',
    like: { code: 'client-certificate', host: 'mp01' },
  },
  'proxy-ignored': {
    when: 'the environment names a proxy, which is not used',
    like: { code: 'proxy-ignored', host: null, variable: 'HTTPS_PROXY' },
  },
  'server-name': {
    when: 'a file server calls itself by another name: fine for an alias, a cluster or DFS',
    like: { code: 'server-name', host: 'files01', names: [] },
  },
  'http-404': {
    when: 'the web server is reached, and does not know the virtual folder',
    like: { code: 'http-404', host: 'mp01', url: '' },
  },
  'legacy-tls': {
    when: 'nothing better than TLS 1.1 was negotiated',
    like: { code: 'legacy-tls', host: 'mp01', protocol: 'TLSv1' },
  },
  'no-boundary-group': {
    when: 'the site has boundary groups, and none has an address of the client',
    like: { code: 'no-boundary-group', host: 'pc001', addresses: [], ledBy: 'every-server' },
  },
  'service-record': {
    when: 'DNS names a server for a service of the domain that it does not offer (no address, no answer), while another does',
    like: { code: 'service-record', host: 'dc09', flow: 'ldap', outcome: 'filtered' },
  },
  'boundary-group-without': {
    when: "the client's boundary groups, their neighbours and the site's default group name no server of a role that other groups name",
    like: {
      code: 'boundary-group-without',
      host: 'pc001',
      groups: ['Osaka'],
      role: 'distributionPoints',
    },
  },
  'stand-in': {
    when: '`ccm-preflight listen` answers for the role: the way is open, the role itself was not looked at',
    like: { code: 'stand-in', host: 'mp01' },
  },
};

/** The parts of the page about verdicts that are data of the program. */
export const VERDICT_PARTS = {
  outcomes: () =>
    table(
      ['outcome', 'in the table', 'seen', 'status'],
      OUTCOMES_BY_RANK.map((outcome) => [
        code(outcome),
        EN.outcomes[outcome],
        SEEN[outcome],
        code(STATUS_OF[outcome]),
      ]),
    ),
  causes: () =>
    table(
      ['cause', 'meaning'],
      CAUSES.map((cause) => [code(cause), EN.causes[cause]]),
    ),
  warnings: () =>
    table(
      ['warning', 'when', 'becomes `degraded`'],
      Object.entries(WARNINGS).map(([warning, { when, like }]) => [
        code(warning),
        when,
        weightOf(like),
      ]),
    ),
  'log-errors': () =>
    table(
      ['HRESULT', 'number', 'meaning'],
      LOG_ERROR_KEYS.map((key) => [
        code(LOG_ERRORS[key].hex),
        String(LOG_ERRORS[key].decimal),
        EN.logErrors[key],
      ]),
    ),
} as const;

function weightOf(warning: Warning): string {
  const burdens = PRODUCTS.map((product) => ({ product, burden: burdenOf(warning, product) }));
  const weighing = burdens.filter(({ burden }) => burden.kind !== 'nothing');
  const [first] = weighing;
  if (first === undefined) return 'nothing';
  const what =
    first.burden.kind === 'method' ? EN.method(first.burden.method) : 'the methods of that flow';
  return weighing.length === PRODUCTS.length
    ? what
    : `${what}, in ${weighing.map(({ product }) => product).join(', ')}`;
}
