import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { getEventListeners } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DiscoverOptions, discover } from '../../src/discover/discover.ts';
import { settle } from '../../src/discover/settle.ts';
import { STAND_IN_SERVER } from '../../src/probe/stand-in.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { printed, windows } from '../self/machine.ts';
import { type NameServer, whyNoDnsmasq, startDnsmasq } from './dnsmasq.ts';
import { closedPort } from '../support/ports.ts';
import { describeUnless } from '../support/skip.ts';

const LINUX = { ...windows({}), platform: 'linux' } as const;

const options = (said: Partial<DiscoverOptions>): DiscoverOptions => ({
  siteCode: null,
  domain: 'contoso.test',
  managementPoints: [],
  httpPort: null,
  httpsPort: null,
  dns: null,
  timeoutMs: 2000,
  signal: new AbortController().signal,
  ...said,
});

const servers: http.Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await closeListeners();
});

/** A web server on loopback. @returns its port */
async function serve(
  answer: (path: string, response: http.ServerResponse) => void,
  at = '127.0.0.1',
): Promise<number> {
  const server = http.createServer((request, response) => answer(request.url ?? '', response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, at, resolve));
  const address = server.address() satisfies AddressInfo | string | null;
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const LIST = '/SMS_MP/.sms_aut?MPLIST';
/** A management point that lists these, and says that it is the first, of a site. */
function managementPoint(
  names: readonly string[],
  siteCode: string,
  build = 9128,
  at = '127.0.0.1',
) {
  const points = names
    .map(
      (name) =>
        `<MP Name="${name.split('.', 1)[0]}" FQDN="${name}"><Version>${build}</Version></MP>`,
    )
    .join('');
  return serve(
    (path, response) =>
      response.end(
        path === LIST
          ? `<MPList>${points}</MPList>`
          : `<MPKEYINFORMATION><FQDN>${names[0]}</FQDN><SITECODE>${siteCode}</SITECODE></MPKEYINFORMATION>`,
      ),
    at,
  );
}

const valuesOf = (found: Parameters<typeof settle>[0]) =>
  Object.fromEntries(settle(found).values.map(({ path, value }) => [path.join('.'), value]));

describe('from a management point', () => {
  test('its list names the others of its site, its version the product', async () => {
    const port = await managementPoint(['127.0.0.1', 'mp02.contoso.test'], 'S01');
    const found = await discover(
      options({ managementPoints: [{ host: '127.0.0.1', port }] }),
      LINUX,
    );
    expect(valuesOf(found)).toEqual({
      product: 'current-branch',
      siteCode: 'S01',
      'ports.http': port,
      'roles.managementPoints': ['127.0.0.1', 'mp02.contoso.test'],
    });
    expect(found.withoutAddress).toEqual(['mp02.contoso.test']);
    expect(settle(found).contradictions).toEqual([]);
  });

  test('that says another site code than was asked for: both are shown, the user is believed', async () => {
    const port = await managementPoint(['127.0.0.1'], 'S02', 6487);
    const found = await discover(
      options({
        siteCode: 'S01',
        dns: `127.0.0.1:${await closedPort()}`,
        managementPoints: [{ host: '127.0.0.1', port }],
      }),
      LINUX,
    );
    const { contradictions } = settle(found);
    expect(valuesOf(found)).toMatchObject({ siteCode: 'S01', product: 'cm2007' });
    expect(contradictions.map(({ what, said }) => [what, said.map(({ value }) => value)])).toEqual([
      ['site-code', ['S01', 'S02']],
    ]);
  });

  test('in UTF-16, as IIS may send it', async () => {
    const list =
      '\ufeff<?xml version="1.0" encoding="utf-16"?><MPList><MP FQDN="127.0.0.1"/></MPList>';
    const port = await serve((path, response) =>
      path === LIST ? response.end(Buffer.from(list, 'utf16le')) : response.writeHead(404).end(),
    );
    const found = await discover(
      options({ managementPoints: [{ host: '127.0.0.1', port }] }),
      LINUX,
    );
    expect(valuesOf(found)).toMatchObject({ 'roles.managementPoints': ['127.0.0.1'] });
  });

  test('asking eight of them has one listener to the interrupt', async () => {
    const port = await managementPoint(['127.0.0.1'], 'S01', 9128, '0.0.0.0');
    const points = Array.from({ length: 8 }, (_, index) => ({
      host: `127.0.0.${index + 1}`,
      port,
    }));
    const { signal } = new AbortController();
    let most = 0;
    const add = signal.addEventListener.bind(signal);
    signal.addEventListener = (...words: Parameters<typeof add>) => {
      add(...words);
      most = Math.max(most, getEventListeners(signal, 'abort').length);
    };
    const found = await discover(options({ signal, managementPoints: points }), LINUX);
    expect(found.asked.filter(({ outcome }) => outcome === 'answered')).toHaveLength(16);
    expect(most).toBe(1);
  });

  test('that lists the gateway by which clients on the internet reach it', async () => {
    const port = await managementPoint(
      ['127.0.0.1', 'CMG.contoso.test/CCM_Proxy_MutualAuth/72057594037927941'],
      'S01',
    );
    const found = await discover(
      options({ managementPoints: [{ host: '127.0.0.1', port }] }),
      LINUX,
    );
    expect(valuesOf(found)).toMatchObject({
      'roles.managementPoints': ['127.0.0.1'],
      'roles.cloudManagementGateways': ['cmg.contoso.test'],
    });
    expect([found.refused, found.withoutAddress]).toEqual([0, ['cmg.contoso.test']]);
  });

  test('names that no computer has are refused and counted', async () => {
    const port = await managementPoint(
      [
        '127.0.0.1',
        'a.b/CCM_Proxy_Else/1',
        '-oProxyCommand=x',
        'a b',
        '$(reboot)',
        '0.0.0.0',
        'mp\u001b[31m',
        '999',
      ],
      'S01',
    );
    const found = await discover(
      options({ managementPoints: [{ host: '127.0.0.1', port }] }),
      LINUX,
    );
    expect(valuesOf(found)).toMatchObject({ 'roles.managementPoints': ['127.0.0.1'] });
    expect(found.refused).toBe(7);
  });

  test.each([
    [
      '404',
      (response: http.ServerResponse) =>
        response.writeHead(404).end('<MPList><MP Name="A"/></MPList>'),
      'HTTP_404',
    ],
    [
      'another page',
      (response: http.ServerResponse) => response.end('<html></html>'),
      'NOT_MPLIST',
    ],
    [
      'no end',
      (response: http.ServerResponse) => response.end('<MPList>'.padEnd(400_000, 'x')),
      'BODY_TOO_LONG',
    ],
    ['no answer', () => {}, 'ETIMEDOUT'],
    ['half an answer', (response: http.ServerResponse) => response.write('<MPList>'), 'ETIMEDOUT'],
    [
      'a connection that breaks',
      (response: http.ServerResponse) => response.destroy(),
      'ECONNRESET',
    ],
    [
      'a redirect',
      (response: http.ServerResponse) =>
        response.writeHead(302, { Location: 'http://192.0.2.1/' }).end(),
      'HTTP_302',
    ],
  ])('%s: nothing is found, and why', async (_name, answer, code) => {
    const port = await serve((_path, response) => void answer(response));
    const found = await discover(
      options({ managementPoints: [{ host: '127.0.0.1', port }], timeoutMs: 300 }),
      LINUX,
    );
    expect(found.findings).toEqual([]);
    expect(found.asked[0]).toMatchObject({ code });
    // Over TLS it is no better.
    expect(found.asked[1]).toMatchObject({ outcome: 'failed' });
  });

  test('a stand-in of listen knows nothing of a site', async () => {
    const port = await serve((_path, response) =>
      response.writeHead(200, { Server: STAND_IN_SERVER }).end('<MPList><MP Name="A"/></MPList>'),
    );
    const managementPoints = [{ host: '127.0.0.1', port }];
    const found = await discover(options({ managementPoints }), LINUX);
    expect(found.findings).toEqual([]);
    expect(found.asked[0]).toMatchObject({ outcome: 'failed', code: 'STAND_IN' });
  });

  test('that is not there at all', async () => {
    const port = await closedPort();
    const found = await discover(
      options({ managementPoints: [{ host: '127.0.0.1', port }] }),
      LINUX,
    );
    expect(found.asked).toMatchObject([{ code: 'ECONNREFUSED' }, { code: 'ECONNREFUSED' }]);
  });

  test('interrupted: what is under way ends at once', async () => {
    const silent = await startListener();
    const interrupt = new AbortController();
    const managementPoints = [{ host: '127.0.0.1', port: silent.port }];
    const running = discover(
      options({ managementPoints, timeoutMs: 600_000, signal: interrupt.signal }),
      LINUX,
    );
    await silent.firstConnection;
    interrupt.abort();
    expect((await running).complete).toBe(false);
  });
});

describeUnless(whyNoDnsmasq())('from DNS, of a real server', () => {
  let server: NameServer;
  let first: number;
  let six: number;
  let webs: readonly http.Server[] = [];

  beforeAll(async () => {
    first = await managementPoint(['mp01.contoso.test', 'mp02.contoso.test'], 'S01');
    six = await managementPoint(['mp06.contoso.test'], 'S06', 9128, '::1');
    // They live as long as the name server.
    webs = servers.splice(0);
    server = await startDnsmasq([
      'local=/contoso.test/',
      `srv-host=_mssms_mp_s01._tcp.contoso.test,mp01.contoso.test,${first}`,
      'srv-host=_mssms_mp_s01._tcp.contoso.test,mp03.contoso.test,8080',
      'srv-host=_mssms_mp_s04._tcp.contoso.test,-oproxy.contoso.test,80',
      'txt-record=_mssms_mp_s05._tcp.contoso.test,text',
      'host-record=mp01.contoso.test,127.0.0.1',
      'host-record=mp02.contoso.test,127.0.0.1',
      'host-record=mp06.contoso.test,127.0.0.1',
      'host-record=mp06.contoso.test,::1',
      `srv-host=_mssms_mp_s06._tcp.contoso.test,mp06.contoso.test,${six}`,
    ]);
  });
  afterAll(async () => {
    await server.close();
    for (const web of webs) {
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
    }
  });

  test('records lead to management points, and one of those to the others', async () => {
    const found = await discover(
      options({ siteCode: 'S01', dns: server.place, timeoutMs: 1000 }),
      LINUX,
    );
    expect(valuesOf(found)).toEqual({
      product: 'current-branch',
      siteCode: 'S01',
      'ports.http': first,
      'roles.managementPoints': [
        'mp01.contoso.test',
        'mp02.contoso.test',
        'mp03.contoso.test:8080',
      ],
    });
    expect(found.withoutAddress).toEqual(['mp03.contoso.test']);
    expect(found.findings.map(({ source }) => source)).toContainEqual({
      kind: 'dns',
      record: '_mssms_mp_s01._tcp.contoso.test',
      server: server.place,
    });
  });

  test('a name of both families, of which one leads to nobody', async () => {
    const found = await discover(
      options({ siteCode: 'S06', dns: server.place, timeoutMs: 1000 }),
      LINUX,
    );
    expect(valuesOf(found)).toMatchObject({
      'ports.http': six,
      'roles.managementPoints': ['mp06.contoso.test'],
    });
    expect(found.asked).toContainEqual(expect.objectContaining({ code: 'ECONNREFUSED' }));
  });

  test('the site code of the registry, or of a management point, is asked for too', async () => {
    const key = String.raw`HKLM\SOFTWARE\Microsoft\SMS\Mobile Client`;
    const machine = windows(
      { [`query ${key}`]: printed('reg/mobile-client.txt') },
      printed('reg/missing-en.txt', 1),
    );
    const found = await discover(options({ dns: server.place, timeoutMs: 1000 }), machine);
    expect(valuesOf(found)).toMatchObject({ siteCode: 'S01', 'ports.http': first });
    expect(found.findings.map(({ source }) => source.kind)).toContain('dns');
  });

  test.each([
    ['S02', 'nothing', 0],
    ['S05', 'nothing', 0],
    ['S04', 'answered', 1],
  ])('site %s: %s', async (siteCode, outcome, refused) => {
    const found = await discover(options({ siteCode, dns: server.place }), LINUX);
    expect(found.asked).toMatchObject([{ outcome }]);
    expect(found.refused).toBe(refused);
    expect(found.findings.filter(({ source }) => source.kind !== 'option')).toEqual([]);
    expect(found.notAsked).toEqual(['no-management-point']);
  });

  test('a name server that is not there is a failure, not "nothing"', async () => {
    const dns = `127.0.0.1:${await closedPort()}`;
    const found = await discover(options({ siteCode: 'S01', dns, timeoutMs: 300 }), LINUX);
    expect(found.asked).toMatchObject([{ outcome: 'failed', code: 'ECONNREFUSED' }]);
  });

  test('nothing to ask DNS by', async () => {
    const found = await discover(options({ domain: null, dns: server.place }), LINUX);
    expect(found.asked).toEqual([]);
    expect(found.notAsked).toContain('dns-without-site-code');
  });
});
