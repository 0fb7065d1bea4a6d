import { afterAll, describe, expect, test } from '@jest/globals';
import type { WebRole } from '../../../src/catalogue/vocabulary.ts';
import type { HttpCheck } from '../../../src/plan/check.ts';
import { probeHttp } from '../../../src/probe/http/probe.ts';
import { type Answer, type Asked, whoAnswered } from '../../../src/probe/http/who-answered.ts';
import type { HttpEvidence, Observation } from '../../../src/probe/observation.ts';
import { FILTERS, GATEWAYS, IIS, OTHERS, raw } from './answers.ts';
import { check, closeAll, context, listenRaw } from './servers.ts';

afterAll(closeAll);

const MP = 'management-point';
const DP = 'distribution-point';
const SUP = 'software-update-point';
const SLP = 'server-locator-point';
const FSP = 'fallback-status-point';
const ROLES: readonly WebRole[] = [MP, DP, SUP, SLP, FSP];

async function look(bytes: string, rest: Partial<HttpCheck>): Promise<Observation<HttpEvidence>> {
  const port = await listenRaw(bytes, 'end');
  return probeHttp(check(port, rest), '127.0.0.1', context());
}

async function said(bytes: string, rest: Partial<HttpCheck>): Promise<string> {
  const observation = await look(bytes, rest);
  return 'cause' in observation
    ? `${observation.outcome}/${observation.cause}`
    : observation.outcome;
}

describe("a filter's own page is another service, whatever the role", () => {
  test.each<[keyof typeof FILTERS, string, string | null]>([
    ['squidDenied', 'filter-page', 'Squid, ERR_ACCESS_DENIED 0'],
    ['squidLogon', 'proxy-authentication', 'proxy'],
    ['zscaler', 'filter-page', 'Zscaler'],
    ['zscalerRedirect', 'redirect-elsewhere', 'Zscaler'],
    ['fortiGate', 'filter-page', 'FortiGate'],
    ['fortiGate200', 'filter-page', 'FortiGate'],
    ['fortiGateLogon', 'filter-page', 'FortiGate'],
    ['blueCoat', 'filter-page', 'Blue Coat'],
    ['paloAlto', 'filter-page', 'Palo Alto Networks'],
    ['mcAfee', 'filter-page', 'McAfee Web Gateway'],
    ['haproxyDenied', 'filter-page', 'HAProxy'],
    ['portal302', 'redirect-elsewhere', null],
    ['portal511', 'filter-page', 'captive portal'],
    ['portalWispr', 'filter-page', 'captive portal'],
    ['pageUnderIis', 'filter-page', 'Zscaler'],
    ['relay502', 'filter-page', null],
    ['relay403', 'filter-page', null],
  ])('%s: %s', async (name, cause, filter) => {
    for (const role of ROLES) {
      for (const product of ['cm2007', 'current-branch'] as const) {
        const observation = await look(FILTERS[name], { role, product });
        expect(observation).toMatchObject({ outcome: 'wrong-service', cause });
        expect(observation.evidence.filter).toBe(filter);
      }
    }
  });

  test("the role's own content outweighs every sign", async () => {
    const relayed = raw({
      status: '200 OK',
      headers: ['Via: 1.1 proxy', 'X-Cache: HIT', 'Server: squid'],
      body: '<MPList><MP Name="MP01"/></MPList>',
    });
    expect(await said(relayed, { role: MP })).toBe('open');
  });
});

