import http from 'node:http';
import https from 'node:https';
import type { WebRole } from '../../catalogue/vocabulary.ts';
import { STAND_IN_SERVER } from '../../probe/stand-in.ts';
import { listen } from '../simulator/listen.ts';
import type { ListenAt, Simulator } from '../simulator/simulator.ts';
import { answerOtherMethods } from '../simulator/web/other-methods.ts';
import { type WebPage, WINDOWS_AUTHENTICATION } from '../simulator/web/page.ts';
import { rolePage } from '../simulator/web/role-pages.ts';

/** PEM texts. */
export interface StandInCertificate {
  readonly certificate: string;
  readonly key: string;
}

export interface StandInWeb extends ListenAt {
  readonly roles: readonly WebRole[];
  /** The full name that a management point gives as its own. */
  readonly computerName: string;
  /** Null for plain HTTP. */
  readonly tls: StandInCertificate | null;
}

/**
 * Starts a web server that answers for several roles, and says on every page that it is a stand-in.
 */
export function startStandInWeb(options: StandInWeb): Promise<Simulator> {
  const { tls } = options;
  const listener: http.RequestListener = (request, response) => {
    request.resume();
    const page = pageFor(request.url ?? '/', options);
    response.writeHead(page.status, {
      'Content-Type': page.type ?? 'text/html; charset=utf-8',
      'Content-Length': Buffer.byteLength(page.body),
      Server: STAND_IN_SERVER,
      ...(page.status === 401
        ? { 'WWW-Authenticate': [...WINDOWS_AUTHENTICATION['WWW-Authenticate']] }
        : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : page.body);
  };
  const server =
    tls === null
      ? http.createServer(listener)
      : https.createServer({ cert: tls.certificate, key: tls.key }, listener);
  answerOtherMethods(server, STAND_IN_SERVER);
  return listen(server, options);
}

/** The page of the first role that has the target, or else a page that explains the stand-in. */
function pageFor(target: string, { roles, computerName }: StandInWeb): WebPage {
  const pages = roles.map((role) =>
    rolePage(role, target, { computerName: computerName, listedAs: 'http' }),
  );
  const found = pages.find(({ status }) => status !== 404);
  if (found === undefined) return { status: target === '/' ? 200 : 404, body: pageOf(roles) };
  if (found.status !== 200) return { ...found, body: pageOf(roles) };
  const said = found.type?.startsWith('text/plain') === true ? `${sentenceOf(roles)}\n` : '';
  return { ...found, body: said === '' ? commented(found.body, roles) : said };
}

function sentenceOf(roles: readonly WebRole[]): string {
  const names = roles.map((role) => role.replaceAll('-', ' ')).join(', ');
  return `This is a stand-in of ccm-preflight for: ${names}. It tests firewall rules; the role itself is not installed here.`;
}

function pageOf(roles: readonly WebRole[]): string {
  return `<!DOCTYPE html>
<html lang="en"><head><title>ccm-preflight stand-in</title></head>
<body><p>${sentenceOf(roles)}</p></body></html>
`;
}

/** A comment at the end is valid in XML and HTML alike. */
function commented(body: string, roles: readonly WebRole[]): string {
  return `${body}<!-- ${sentenceOf(roles)} -->\n`;
}
