import type { Readiness } from '../../judge/readiness.ts';
import type { RequirementOutcome, Verdict } from '../../judge/vocabulary.ts';
import type { Cause } from '../../probe/observation.ts';
import type { ToldPlace } from '../texts.ts';

/** What to do about a client as far as can be seen from here. */
export const READINESS: Record<Readiness, string> = {
  ready: 'ready',
  doubtful: 'doubtful',
  'not-ready': 'not ready',
};

export const VERDICTS: Record<Verdict, string> = {
  works: 'works',
  degraded: 'degraded',
  unproven: 'unproven',
  breaks: 'breaks',
  'not-applicable': 'not applicable',
};

export const OUTCOMES: Record<RequirementOutcome, string> = {
  open: 'open',
  'not-needed': 'not needed',
  refused: 'refused',
  filtered: 'no answer',
  unreachable: 'unreachable',
  unresolved: 'no address',
  silent: 'silent',
  'wrong-service': 'wrong service',
  'wrong-host': 'wrong computer',
  unhealthy: 'unhealthy',
  inconclusive: 'cannot tell',
  'not-checked': 'not checked here',
  'not-named': 'not named',
  'by-hand': 'look by hand',
  error: 'could not check',
};

export const CAUSES: Record<Cause, string> = {
  'closed-before-answer': 'the connection was closed before a valid answer',
  'reset-before-answer': 'the connection was reset before a valid answer',
  'not-smb': 'the answer is not SMB',
  'not-rpc': 'the answer is not DCE/RPC',
  'not-endpoint-mapper': 'an RPC server, but not the endpoint mapper',
  'not-http': 'the answer is not HTTP',
  'not-tls': 'the answer is not TLS',
  'tls-handshake-failed': 'the TLS handshake failed',
  'redirect-elsewhere': 'it redirects to another host',
  'proxy-authentication': 'a proxy answers and asks for authentication',
  'filter-page':
    'a filter, proxy or portal answers with a page of its own: nothing is to be mended on the server',
  'not-iis': 'the answer bears no sign of IIS, which site systems run on',
  'unexpected-status': 'the HTTP status is not one that this role gives',
  'foreign-content': 'the page is not what this role serves',
  'no-content-folder':
    'the web server has no content folder of a distribution point (SMS_DP_SMSPKG$)',
  'verb-blocked':
    'GET passes, but what the installation sends besides is cut or answered by a filter: nothing is to be mended on the server',
  'not-dns': 'the answer is not DNS',
  'not-ldap': 'the answer is not LDAP',
  'not-kerberos': 'the answer is not Kerberos',
  'other-domain':
    'a domain controller of another domain has this address: the DNS record may be old',
  'record-missing':
    'the name server answers, and has no record of the domain controllers: it is none of the domain, or they have not registered themselves',
  'name-server-failure': 'the name server answers that it cannot, or will not, look it up',
  'directory-refusal': 'the directory answers that it is busy or not available',
  'key-center-refusal': 'the key distribution center answers that it is not available',
  'answer-truncated':
    'the answer is too long for UDP, and over TCP it does not come: on every firewall between, TCP 53 beside UDP 53',
  'resolved-otherwise':
    'this computer finds the domain, but not by asking its name servers: by a policy for names, another network or HTTPS, or it was remembered; so what they say decides nothing',
  'forest-not-known':
    'the name of the forest is not known, because no domain controller told it, and the domain itself has no such record',
  'not-all-asked':
    'the record has more domain controllers than were asked, and none of those that were asked is met: Windows asks those of its own site first',
  'other-computer-name': 'another computer has this address: the DNS record may be old',
  'server-error': 'the server answers with an error',
  'no-such-site': 'no site of IIS takes requests at this port and name',
  'logon-demanded': 'it demands a logon, which the installation does not give',
  forbidden: 'it forbids the request',
  'tls-required': 'it takes this request over HTTPS alone (403.4)',
  'address-rejected': "it rejects this machine's address (403.6)",
  'client-certificate-required': 'it demands a client certificate (403.7)',
  'client-certificate-refused': 'it refuses the client certificate',
  'update-client-certificate':
    'it demands a client certificate, which the update agent never presents: the folders of WSUS have to ignore client certificates',
  'gateway-certificate-required':
    'the cloud management gateway reports that its connection point has no client certificate for the management point',
  'gateway-forbidden':
    'the cloud management gateway reports that the management point forbids the request: the binding or the mode of IIS does not fit',
  'gateway-token-invalid':
    'the cloud management gateway reports that the token is invalid or has expired',
  'gateway-refusal': 'the cloud management gateway reports a failure',
  'negotiate-refused': 'the server refuses to negotiate SMB',
  'bind-refused': 'the endpoint mapper refuses the bind',
  'certificate-expired': 'the certificate has expired',
  'certificate-not-yet-valid': 'the certificate is not valid yet',
  'certificate-name': 'the certificate is for another name',
  'certificate-usage':
    'the certificate is not for servers: its purposes lack Server Authentication',
  'certificate-issuer': 'the certificate does not chain to the given CA',
  'list-expired': 'the revocation list is no longer valid: the authority has to publish a new one',
  'certificate-not-seen':
    'no certificate was seen, so where it lets revocation be checked is not known',
  'no-http-address':
    'the certificate names no plain HTTP address of a revocation list or responder; others, such as of a directory (LDAP), are not looked at',
  'other-addresses':
    'the certificate names addresses besides, such as of a directory (LDAP), where Windows may find the list; they are not looked at',
  'short-name':
    'the certificate is for the full name, and clients that are told that one accept it: write it in the site file',
  'clock-here':
    "this machine's clock is wrong by those of the servers, and by theirs the certificate is valid: set the clock",
  'no-common-tls': 'the server and this tool have no TLS version or cipher in common',
  'client-certificate-suspected':
    'it asked for a client certificate and broke off: whether for want of one cannot be told',
  'no-answer-udp': 'no answer, which UDP allows',
  'nothing-answered': 'not asked, since nothing of this computer answered',
  'mapper-not-open': 'the ports are not known, because the endpoint mapper could not be asked',
  'nothing-advertised': 'the endpoint mapper names no dynamic TCP port',
  'silent-per-service':
    "no advertised port answers, and Windows Firewall may do that per service, so WMI's own port may still be open",
  'mixed-answers': 'some advertised ports refuse, others do not answer',
  'outside-range-only':
    "only ports outside the client's dynamic range answer, which proves nothing for the range",
  'slow-path':
    'the path is so slow that the time ran out before six round trips: give more with --timeout (web servers: --response-timeout)',
  'session-cut':
    'SMB is negotiated, but the session that follows is cut or gets no answer, as by a filter that looks into SMB: client push would meet it too',
  'bind-cut':
    'advertised ports accept, and what is asked there is cut: a filter may admit some RPC interfaces and not others',
  'list-denied':
    "the endpoint mapper does not give its list to strangers, so the client's dynamic ports are not known",
  'list-cut': "the endpoint mapper's list was cut short before it named a dynamic TCP port",
  'list-unanswered': 'the endpoint mapper answers, but its list did not come',
  'communication-not-told':
    'plain HTTP is turned away, while this host answers as management point over HTTPS, and nobody said how clients talk to it: say --communication https',
};

