/** Answers as servers and filters send them, byte by byte, without what only names a machine. */

interface RawAnswer {
  /** `403 Forbidden`. */
  readonly status: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

export function raw({ status, headers = [], body = '' }: RawAnswer): string {
  const lines = [
    `HTTP/1.1 ${status}`,
    ...headers,
    'Date: Sun, 29 Nov 2026 12:00:00 GMT',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

export const IIS_HEADERS = [
  'Content-Type: text/html',
  'Server: Microsoft-IIS/10.0',
  'X-Powered-By: ASP.NET',
] as const;

/** The page that IIS 7 and later show to other computers: no sub-status. */
export const iisPage = (
  title: string,
  explained: string,
): string => `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"/>
<title>${title}</title>
<style type="text/css">
<!--
body{margin:0;font-size:.7em;font-family:Verdana, Arial, Helvetica, sans-serif;background:#EEEEEE;}
fieldset{padding:0 15px 10px 15px;}
-->
</style>
</head>
<body>
<div id="header"><h1>Server Error</h1></div>
<div id="content">
 <div class="content-container"><fieldset>
  <h2>${title}</h2>
  <h3>${explained}</h3>
 </fieldset></div>
</div>
</body>
</html>
`;

/** The page that IIS shows to the machine itself, or to all where an administrator wants it. */
export const iisDetails = (
  number: string,
  words: string,
): string => `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<title>IIS 10.0 Detailed Error - ${number} - ${words}</title>
</head>
<body>
<div id="content">
<div class="content-container">
  <h3>HTTP Error ${number} - ${words}</h3>
  <h4>The page you are trying to access is secured.</h4>
</div>
<div class="content-container">
 <fieldset><h4>Detailed Error Information:</h4>
  <table><tr><th>Module</th><td>&nbsp;&nbsp;&nbsp;IIS Web Core</td></tr></table>
 </fieldset>
</div>
</div>
</body>
</html>
`;

const httpApiPage = (title: string, number: string, words: string): string =>
  `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">\r
<HTML><HEAD><TITLE>${title}</TITLE>\r
<META HTTP-EQUIV="Content-Type" Content="text/html; charset=us-ascii"></HEAD>\r
<BODY><h2>${title}</h2>\r
<hr><p>HTTP Error ${number}. ${words}</p>\r
</BODY></HTML>\r
`;
const HTTP_API_HEADERS = [
  'Content-Type: text/html; charset=us-ascii',
  'Server: Microsoft-HTTPAPI/2.0',
  'Connection: close',
];

const DENIED = 'You do not have permission to view this directory or page.';
const NO_PERMISSION = iisPage('403 - Forbidden: Access is denied.', DENIED);
const CHALLENGES = ['WWW-Authenticate: Negotiate', 'WWW-Authenticate: NTLM'];

/** Answers of IIS itself. */
export const IIS = {
  mpList: raw({
    status: '200 OK',
    headers: ['Content-Type: text/xml; charset=utf-8', ...IIS_HEADERS.slice(1)],
    body: '<MPList><MP Name="MP01" FQDN="mp01.contoso.com"><Version>9128</Version></MP></MPList>',
  }),
  wsus: raw({
    status: '200 OK',
    headers: [...IIS_HEADERS, 'X-AspNet-Version: 4.0.30319'],
    body: '<html><pre>http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService</pre></html>',
  }),
  emptyList: raw({ status: '200 OK', headers: IIS_HEADERS }),
  welcome: raw({
    status: '200 OK',
    headers: IIS_HEADERS,
    body: '<html><head><title>IIS Windows Server</title></head><body></body></html>',
  }),
  unauthorized: raw({
    status: '401 Unauthorized',
    headers: [...IIS_HEADERS, ...CHALLENGES],
    body: iisPage(
      '401 - Unauthorized: Access is denied due to invalid credentials.',
      'You do not have permission to view this directory or page using the credentials that you supplied.',
    ),
  }),
  forbidden: raw({ status: '403 Forbidden', headers: IIS_HEADERS, body: NO_PERMISSION }),
  /** An administrator took the Server header away; the page still shows who answers. */
  forbiddenBare: raw({
    status: '403 Forbidden',
    headers: ['Content-Type: text/html'],
    body: NO_PERMISSION,
  }),
  forbidden4: raw({
    status: '403 Forbidden',
    headers: IIS_HEADERS,
    body: iisDetails('403.4', 'Forbidden'),
  }),
  forbidden6: raw({
    status: '403 Forbidden',
    headers: IIS_HEADERS,
    body: iisDetails('403.6', 'Forbidden'),
  }),
  forbidden7: raw({
    status: '403 Forbidden',
    headers: IIS_HEADERS,
    body: iisDetails('403.7', 'Forbidden'),
  }),
  forbidden14: raw({
    status: '403 Forbidden',
    headers: IIS_HEADERS,
    body: iisDetails('403.14', 'Forbidden'),
  }),
  forbidden16: raw({
    status: '403 Forbidden',
    headers: IIS_HEADERS,
    body: iisDetails('403.16', 'Forbidden'),
  }),
  forbidden13: raw({
    status: '403 Forbidden',
    headers: IIS_HEADERS,
    body: iisDetails('403.13', 'Forbidden'),
  }),
  forbidden17: raw({
    status: '403 Forbidden',
    headers: IIS_HEADERS,
    body: iisDetails('403.17', 'Forbidden'),
  }),
  /** Japanese Windows translates the words before the number. */
  forbidden4Japanese: raw({
    status: '403 Forbidden',
    headers: ['Content-Type: text/html; charset=utf-8', 'Server: Microsoft-IIS/10.0'],
    body: '<html><head><title>IIS 10.0 の詳細なエラー - 403.4 - Forbidden</title></head><body><h3>HTTP エラー 403.4 - Forbidden</h3></body></html>',
  }),
  notFound: raw({
    status: '404 Not Found',
    headers: IIS_HEADERS,
    body: iisPage(
      '404 - File or directory not found.',
      'The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.',
    ),
  }),
  notAllowed: raw({
    status: '405 Method Not Allowed',
    headers: ['Allow: GET, HEAD, OPTIONS, TRACE', ...IIS_HEADERS],
  }),
  badConfiguration: raw({
    status: '500 Internal Server Error',
    headers: IIS_HEADERS,
    body: iisDetails('500.19', 'Internal Server Error'),
  }),
  redirectToTls: raw({
    status: '301 Moved Permanently',
    headers: [...IIS_HEADERS, 'Location: https://mp01.contoso.com/'],
  }),
  relayed401: raw({
    status: '401 Unauthorized',
    headers: [
      ...IIS_HEADERS,
      ...CHALLENGES,
      'X-Cache: MISS from proxy1',
      'Via: 1.1 proxy1 (squid/5.7)',
    ],
  }),
  relayedMpList: raw({
    status: '200 OK',
    headers: ['Content-Type: text/xml', ...IIS_HEADERS.slice(1), 'Via: 1.1 proxy'],
    body: '<MPList><MP Name="MP01" FQDN="mp01.contoso.com"/></MPList>',
  }),
  httpApi400: raw({
    status: '400 Bad Request',
    headers: HTTP_API_HEADERS,
    body: httpApiPage('Bad Request - Invalid Hostname', '400', 'The request hostname is invalid.'),
  }),
  httpApi404: raw({
    status: '404 Not Found',
    headers: HTTP_API_HEADERS,
    body: httpApiPage('Not Found', '404', 'The requested resource is not found.'),
  }),
  /** The registry's DisableServerHeader takes even this header away. */
  httpApi404Bare: raw({
    status: '404 Not Found',
    headers: ['Content-Type: text/html; charset=us-ascii'],
    body: httpApiPage('Not Found', '404', 'The requested resource is not found.'),
  }),
  httpApi503: raw({
    status: '503 Service Unavailable',
    headers: HTTP_API_HEADERS,
    body: httpApiPage('Service Unavailable', '503', 'The service is unavailable.'),
  }),
} as const;

/** The own pages of filters, proxies and portals. */
export const FILTERS = {
  squidDenied: raw({
    status: '403 Forbidden',
    headers: [
      'Server: squid/5.7',
      'Mime-Version: 1.0',
      'Content-Type: text/html;charset=utf-8',
      'X-Squid-Error: ERR_ACCESS_DENIED 0',
      'Vary: Accept-Language',
      'X-Cache: MISS from proxy1',
      'X-Cache-Lookup: NONE from proxy1:3128',
      'Via: 1.1 proxy1 (squid/5.7)',
      'Connection: close',
    ],
    body: '<html><head><title>ERROR: The requested URL could not be retrieved</title></head><body><div id="content"><p>Access Denied.</p></div><!-- ERR_ACCESS_DENIED --></body></html>',
  }),
  squidLogon: raw({
    status: '407 Proxy Authentication Required',
    headers: ['Server: squid/5.7', 'Proxy-Authenticate: Negotiate', 'Via: 1.1 proxy1 (squid/5.7)'],
  }),
  zscaler: raw({
    status: '403 Forbidden',
    headers: ['Content-Type: text/html', 'Server: Zscaler/6.2', 'Cache-Control: no-cache'],
    body: "<html><head><title>Internet Security by Zscaler</title></head><body>Sorry, you don't have permission to visit this site. Your organization has selected Zscaler to protect you from internet threats.</body></html>",
  }),
  zscalerRedirect: raw({
    status: '307 Temporary Redirect',
    headers: [
      'Server: Zscaler/6.2',
      'Location: https://gateway.zscaler.net/auD?origurl=http%3A%2F%2Fmp01',
    ],
  }),
  fortiGate: raw({
    status: '403 Forbidden',
    headers: ['X-Frame-Options: SAMEORIGIN', 'Content-Type: text/html; charset="utf-8"'],
    body: '<!DOCTYPE html><html><head><title>Web Filter Violation</title></head><body><h1>FortiGuard Intrusion Prevention - Access Blocked</h1><h2>Web Page Blocked</h2></body></html>',
  }),
  fortiGate200: raw({
    status: '200 OK',
    headers: ['Content-Type: text/html; charset="utf-8"'],
    body: '<html><head><title>Web Page Blocked</title></head><body><p>You have tried to access a web page that is in violation of your Internet usage policy.</p><p>Powered By FortiGuard</p></body></html>',
  }),
  fortiGateLogon: raw({
    status: '200 OK',
    headers: ['Content-Type: text/html'],
    body: '<html><body><script language="JavaScript">window.location="http://10.0.0.1:1000/fgtauth?0a1b2c3d";</script></body></html>',
  }),
  blueCoat: raw({
    status: '403 Forbidden',
    headers: [
      'Cache-Control: no-cache',
      'Pragma: no-cache',
      'Content-Type: text/html; charset=utf-8',
      'Proxy-Connection: close',
    ],
    body: '<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><font><big><b>Access Denied (policy_denied)</b></big><br>Your system policy has denied access to the requested URL.</font></BODY></HTML>',
  }),
  paloAlto: raw({
    status: '503 Service Unavailable',
    headers: ['Content-Type: text/html; charset=UTF-8', 'Connection: close'],
    body: '<html><head><title>Web Page Blocked</title></head><body><div id="content"><h1>Web Page Blocked</h1><p>Access to the web page you were trying to visit has been blocked in accordance with company policy. Please contact your system administrator if you believe this is in error.</p></div></body></html>',
  }),
  mcAfee: raw({
    status: '403 notallowed',
    headers: [
      'Via: 1.1 10.0.0.8 (McAfee Web Gateway 9.2.1.33)',
      'Content-Type: text/html',
      'Proxy-Connection: Keep-Alive',
    ],
    body: '<!-- FileName: index.html --><html><head><title>McAfee Web Gateway - Notification</title><link href="/mwg-internal/de5fs23hu73ds/files/default/stylesheet.css"/></head><body>URL Blocked</body></html>',
  }),
  haproxyDenied: raw({
    status: '403 Forbidden',
    headers: ['content-length: 93', 'cache-control: no-cache', 'content-type: text/html'].slice(1),
    body: '<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n',
  }),
  portal302: raw({
    status: '302 Found',
    headers: ['Location: http://portal.guest.example/login?url=http://mp01/', 'Server: nginx'],
  }),
  portal511: raw({
    status: '511 Network Authentication Required',
    headers: ['Content-Type: text/html'],
    body: '<html><head><meta http-equiv="refresh" content="0; url=https://login.example.net/"></head></html>',
  }),
  portalWispr: raw({
    status: '200 OK',
    headers: ['Content-Type: text/html'],
    body: '<html><!-- <WISPAccessGatewayParam><Redirect><MessageType>100</MessageType></Redirect></WISPAccessGatewayParam> --></html>',
  }),
  /** A filter that leaves the server's own headers and puts its page in. */
  pageUnderIis: raw({
    status: '403 Forbidden',
    headers: IIS_HEADERS,
    body: '<html><body>Your organization has selected Zscaler to protect you.</body></html>',
  }),
  /** What is passed on without a sign of IIS is the relay's own. */
  relay502: raw({ status: '502 Bad Gateway', headers: ['Via: 1.1 varnish', 'X-Cache: MISS'] }),
  relay403: raw({ status: '403 Forbidden', headers: ['Via: 1.1 gateway', 'Age: 0'] }),
} as const;

/** Servers that are no site systems, and no filters that are known. */
export const OTHERS = {
  apache401: raw({
    status: '401 Unauthorized',
    headers: ['Server: Apache/2.4.62 (Debian)', 'WWW-Authenticate: Basic realm="intranet"'],
  }),
  apache403: raw({
    status: '403 Forbidden',
    headers: ['Server: Apache/2.4.62 (Debian)', 'Content-Type: text/html; charset=iso-8859-1'],
    body: '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>403 Forbidden</title>\n</head><body>\n<h1>Forbidden</h1>\n</body></html>\n',
  }),
  apache404: raw({ status: '404 Not Found', headers: ['Server: Apache/2.4.62 (Debian)'] }),
  lighttpd404: raw({ status: '404 Not Found', headers: ['Server: lighttpd/1.4.79'] }),
  nginx200: raw({
    status: '200 OK',
    headers: ['Server: nginx/1.26.3', 'Content-Type: text/html'],
    body: '<!DOCTYPE html><html><head><title>Welcome to nginx!</title></head></html>',
  }),
  nginx403: raw({
    status: '403 Forbidden',
    headers: ['Server: nginx'],
    body: '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  }),
  nginx502: raw({ status: '502 Bad Gateway', headers: ['Server: nginx'] }),
  haproxy503: raw({
    status: '503 Service Unavailable',
    headers: ['cache-control: no-cache', 'content-type: text/html'],
    body: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
  }),
  gatewayTimeout: raw({ status: '504 Gateway Timeout' }),
  ciscoSwitch401: raw({
    status: '401 Unauthorized',
    headers: [
      'Server: cisco-IOS',
      'Accept-Ranges: none',
      'WWW-Authenticate: Basic realm="level_15_access"',
    ],
    body: '<HTML><HEAD><TITLE>Authorization Required</TITLE></HEAD><BODY><H1>Authorization Required</H1></BODY></HTML>',
  }),
  printer401: raw({
    status: '401 Unauthorized',
    headers: [
      'Server: Virata-EmWeb/R6_2_1',
      'WWW-Authenticate: Digest realm="EWS", nonce="ntlm, negotiate", qop="auth"',
    ],
  }),
  /** A portal that shows itself by nothing that is known. */
  portal200: raw({
    status: '200 OK',
    headers: ['Content-Type: text/html', 'Cache-Control: no-store'],
    body: '<html><head><title>Welcome, guest</title></head><body><form action="/login"></form></body></html>',
  }),
  standIn401: raw({
    status: '401 Unauthorized',
    headers: ['Server: ccm-preflight-stand-in'],
  }),
} as const;

/** Reason phrases of a cloud management gateway and its connection point. */
export const GATEWAYS = {
  connectorCertificate: raw({
    status: '403 CMGConnector_Clientcertificaterequired',
    headers: ['Server: Microsoft-HTTPAPI/2.0'],
  }),
  connectorForbidden: raw({
    status: '403 CMGConnector_Forbidden',
    headers: ['Server: Microsoft-HTTPAPI/2.0'],
  }),
  serviceToken: raw({
    status: '401 CMGService_Invalid_Token',
    headers: ['Server: Microsoft-HTTPAPI/2.0'],
  }),
  serviceOther: raw({
    status: '403 CMGService_Something_New',
    headers: ['Server: Microsoft-HTTPAPI/2.0'],
  }),
} as const;
