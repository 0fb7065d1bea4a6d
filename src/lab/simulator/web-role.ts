import http from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { WebRole } from '../../catalogue/vocabulary.ts';
import { listen } from './listen.ts';
import { isStreamFault, type ListenAt, type Simulator, type StreamFault } from './simulator.ts';
import { startStreamFault } from './stream-fault.ts';
import { answerOtherMethods } from './web/other-methods.ts';
import {
  FOREIGN_PAGE,
  GATEWAY_REFUSAL,
  WINDOWS_AUTHENTICATION,
  errorPage,
  type WebPage,
} from './web/page.ts';
import { rolePage } from './web/role-pages.ts';
import { makeTlsServer, type CertificateFault, type WebTls } from './web/tls-server.ts';

const SERVER = 'Microsoft-IIS/10.0';

/** A fixed answer to every request, in place of the role's own pages. */
export type WebAnswer =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number | undefined }
  | { readonly kind: 'foreign' };

interface CommonOptions extends ListenAt {
  readonly role: WebRole;
  /** The full name that a management point gives as its own. Default: `mp01.contoso.com`. */
  readonly computerName?: string | undefined;
  readonly answer?: WebAnswer | undefined;
  /** How a management point's list has it. Default: `http`. */
  readonly listedAs?: 'http' | 'https' | undefined;
}

type WebFault = StreamFault | 'http-500' | 'gateway-refusal';
export type TlsWebFault = WebFault | CertificateFault;

export type WebRoleOptions = CommonOptions &
  (
    | { readonly tls?: undefined; readonly fault?: WebFault | undefined }
    | { readonly tls: WebTls; readonly fault?: TlsWebFault | undefined }
  );

/**
 * Starts the web server of a site system role, like IIS with that role installed, over HTTP or
 * HTTPS.
 */
export async function startWebRole(options: WebRoleOptions): Promise<Simulator> {
  const { fault, tls } = options;
  if (isStreamFault(fault)) return startStreamFault(fault, options);
  const listener = requestListener(options);
  if (tls === undefined) {
    const server = http.createServer(listener);
    answerOtherMethods(server, SERVER);
    return listen(server, options);
  }
  const certificateFault = fault === 'http-500' || fault === 'gateway-refusal' ? undefined : fault;
  const server = await makeTlsServer(tls, certificateFault, listener);
  answerOtherMethods(server, SERVER);
  return listen(server, options);
}

function requestListener(options: WebRoleOptions): RequestListener {
  const { role, computerName = 'mp01.contoso.com', listedAs = 'http', tls } = options;
  const fixed = fixedPage(options);
  return (request, response) => {
    if (tls?.clientCertificate === 'asked' && !hasCertificate(request)) {
      send(request, response, errorPage(403));
    } else if (fixed !== null) {
      send(request, response, fixed);
    } else if (request.method === 'POST' && role === 'software-update-point') {
      // A web service takes POST, and no message that is empty.
      send(request, response, errorPage(500));
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      send(request, response, errorPage(405, { Allow: 'GET, HEAD' }));
    } else {
      send(request, response, rolePage(role, request.url ?? '/', { computerName, listedAs }));
    }
  };
}

/** The fixed page; null where the role serves its own pages. */
function fixedPage({ fault, answer }: WebRoleOptions): WebPage | null {
  if (fault === 'http-500') return errorPage(500);
  if (fault === 'gateway-refusal') return GATEWAY_REFUSAL;
  switch (answer?.kind) {
    case 'status':
      return errorPage(answer.status, authenticationHeaders(answer.status));
    case 'redirect':
      return errorPage(answer.status ?? 302, { Location: answer.location });
    case 'foreign':
      return FOREIGN_PAGE;
    case undefined:
      return null;
  }
}

function authenticationHeaders(status: number): NonNullable<WebPage['headers']> {
  if (status === 401) return WINDOWS_AUTHENTICATION;
  return status === 407 ? { 'Proxy-Authenticate': ['Negotiate', 'NTLM'] } : {};
}

const hasCertificate = ({ socket }: IncomingMessage): boolean =>
  socket instanceof TLSSocket && socket.authorized;

function send(request: IncomingMessage, response: ServerResponse, page: WebPage): void {
  // The request's body is ignored, but has to be read.
  request.resume();
  const headers: http.OutgoingHttpHeaders = {
    'Content-Type': page.type ?? 'text/html',
    'Content-Length': Buffer.byteLength(page.body),
    Server: SERVER,
    'X-Powered-By': 'ASP.NET',
  };
  for (const [name, value] of Object.entries(page.headers ?? {})) {
    headers[name] = typeof value === 'string' ? value : [...value];
  }
  response.writeHead(page.status, page.reason, headers);
  response.end(request.method === 'HEAD' ? undefined : page.body);
}
