import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { makePlan } from '../../src/plan/plan.ts';
import { checkKey, checksFor } from '../../src/plan/checks.ts';
import { SiteError } from '../../src/site/problem.ts';
import { type SiteWords, siteOf, tryToLoad } from '../support/sites.ts';

/** The ports of a requirement, and `host:port` of each place that is looked at. */
function look(words: SiteWords, id: string): { ports: unknown; places: string[] } {
  const requirement = makePlan(siteOf(words)).requirements.find((each) => each.id === id);
  const destination = requirement?.destination;
  return {
    ports: requirement?.ports,
    places:
      destination?.kind === 'hosts'
        ? destination.targets.flatMap(({ checks }) =>
            checks.map((check) => ('port' in check ? `${check.host}:${check.port}` : check.host)),
          )
        : [],
  };
}

const roles = (entries: Readonly<Record<string, unknown>>): SiteWords => ({ roles: entries });

describe('note 1: alternate ports', () => {
  test.each<[string, SiteWords, string, number[], string[]]>([
    ['defaults', roles({ managementPoints: 'mp01' }), 'manual/mp-http', [80], ['mp01:80']],
    [
      'a custom port takes the place of the default',
      { ports: { http: 8080 }, ...roles({ managementPoints: 'mp01' }) },
      'manual/mp-http',
      [8080],
      ['mp01:8080'],
    ],
    [
      'a list: any of them',
      { ports: { http: [80, 8080] }, ...roles({ managementPoints: 'mp01' }) },
      'manual/mp-http',
      [80, 8080],
      ['mp01:80', 'mp01:8080'],
    ],
    [
      'a port of the host outranks that of the site',
      { ports: { http: 8080 }, ...roles({ managementPoints: ['mp01:81', 'mp02'] }) },
      'manual/mp-http',
      [81, 8080],
      ['mp01:81', 'mp02:8080'],
    ],
    [
      'a key of the entry outranks host:port',
      roles({ managementPoints: [{ host: 'mp01:81', httpPort: [82, 83] }] }),
      'manual/mp-http',
      [82, 83],
      ['mp01:82', 'mp01:83'],
    ],
    [
      'a port twice is one',
      { ports: { http: [80, 80] }, ...roles({ managementPoints: 'mp01' }) },
      'manual/mp-http',
      [80],
      ['mp01:80'],
    ],
    [
      'host:port is that of the scheme: HTTPS in native mode',
      { communication: 'native', ...roles({ managementPoints: 'mp01:4443' }) },
      'manual/mp-https',
      [4443],
      ['mp01:4443'],
    ],
    [
      'HTTP and HTTPS apart',
      {
        product: 'current-branch',
        communication: 'enhanced-http',
        ...roles({ managementPoints: [{ host: 'mp01', httpPort: 81, httpsPort: 444 }] }),
      },
      'manual/mp-https',
      [444],
      ['mp01:444'],
    ],
    [
      'a fallback status point speaks HTTP in native mode too',
      { communication: 'native', ...roles({ fallbackStatusPoints: 'fsp01:81' }) },
      'manual/fsp-http',
      [81],
      ['fsp01:81'],
    ],
    [
      'a server locator point too',
      {
        communication: 'native',
        serverLocatorPointNeeded: 'yes',
        ...roles({ serverLocatorPoints: ['[::1]:81', '::1', '10.0.0.1'] }),
      },
      'manual/slp-http',
      [81, 80],
      ['::1:81', '::1:80', '10.0.0.1:80'],
    ],
    [
      'nobody named: the ports of the site',
      { ports: { http: [80, 8080] } },
      'manual/mp-http',
      [80, 8080],
      [],
    ],
    [
      'client notification',
      { product: 'current-branch', ...roles({ managementPoints: 'mp01' }) },
      'manual/client-notification',
      [10123],
      ['mp01:10123'],
    ],
    [
      'client notification on a port of its own',
      {
        product: 'current-branch',
        ports: { clientNotification: 10_200 },
        ...roles({ managementPoints: ['mp01', { host: 'mp02', clientNotificationPort: 10_300 }] }),
      },
      'manual/client-notification',
      [10_200, 10_300],
      ['mp01:10200', 'mp02:10300'],
    ],
    [
      'SMB of a distribution point',
      roles({ distributionPoints: ['dp01', { host: 'dp02', smbPort: 4450 }] }),
      'software-distribution/dp-smb',
      [445, 4450],
      ['dp01:445', 'dp02:4450'],
    ],
    [
      'a share',
      { install: { source: String.raw`\\files01\ccm\x` } },
      'manual/source-smb',
      [445],
      ['files01:445'],
    ],
  ])('%s', (_what, words, id, ports, places) => {
    expect(look(words, id)).toEqual({ ports, places });
  });

  test.each<[string, SiteWords, unknown]>([
    ['client-push/icmp', {}, []],
    ['client-push/smb', {}, [445]],
    ['client-push/smb', { ports: { smb: 4450 } }, [4450]],
    ['client-push/rpc-endpoint-mapper', {}, [135]],
    ['client-push/rpc-endpoint-mapper-udp', { ports: { rpcEndpointMapper: 1350 } }, [1350]],
    ['client-push/rpc-dynamic', {}, [{ first: 49_152, last: 65_535 }]],
    [
      'client-push/rpc-dynamic',
      { clients: { rpcDynamicPorts: '1025-5000' } },
      [{ first: 1025, last: 5000 }],
    ],
  ])('%s of a client, %j', (id, words, ports) => {
    expect(look(words, id)).toEqual({ ports, places: [] });
  });
});