describe('over HTTP', () => {
  test.each<[WebRole, string, string, string, Partial<HttpCheck>?]>([
    [MP, "the role's own content", IIS.mpList, 'open'],
    [MP, 'the same through a relay', IIS.relayedMpList, 'open'],
    [MP, 'another page of IIS', IIS.welcome, 'wrong-service/foreign-content'],
    [MP, 'a portal without a sign', OTHERS.portal200, 'wrong-service/foreign-content'],
    [MP, '403.4', IIS.forbidden4, 'unhealthy/tls-required'],
    [MP, '403.4 in Japanese', IIS.forbidden4Japanese, 'unhealthy/tls-required'],
    [MP, '403.6', IIS.forbidden6, 'unhealthy/address-rejected'],
    [MP, '403.7', IIS.forbidden7, 'unhealthy/client-certificate-required'],
    [MP, '403.16', IIS.forbidden16, 'unhealthy/client-certificate-refused'],
    [MP, '403 for other computers', IIS.forbidden, 'unhealthy/forbidden'],
    [MP, '403 shown by its page alone', IIS.forbiddenBare, 'unhealthy/forbidden'],
    [MP, '401', IIS.unauthorized, 'unhealthy/logon-demanded'],
    [MP, '404', IIS.notFound, 'wrong-service/unexpected-status'],
    [MP, '405', IIS.notAllowed, 'wrong-service/unexpected-status'],
    [MP, 'a redirect to HTTPS', IIS.redirectToTls, 'wrong-service/unexpected-status'],
    [MP, '500.19', IIS.badConfiguration, 'unhealthy/server-error'],
    [MP, '400 of HTTP.sys', IIS.httpApi400, 'unhealthy/no-such-site'],
    [MP, '404 of HTTP.sys', IIS.httpApi404, 'unhealthy/no-such-site'],
    [MP, '404 of HTTP.sys without headers', IIS.httpApi404Bare, 'unhealthy/no-such-site'],
    [MP, '503 of HTTP.sys', IIS.httpApi503, 'unhealthy/server-error'],
    [MP, 'Apache, 401', OTHERS.apache401, 'wrong-service/not-iis'],
    [MP, 'Apache, 403', OTHERS.apache403, 'wrong-service/not-iis'],
    [MP, 'nginx, 403', OTHERS.nginx403, 'wrong-service/not-iis'],
    [MP, 'a switch, 401', OTHERS.ciscoSwitch401, 'wrong-service/not-iis'],
    [MP, 'a printer, 401', OTHERS.printer401, 'wrong-service/not-iis'],
    [MP, 'a gateway, 504', OTHERS.gatewayTimeout, 'unhealthy/server-error'],
    [MP, 'HAProxy without a server', OTHERS.haproxy503, 'unhealthy/server-error'],
    [MP, 'nginx, 502', OTHERS.nginx502, 'unhealthy/server-error'],
    [
      MP,
      'a connection point',
      GATEWAYS.connectorCertificate,
      'unhealthy/gateway-certificate-required',
    ],
    [MP, 'a connection point', GATEWAYS.connectorForbidden, 'unhealthy/gateway-forbidden'],
    [MP, 'a gateway', GATEWAYS.serviceToken, 'unhealthy/gateway-token-invalid'],
    [MP, 'a gateway', GATEWAYS.serviceOther, 'unhealthy/gateway-refusal'],

    [SUP, "the role's own content", IIS.wsus, 'open'],
    [SUP, 'another page of IIS', IIS.welcome, 'wrong-service/foreign-content'],
    [SUP, '401', IIS.unauthorized, 'unhealthy/logon-demanded'],
    [SUP, '403', IIS.forbidden, 'unhealthy/forbidden'],
    [SUP, '403.4', IIS.forbidden4, 'unhealthy/tls-required'],
    [SUP, '403, its service over TLS', IIS.forbidden, 'open', { serves: 'content' }],
    [SUP, '403.4, its service over TLS', IIS.forbidden4, 'open', { serves: 'content' }],
    [
      SUP,
      '401, its service over TLS',
      IIS.unauthorized,
      'unhealthy/logon-demanded',
      { serves: 'content' },
    ],
    [
      SUP,
      'nginx, 403, its service over TLS',
      OTHERS.nginx403,
      'wrong-service/not-iis',
      { serves: 'content' },
    ],
    [SUP, 'Apache, 401', OTHERS.apache401, 'wrong-service/not-iis'],
    [SUP, '404', IIS.notFound, 'wrong-service/unexpected-status'],
    [SUP, '404 of HTTP.sys', IIS.httpApi404, 'unhealthy/no-such-site'],

    [DP, '200, an empty list', IIS.emptyList, 'open'],
    [DP, '401', IIS.unauthorized, 'open'],
    [DP, '401 through a relay', IIS.relayed401, 'open'],
    [DP, '401 of a stand-in', OTHERS.standIn401, 'open'],
    [DP, '403', IIS.forbidden, 'open'],
    [DP, '403.14', IIS.forbidden14, 'open'],
    [DP, '403.4', IIS.forbidden4, 'unhealthy/tls-required'],
    [DP, '403.6', IIS.forbidden6, 'unhealthy/address-rejected'],
    [DP, '403.7', IIS.forbidden7, 'unhealthy/client-certificate-required'],
    [DP, '403.16', IIS.forbidden16, 'unhealthy/client-certificate-refused'],
    [DP, '403.13', IIS.forbidden13, 'unhealthy/client-certificate-refused'],
    [DP, '403.17', IIS.forbidden17, 'unhealthy/client-certificate-refused'],
    [DP, '404', IIS.notFound, 'wrong-service/no-content-folder'],
    [DP, '404, cm2007', IIS.notFound, 'open', { product: 'cm2007' }],
    [DP, 'Apache, 404', OTHERS.apache404, 'wrong-service/not-iis'],
    [DP, 'Apache, 404, cm2007', OTHERS.apache404, 'inconclusive/not-iis', { product: 'cm2007' }],
    [
      DP,
      '404 of HTTP.sys, cm2007',
      IIS.httpApi404,
      'unhealthy/no-such-site',
      { product: 'cm2007' },
    ],
    [DP, 'lighttpd, 404', OTHERS.lighttpd404, 'wrong-service/not-iis'],
    [DP, 'nginx, 200', OTHERS.nginx200, 'inconclusive/not-iis'],
    [DP, 'nginx, 403', OTHERS.nginx403, 'inconclusive/not-iis'],
    [DP, 'a switch, 401', OTHERS.ciscoSwitch401, 'inconclusive/not-iis'],
    [DP, 'a printer, 401', OTHERS.printer401, 'inconclusive/not-iis'],
    [DP, 'a portal without a sign', OTHERS.portal200, 'inconclusive/not-iis'],
    [DP, '405', IIS.notAllowed, 'inconclusive/unexpected-status'],
    [DP, 'a redirect to itself', IIS.redirectToTls, 'inconclusive/unexpected-status'],
    [DP, '500.19', IIS.badConfiguration, 'unhealthy/server-error'],

    ...([SLP, FSP] as const).flatMap(
      (role): [WebRole, string, string, string, Partial<HttpCheck>?][] => [
        [role, '200', IIS.emptyList, 'open'],
        [role, '401', IIS.unauthorized, 'open'],
        [role, '403.4', IIS.forbidden4, 'open'],
        [role, '404', IIS.notFound, 'open'],
        [role, '405', IIS.notAllowed, 'open'],
        [role, '404 of HTTP.sys', IIS.httpApi404, 'unhealthy/no-such-site'],
        [role, '503 of HTTP.sys', IIS.httpApi503, 'unhealthy/server-error'],
        [role, 'nginx, 200', OTHERS.nginx200, 'inconclusive/not-iis'],
        [role, 'Apache, 401', OTHERS.apache401, 'inconclusive/not-iis'],
        [
          role,
          'a status that is none',
          raw({ status: '999 Odd', headers: ['Server: Microsoft-IIS/10.0'] }),
          'inconclusive/unexpected-status',
        ],
      ],
    ),
  ])('%s, %s', async (role, _what, bytes, expected, rest = {}) => {
    expect(await said(bytes, { role, ...rest })).toBe(expected);
  });
});