/** What a certificate says of itself; days are ISO 8601, in UTC. */
export const CERTIFICATE = {
  validTo: (day: string) => `valid until ${day}`,
  validFrom: (day: string) => `valid from ${day}`,
  names: (names: readonly string[]) => `it is for ${names.join(', ')}`,
  issuer: (issuer: string) => `issued by ${issuer}`,
};

function at({ port, host, address }: ToldPlace): string {
  return `${host}${address === null || address === host ? '' : ` (${address})`}${port === '' ? '' : ` on ${port}`}`;
}

/** What happened at one place, as a clause. */
export const HAPPENED: Record<RequirementOutcome, (place: ToldPlace) => string> = {
  open: (place) => `${at(place)} answers`,
  'not-needed': () => 'no server of this location asks for it',
  refused: (place) => `${at(place)} refuses the connection`,
  filtered: (place) => `${at(place)} does not answer`,
  unreachable: (place) => `the network says that ${at(place)} cannot be reached`,
  unresolved: ({ kind, host }) =>
    kind === 'host' ? `the name ${host} has no address` : `DNS has no service record ${host}`,
  silent: (place) => `${at(place)} accepts the connection and then says nothing`,
  'wrong-service': (place) => `something else answers at ${at(place)}`,
  'wrong-host': (place) => `another computer answers at ${at(place)}`,
  unhealthy: (place) => `${at(place)} answers with a failure`,
  inconclusive: (place) => `${at(place)} cannot be judged`,
  'not-checked': (place) => `${at(place)} must be checked from the other end`,
  'not-named': () => 'the site does not name the server',
  'by-hand': () => 'no probe can tell, somebody has to look',
  error: (place) => `${at(place)} could not be checked`,
};
