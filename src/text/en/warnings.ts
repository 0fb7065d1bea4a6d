import type { Warning } from '../../judge/warning.ts';
import { FLOWS } from './flows.ts';
import { OUTCOMES } from './outcomes.ts';
import { duration } from './numbers.ts';

/** What became of a request that BITS needs. */
const BLOCKED = {
  cut: 'cut off',
  filtered: 'answered by a filter',
} as const satisfies Record<Extract<Warning, { code: 'verb-blocked' }>['seen'], string>;

type RefusedRequest = Extract<Warning, { code: 'verb-refused' }>['request'];

const METHODS = {
  'ccm-post': 'CCM_POST',
  post: 'POST',
  head: 'HEAD',
  range: 'a request for a part of a file',
} as const satisfies Record<RefusedRequest, string>;

/** What the installation needs each request for. */
const PURPOSES = {
  'ccm-post': 'clients can do nothing without it',
  post: 'the update agent can do nothing without it',
  head: 'BITS needs it to fetch content',
  range: 'BITS needs it to fetch content',
} as const satisfies Record<RefusedRequest, string>;

/** A warning's sentence. */
export function tellWarning(warning: Warning): string {
  switch (warning.code) {
    case 'clock-skew':
      return `the clock of ${warning.host} is ${duration(warning.seconds)} ${warning.seconds > 0 ? 'ahead' : 'behind'}: Kerberos allows 5 minutes, so the push account may be refused`;
    case 'smb1-only':
      return `${warning.host} speaks only SMB1${warning.dialect === null ? '' : ` (${warning.dialect})`}: today's Windows servers have it switched off`;
    case 'address-translation':
      return `${warning.host} was reached at ${warning.address} but knows itself only as ${warning.bindings.join(', ')}: DCOM, and so WMI, does not cross address translation`;
    case 'short-name-differs':
      return `the short name ${warning.shortName} ${
        warning.shortAddresses.length === 0
          ? 'has no address'
          : `has the address ${warning.shortAddresses.join(', ')}`
      }, while ${warning.host} has ${warning.addresses.join(', ')}: the push tries both names`;
    case 'unknown-issuer':
      return `the certificate of ${warning.host}${warning.issuer === null ? '' : ` (issued by ${warning.issuer})`} does not chain to a CA that this tool knows: give yours with --ca to have it checked`;
    case 'path-mtu':
      return `full-size packets ${warning.direction === 'sent' ? 'to' : 'from'} ${warning.host} do not arrive (${FLOWS[warning.flow].title}), small ones do: copies over this path will hang. Let ICMP "fragmentation needed" (IPv6: "packet too big") pass, or lower the MTU or the MSS`;
    case 'dynamic-partly':
      return `port ${warning.silent} of ${warning.host}, the print spooler's, which the documented firewall exceptions admit, is silent, while port ${warning.open} answers: the rule "Spooler Service - RPC" may be off, or the range is open in part`;
    case 'verb-blocked':
      return `${warning.host} answers GET, but ${warning.request === 'head' ? 'HEAD' : 'a request for a part of a file'} is ${BLOCKED[warning.seen]}: BITS needs it to fetch content`;
    case 'verb-refused':
      return `${warning.host} answers GET, but turns ${METHODS[warning.request]} down itself${warning.status === null ? '' : ` (${warning.status})`}: see that request filtering (verbs) and handlers of IIS allow it, and that the application pool behind it runs; ${PURPOSES[warning.request]}`;
    case 'communication-differs':
      return warning.seen === 'enhanced-http'
        ? `the certificate of ${warning.host} is of the site's own issuer (SMS Issuing), as with enhanced HTTP; communication ${warning.said} was said, and HTTP was not looked at. Say --communication ${warning.seen}, or see to the certificate`
        : `${warning.host} turns plain HTTP away and answers over HTTPS without a certificate of the site's own issuer, as where HTTPS is demanded; communication ${warning.said} was said. Say --communication ${warning.seen}, or see to its HTTP`;
    case 'relayed':
      return `the answer of ${warning.host} was passed on by a relay (${warning.relay})`;
    case 'incomplete-chain':
      return `${warning.host} does not send the intermediate certificate${warning.issuer === null ? '' : ` (${warning.issuer})`}: Windows can fetch it from the address in the certificate`;
    case 'client-certificate':
      return warning.flow === 'sup-https'
        ? `${warning.host} asks the update agent for a client certificate, which it never presents, and serves without one: some Windows end with 0x80072F0C all the same. Let the folders of WSUS ignore client certificates`
        : `${warning.host} asks for a client certificate: the path is open, whether the client has one was not checked`;
    case 'proxy-ignored':
      return `the environment names a proxy (${warning.variable}), which is not used here: the client may be told to use one`;
    case 'server-name':
      return `${warning.host} calls itself ${warning.names.join(', ')}: fine for an alias, a cluster or DFS`;
    case 'http-404':
      return `${warning.host} answers 404 for ${warning.url}: the web server is reached, its virtual folder was not found`;
    case 'legacy-tls':
      return `${warning.host} negotiates no better than ${warning.protocol}, which today's clients have switched off`;
    case 'no-boundary-group':
      return `${warning.host} (${warning.addresses.join(', ')}) is in no boundary group: ${
        warning.ledBy === 'site-default'
          ? "it is led to the servers of the site's default group"
          : 'no distribution point is offered to it, and it was judged by all servers of the site'
      }. Where the site is found by boundaries, no site is assigned to it`;
    case 'boundary-group-without': {
      const group =
        warning.groups.length === 0
          ? "the site's default boundary group"
          : `boundary group ${warning.groups.join(', ')}`;
      const role = ROLES_WITHOUT[warning.role];
      return `${group}, where ${warning.host} is, leads to no ${role}, nor do its neighbours: it was judged by all of the site`;
    }
    case 'service-record':
      return `DNS names ${warning.host} for ${FLOWS[warning.flow].title}, and it does not answer for it (${OUTCOMES[warning.outcome]}), while another does: computers lose time on it. Mend the server, or take it out of DNS`;
    case 'stand-in':
      return `${warning.host} is answered for by ccm-preflight listen: the way to it is open, the role itself is not looked at`;
  }
}

const ROLES_WITHOUT = {
  distributionPoints: 'distribution point',
  softwareUpdatePoints: 'software update point',
} as const;