// Certificates are asked for in tls.test.ts; here is what each answer then means.
describe('over TLS', () => {
  const ASKED: Asked = {
    role: MP,
    scheme: 'https',
    product: 'current-branch',
    serves: 'service',
    ownCertificate: 'none',
  };
  const ANSWER: Answer = {
    status: 403,
    reason: 'Forbidden',
    redirect: 'none',
    content: 'not-looked-for',
    clientCertificate: 'asked',
    iis: 'headers',
    filter: null,
    relay: null,
    subStatus: null,
    answeredBy: 'other',
  };
  const judged = (answer: Partial<Answer>, asked: Partial<Asked>): string => {
    const judgement = whoAnswered({ ...ANSWER, ...answer }, { ...ASKED, ...asked });
    return judgement.outcome === 'open' ? 'open' : `${judgement.outcome}/${judgement.cause}`;
  };

  test.each<[string, Partial<Asked>, Partial<Answer>, string]>([
    ['403 after a request', {}, {}, 'open'],
    ['403.7 after a request', {}, { subStatus: '403.7' }, 'open'],
    ['403 of no IIS after a request', {}, { iis: 'none' }, 'inconclusive/not-iis'],
    ['403 without a request', {}, { clientCertificate: 'not-asked' }, 'unhealthy/forbidden'],
    ['401 after a request', {}, { status: 401 }, 'unhealthy/logon-demanded'],
    ['401 of no IIS', {}, { status: 401, iis: 'none' }, 'inconclusive/not-iis'],
    [
      '403 with a certificate given',
      { ownCertificate: 'given' },
      {},
      'unhealthy/client-certificate-refused',
    ],
    [
      '403 of no IIS with a certificate given',
      { ownCertificate: 'given' },
      { iis: 'none' },
      'unhealthy/client-certificate-refused',
    ],
    [
      'a page that tells of it',
      {},
      { status: 400, iis: 'none', clientCertificate: 'told' },
      'open',
    ],
    ["a filter's page after a request", {}, { filter: 'Zscaler' }, 'wrong-service/filter-page'],
    ['500 after a request', {}, { status: 500 }, 'unhealthy/server-error'],

    ['DP: 403 after a request', { role: DP }, {}, 'open'],
    ['DP: 403.7 after a request', { role: DP }, { subStatus: '403.7' }, 'open'],
    [
      'DP: 403.7 without a request',
      { role: DP },
      { subStatus: '403.7', clientCertificate: 'not-asked' },
      'unhealthy/client-certificate-required',
    ],
    ['DP: 403 with a certificate given', { role: DP, ownCertificate: 'given' }, {}, 'open'],
    [
      'DP: 403.16 with a certificate given',
      { role: DP, ownCertificate: 'given' },
      { subStatus: '403.16' },
      'unhealthy/client-certificate-refused',
    ],
    ['DP: 403 of no IIS after a request', { role: DP }, { iis: 'none' }, 'inconclusive/not-iis'],

    ['SUP: 403 after a request', { role: SUP }, {}, 'unhealthy/update-client-certificate'],
    [
      'SUP: the same with one given',
      { role: SUP, ownCertificate: 'given' },
      {},
      'unhealthy/update-client-certificate',
    ],
    [
      'SUP: a page that tells of it',
      { role: SUP },
      { status: 400, clientCertificate: 'told' },
      'unhealthy/update-client-certificate',
    ],
    [
      'SUP: 403 without a request',
      { role: SUP },
      { clientCertificate: 'not-asked' },
      'unhealthy/forbidden',
    ],
    [
      'SUP: 403, though content alone comes over HTTP',
      { role: SUP, serves: 'content' },
      { clientCertificate: 'not-asked' },
      'unhealthy/forbidden',
    ],
    ['SUP: its content after a request', { role: SUP }, { status: 200, content: 'found' }, 'open'],

    ['CMG: 200', { role: 'cloud-management-gateway' }, { status: 200 }, 'open'],
    ['CMG: 403 after a request', { role: 'cloud-management-gateway' }, {}, 'open'],
    [
      'CMG: its own phrase',
      { role: 'cloud-management-gateway' },
      { status: 401, reason: 'CMGService_Invalid_Token', clientCertificate: 'not-asked' },
      'open',
    ],
    [
      'CMG: a phrase of the connection point',
      { role: 'cloud-management-gateway' },
      { reason: 'CMGConnector_Forbidden', clientCertificate: 'not-asked' },
      'unhealthy/gateway-forbidden',
    ],
    [
      'CMG: 404',
      { role: 'cloud-management-gateway' },
      { status: 404, clientCertificate: 'not-asked' },
      'inconclusive/unexpected-status',
    ],
    [
      'CMG: 404 of HTTP.sys',
      { role: 'cloud-management-gateway' },
      { status: 404, answeredBy: 'http-api' },
      'unhealthy/no-such-site',
    ],
  ])('%s', (_what, asked, answer, expected) => {
    expect(judged(answer, asked)).toBe(expected);
  });

  test.each<[Asked['role'], string]>([
    [MP, 'open'],
    [DP, 'open'],
    ['cloud-management-gateway', 'open'],
    [SUP, 'unhealthy'],
    [SLP, 'inconclusive'],
    [FSP, 'inconclusive'],
  ])('a handshake that demands a certificate, %s: %s', (role, outcome) => {
    expect(whoAnswered('certificate-demanded', { ...ASKED, role }).outcome).toBe(outcome);
  });
});

test('no filter that answers for every role leaves a method without doubt', async () => {
  for (const bytes of [...Object.values(FILTERS), ...Object.values(OTHERS)]) {
    if (bytes === OTHERS.standIn401) continue;
    for (const role of ROLES) expect(await said(bytes, { role })).not.toBe('open');
  }
});