describe('note 2: a software update point', () => {
  const sup = (entry: unknown): SiteWords => roles({ softwareUpdatePoints: [entry] });

  test.each<[string, unknown, number[], number[]]>([
    ['not told: either', { host: 'u', ssl: true }, [80, 8530], [443, 8531]],
    ['80 goes with 443', { host: 'u', ssl: true, httpPort: 80 }, [80], [443]],
    ['8530 goes with 8531', { host: 'u', ssl: true, httpPort: 8530 }, [8530], [8531]],
    ['any other goes with one higher', { host: 'u', ssl: true, httpPort: 81 }, [81], [82]],
    ['host:port is the HTTP port', { host: 'u:8530', ssl: true }, [8530], [8531]],
    ['443 implies 80', { host: 'u', ssl: true, httpsPort: 443 }, [80], [443]],
    ['8531 implies 8530', { host: 'u', ssl: true, httpsPort: 8531 }, [8530], [8531]],
    [
      'both, in agreement',
      { host: 'u', ssl: true, httpPort: 9000, httpsPort: 9001 },
      [9000],
      [9001],
    ],
    ['the first pair', { host: 'u', ssl: true, httpPort: 1 }, [1], [2]],
    ['the last pair', { host: 'u', ssl: true, httpPort: 65_534 }, [65_534], [65_535]],
  ])('%s', (_what, entry, http, https) => {
    expect(look(sup(entry), 'software-update-point/sup-http').ports).toEqual(http);
    expect(look(sup(entry), 'software-update-point/sup-https').ports).toEqual(https);
  });

  test.each([
    { host: 'u', httpPort: 80, httpsPort: 8531 },
    { host: 'u', httpPort: 8530, httpsPort: 443 },
    { host: 'u', httpPort: 442, httpsPort: 444 },
    { host: 'u', httpsPort: 1 },
    { host: 'u', httpsPort: 81 },
    { host: 'u', httpPort: 65_535 },
    { host: 'u:8530', httpsPort: 8530 },
  ])('refused: %j', (entry) => {
    const load = (): unknown => siteOf(sup(entry));
    expect(load).toThrow(SiteError);
    expect(load).toThrow(/note 2 of the port document: .*80 .*443.*one higher/);
    expect(load).toThrow(/^site\.json:1:\d+: software update point u/);
  });

  test('whatever is accepted obeys the rule', () => {
    const port = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(fc.option(port), fc.option(port), (httpPort, httpsPort) => {
        const entry = {
          host: 'u',
          ...(httpPort === null ? {} : { httpPort }),
          ...(httpsPort === null ? {} : { httpsPort }),
        };
        const { site, problems } = tryToLoad(() => siteOf(sup(entry)));
        const [point] = site?.roles.softwareUpdatePoints ?? [];
        expect(problems.length).toBe(point === undefined ? 1 : 0);
        const { httpPorts = [], httpsPorts = [] } = point ?? {};
        expect(httpsPorts).toEqual(httpPorts.map((http) => (http === 80 ? 443 : http + 1)));
        const said = (one: number | null, all: readonly number[]): readonly number[] =>
          one === null || point === undefined ? all : [one];
        expect(httpPorts).toEqual(said(httpPort, httpPorts));
        expect(httpsPorts).toEqual(said(httpsPort, httpsPorts));
      }),
    );
  });

  test('HTTPS goes only to the points that need it', () => {
    const words = roles({ softwareUpdatePoints: ['u', { host: 'v', httpPort: 80, ssl: true }] });
    expect(look(words, 'software-update-point/sup-https').places).toEqual(['v:443']);
    expect(
      look({ communication: 'native', ...words }, 'software-update-point/sup-https').places,
    ).toEqual(['u:443', 'u:8531', 'v:443']);
  });
});

