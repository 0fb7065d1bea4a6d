import { isIP } from 'node:net';
import type { WebRole } from '../../../catalogue/vocabulary.ts';
import { WINDOWS_AUTHENTICATION, errorPage, type WebPage } from './page.ts';

/** A role's pages, by path in lower case, with the query where that matters. */
type RolePages = Readonly<Record<string, WebPage>>;

/** What a management point says of itself. */
interface Identity {
  /** Its full name. */
  readonly computerName: string;
  /** Over what its list says that clients reach it. */
  readonly listedAs: 'http' | 'https';
}

/** The page of a role at a request's target; like IIS, it ignores case. */
export function rolePage(role: WebRole, target: string, identity: Identity): WebPage {
  const pages = ROLE_PAGES[role](identity);
  const asked = target.toLowerCase();
  return pages[asked] ?? pages[asked.split('?', 1)[0] ?? ''] ?? errorPage(404);
}

const ROLE_PAGES: Readonly<Record<WebRole, (identity: Identity) => RolePages>> = {
  'management-point': (identity) => ({
    '/sms_mp/.sms_aut?mplist': {
      status: 200,
      type: 'text/xml; charset=utf-8',
      body: managementPointList(identity),
    },
    '/sms_mp/.sms_aut?mpkeyinformation': {
      status: 200,
      type: 'text/xml; charset=utf-8',
      body: `<MPKEYINFORMATION><FQDN>${identity.computerName}</FQDN><SITECODE>${SITE_CODE}</SITECODE></MPKEYINFORMATION>`,
    },
  }),
  'distribution-point': () => ({
    '/sms_dp_smspkg$': errorPage(401, WINDOWS_AUTHENTICATION),
    '/sms_dp_smspkg$/': errorPage(401, WINDOWS_AUTHENTICATION),
  }),
  'server-locator-point': () => ({
    '/sms_slp/slp.dll': { status: 200, type: 'text/xml', body: '<SLPResponse></SLPResponse>\n' },
  }),
  'fallback-status-point': () => ({
    '/sms_fsp/.sms_fsp': { status: 200, type: 'text/plain', body: '' },
  }),
  'cloud-management-gateway': () => ({
    '/ccm_proxy_mutualauth/servicemetadata': {
      status: 200,
      type: 'application/json; charset=utf-8',
      body: '{}',
    },
  }),
  'software-update-point': () => ({
    '/clientwebservice/client.asmx': { status: 200, body: CLIENT_WEB_SERVICE_PAGE },
  }),
};

const SITE_CODE = 'LAB';

const SSL_STATES = { http: 0, https: 63 } as const;

/** One line without an XML declaration, as management points send it. */
function managementPointList({ computerName, listedAs }: Identity): string {
  const name = isIP(computerName) === 0 ? (computerName.split('.', 1)[0] ?? '') : computerName;
  return (
    `<MPList><MP Name="${name.toUpperCase()}" FQDN="${computerName}"><Version>9128</Version>` +
    `<Capabilities SchemaVersion="1.0"><Property Name="SSLState" Value="${SSL_STATES[listedAs]}"/></Capabilities>` +
    '</MP></MPList>'
  );
}

/** The page that ASP.NET generates for a web service, with the service's namespace. */
const CLIENT_WEB_SERVICE_PAGE = `<html>
<head><link rel="alternate" type="text/xml" href="/ClientWebService/client.asmx?disco" />
<title>Client Web Service</title></head>
<body><div id="content"><p class="heading1">Client</p>
<p class="intro">The following operations are supported. For a formal definition, please review the
<a href="client.asmx?WSDL">Service Description</a>.</p>
<ul><li><a href="client.asmx?op=GetConfig">GetConfig</a></li>
<li><a href="client.asmx?op=GetCookie">GetCookie</a></li>
<li><a href="client.asmx?op=SyncUpdates">SyncUpdates</a></li></ul>
<pre>http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService</pre>
</div></body></html>
`;
