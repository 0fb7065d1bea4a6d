import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { checkGateway } from '../../src/site/gateway.ts';
import { checkHostPort } from '../../src/site/host.ts';
import { siteOf, tryToLoad } from '../support/sites.ts';

const NUMBER = '72057594037927941';

describe('a cloud management gateway', () => {
  test.each([
    ['gw7', 'gw7', null],
    ['gw7.fabrikam.com:8443', 'gw7.fabrikam.com', 8443],
    ['https://gw7.fabrikam.com', 'gw7.fabrikam.com', null],
    ['https://gw7.fabrikam.com/', 'gw7.fabrikam.com', null],
    [`gw7.fabrikam.com/CCM_Proxy_MutualAuth/${NUMBER}`, 'gw7.fabrikam.com', null],
    [`https://gw7.fabrikam.com/ccm_proxy_mutualauth/${NUMBER}/`, 'gw7.fabrikam.com', null],
    [`HTTPS://gw7.fabrikam.com:444/CCM_Proxy_ServerAuth/${NUMBER}`, 'gw7.fabrikam.com', 444],
    ['gw7.fabrikam.com/CCM_Proxy_MutualAuth', 'gw7.fabrikam.com', null],
  ])('%s', (text, host, port) => {
    expect(checkGateway(text)).toEqual({ value: { host, port } });
  });

  test.each([
    ['http://gw7.fabrikam.com', 'gateway-without-tls'],
    ['gw7.fabrikam.com/SMS_MP', 'not-a-gateway'],
    [`gw7.fabrikam.com/CCM_Proxy_MutualAuth/${NUMBER}/SMS_MP`, 'not-a-gateway'],
    ['gw7.fabrikam.com/CCM_Proxy_Other/1', 'not-a-gateway'],
    ['ftp://gw7', 'not-a-gateway'],
    ['', 'host-empty'],
    ['bad host/CCM_Proxy_MutualAuth/1', 'not-a-host'],
  ])('%s is refused', (text, code) => {
    expect(checkGateway(text)).toMatchObject({ problem: { code } });
  });

  test('what is a host is the same host here', () => {
    fc.assert(
      fc.property(fc.domain(), (host) => {
        expect(checkGateway(`https://${host}/CCM_Proxy_MutualAuth/1`)).toEqual(checkHostPort(host));
      }),
    );
  });
});

describe('in a site', () => {
  test("its port is 443, or its own, and never that of the site's servers", () => {
    const { roles } = siteOf({
      product: 'current-branch',
      ports: { https: 8443 },
      roles: {
        cloudManagementGateways: ['g1', 'g2:444', { host: 'g3', httpsPort: [443, 445] }],
      },
    });
    expect(roles.cloudManagementGateways).toEqual([
      { host: 'g1', httpsPorts: [443] },
      { host: 'g2', httpsPorts: [444] },
      { host: 'g3', httpsPorts: [443, 445] },
    ]);
  });

  test('clients are on the inner network unless said otherwise', () => {
    expect(siteOf({ product: 'current-branch' }).clients.location).toBe('intranet');
    const internet = siteOf({ product: 'current-branch', clients: { location: 'internet' } });
    expect(internet.clients.location).toBe('internet');
  });

  test('of Configuration Manager 2007 no client is on the internet', () => {
    const { problems } = tryToLoad(() => siteOf({ clients: { location: 'internet' } }));
    expect(problems.map(({ message }) => message)).toEqual([
      'clients.location: internet: only current-branch has cloud management gateways, by which clients on the internet reach the site',
    ]);
  });
});