test('each protocol goes only to the distribution points that serve it', () => {
  const points = ['d', { host: 'e', serves: 'http' }, { host: 'f', serves: ['http', 'smb'] }];
  const places = (communication: string, id: string): string[] =>
    look({ communication, ...roles({ distributionPoints: points }) }, id).places;
  expect(places('mixed', 'software-distribution/dp-http')).toEqual(['e:80', 'f:80']);
  expect(places('native', 'software-distribution/dp-https')).toEqual(['e:443', 'f:443']);
  expect(places('mixed', 'software-distribution/dp-smb')).toEqual(['d:445', 'f:445']);
});

describe('a flow to what nobody named', () => {
  test.each<[string, SiteWords, string]>([
    ['client-push/mp-http', {}, 'management-points'],
    ['client-push/mp-https', { communication: 'native' }, 'management-points'],
    ['group-policy/mp-http', {}, 'management-points'],
    ['manual/mp-http', {}, 'management-points'],
    ['client-push/slp-http', { serverLocatorPointNeeded: 'yes' }, 'server-locator-points'],
    ['manual/share-smb', {}, 'run-from-share'],
    ['manual/client-notification', { product: 'current-branch' }, 'management-points'],
    [
      'software-update-point/mp-http',
      { product: 'current-branch', ...roles({ softwareUpdatePoints: 'u' }) },
      'management-points',
    ],
  ])('%s', (id, words, hosts) => {
    const requirement = makePlan(siteOf(words)).requirements.find((each) => each.id === id);
    expect(requirement?.destination).toEqual({ kind: 'not-named' });
    expect(requirement?.reasons).toContainEqual({ code: 'host-not-named', value: hosts });
  });

  test('is nothing to look at', () => {
    expect(checksFor(makePlan(siteOf()), 'client', null)).toEqual([]);
  });
});

describe('checks', () => {
  const site = siteOf({
    roles: {
      managementPoints: ['mp01', 'mp02'],
      softwareUpdatePoints: ['sup01'],
      distributionPoints: [{ host: 'mp01', serves: ['http', 'smb'] }],
    },
    install: {
      groupPolicy: { package: String.raw`\\files01\gpo` },
      manual: { runFrom: String.raw`\\files01\ccm` },
    },
  });

  test('five methods need one look at the HTTP of a management point', () => {
    const checks = checksFor(makePlan(site), 'client', null);
    const wanted = checks.filter(
      (check) => check.kind === 'http' && check.role === 'management-point',
    );
    expect(wanted.map(({ host }) => host)).toEqual(['mp01', 'mp02']);
  });

  test('two shares of one server are one look', () => {
    const checks = checksFor(makePlan(site), 'client', null);
    expect(checks.filter(({ kind }) => kind === 'smb').map(({ host }) => host)).toEqual([
      'files01',
      'mp01',
    ]);
  });

  test('one host in two roles is two looks: each has its own page', () => {
    const checks = checksFor(makePlan(site), 'client', null);
    const wanted = checks.filter((check) => check.kind === 'http' && check.host === 'mp01');
    expect(wanted).toHaveLength(2);
  });

  test('a vantage has only the checks that it can prove', () => {
    const plan = makePlan(site);
    expect(checksFor(plan, 'site-server', 'pc001').map(({ kind }) => kind)).toEqual([
      'icmp',
      'smb',
      'rpc-endpoint-mapper',
      'rpc-endpoint-mapper-udp',
      'rpc-dynamic',
    ]);
    expect(checksFor(plan, 'site-server', 'pc001').every(({ host }) => host === 'pc001')).toBe(
      true,
    );
    expect(checksFor(plan, 'client', 'pc001').some(({ host }) => host === 'pc001')).toBe(false);
    expect(checksFor(plan, 'site-server', null)).toEqual([]);
  });

  test('a client must be the one that was asked for, a server may have another name', () => {
    const plan = makePlan(site);
    const client = checksFor(plan, 'site-server', 'pc001').find(({ kind }) => kind === 'smb');
    const server = checksFor(plan, 'client', null).find(({ kind }) => kind === 'smb');
    expect(client).toMatchObject({ identity: 'must-match' });
    expect(server).toMatchObject({ identity: 'may-differ' });
  });

  test("the site's own certificates are fine with enhanced HTTP alone", () => {
    for (const communication of ['https', 'enhanced-http']) {
      const plan = makePlan(
        siteOf({ product: 'current-branch', communication, roles: { managementPoints: 'mp01' } }),
        ['manual'],
      );
      const check = checksFor(plan, 'client', null).find(
        (each) => each.kind === 'http' && each.tls,
      );
      expect(check).toMatchObject({
        siteIssuedCertificate: communication === 'https' ? 'unknown-issuer' : 'accepted',
      });
    }
  });

  test('no two have the same key', () => {
    const checks = checksFor(makePlan(site), 'client', null);
    expect(new Set(checks.map(checkKey)).size).toBe(checks.length);
  });
});
