import { describe, expect, test } from '@jest/globals';
import type { Product } from '../../src/catalogue/vocabulary.ts';
import type {
  CommunicationSign,
  FactSource,
  NotTold,
  SourcedFact,
} from '../../src/discover/model.ts';
import { settle } from '../../src/discover/settle.ts';
import { siteFromFiles } from '../../src/site/load.ts';

const registry: FactSource = { kind: 'registry', key: 'HKLM', name: 'x' };
const dns: FactSource = { kind: 'dns', record: '_mssms_mp_s01._tcp.contoso.com', server: null };
const list: FactSource = { kind: 'management-point-list', url: 'http://mp01/' };
const own: FactSource = { kind: 'management-point', url: 'http://mp01/' };
const option: FactSource = { kind: 'option', option: '--http-port' };

const point = (value: string, source: FactSource, port: number | null = null): SourcedFact => ({
  what: 'management-point',
  value,
  port,
  source,
});

const valuesOf = (findings: readonly SourcedFact[]) =>
  Object.fromEntries(settle({ findings }).values.map(({ path, value }) => [path.join('.'), value]));

describe('what becomes of what was found', () => {
  test('nothing of nothing', () => {
    expect(settle({ findings: [] })).toMatchObject({ values: [], contradictions: [] });
  });

  test.each([
    [
      'a short name is the full one that begins with it',
      [point('MP01', registry), point('mp01.contoso.com', list)],
      ['mp01.contoso.com'],
    ],
    [
      'unless two do',
      [point('mp01.a.com', list), point('mp01.b.com', list), point('MP01', registry)],
      ['mp01.a.com', 'mp01.b.com', 'MP01'],
    ],
    [
      'names are compared without regard to case',
      [point('MP01.contoso.com', registry), point('mp01.contoso.com', list)],
      ['mp01.contoso.com'],
    ],
    [
      'a port that is not the usual one stands beside its host',
      [point('mp01.contoso.com', dns, 8080), point('mp02.contoso.com', dns, 443)],
      ['mp01.contoso.com:8080', 'mp02.contoso.com'],
    ],
    ['an address of IPv6 in brackets', [point('fd00::1', dns, 8080)], ['[fd00::1]:8080']],
  ])('%s', (_name, findings, hosts) => {
    expect(valuesOf(findings)['roles.managementPoints']).toEqual(hosts);
  });

  test('the best word comes first, and the others are told', () => {
    const code = (value: string, source: FactSource): SourcedFact => ({
      what: 'site-code',
      value,
      source,
    });
    const settled = settle({
      findings: [code('S03', registry), code('S02', dns), code('S01', own), code('S02', registry)],
    });
    expect(settled.values).toMatchObject([{ path: ['siteCode'], value: 'S01' }]);
    expect(settled.contradictions).toEqual([
      {
        what: 'site-code',
        said: [
          { value: 'S01', versions: [], sources: [own] },
          { value: 'S02', versions: [], sources: [dns, registry] },
          { value: 'S03', versions: [], sources: [registry] },
        ],
      },
    ]);
  });

  test.each([
    [[80], undefined],
    [[8080], 8080],
    [
      [8080, 80],
      [8080, 80],
    ],
  ])('HTTP ports %j: %j', (ports, expected) => {
    const findings = ports.map((value): SourcedFact => ({
      what: 'http-port',
      value,
      source: list,
    }));
    expect(valuesOf(findings)['ports.http']).toEqual(expected);
  });

  test('a port that the user said is the one', () => {
    const findings: readonly SourcedFact[] = [
      { what: 'http-port', value: 80, source: registry },
      { what: 'http-port', value: 8080, source: option },
    ];
    expect(valuesOf(findings)['ports.http']).toBe(8080);
    expect(settle({ findings }).contradictions).toHaveLength(1);
  });

  test.each([
    ['http', 8530, { httpPort: 8530 }],
    ['http', 80, { httpPort: 80 }],
    ['https', 8531, { httpsPort: 8531, ssl: true }],
    ['https', 443, { httpsPort: 443, ssl: true }],
    // Note 2 of the port document knows no HTTP port below it.
    ['https', 1, { ssl: true }],
    ['http', 65_535, {}],
    // A port of TLS, which no policy means by http.
    ['http', 8531, {}],
  ] as const)('a software update point at %s %i makes a site that loads', (scheme, port, entry) => {
    const source = registry;
    const { values } = settle({
      findings: [{ what: 'software-update-point', value: 'sup01', scheme, port, source }],
    });
    expect(values[0]?.value).toEqual([{ host: 'sup01', ...entry }]);
    const product = { flag: '--product', path: ['product'], value: 'cm2007' };
    expect(siteFromFiles(null, [product, ...values]).roles.softwareUpdatePoints).toHaveLength(1);
  });

  test.each([
    ['current-branch', ['cmg.contoso.com', 'other.contoso.com:8443']],
    ['cm2007', undefined],
  ] as const)('a gateway, %s: %j', (product, hosts) => {
    const gateway = (value: string, port: number | null): SourcedFact => ({
      what: 'cloud-management-gateway',
      value,
      port,
      source: registry,
    });
    const { values } = settle({
      findings: [
        { what: 'product', value: product, version: '1', source: list },
        gateway('cmg.contoso.com', null),
        gateway('cmg.contoso.com', 443),
        gateway('other.contoso.com', 8443),
      ],
    });
    const found = values.find(({ path }) => path[1] === 'cloudManagementGateways');
    expect(found?.value).toEqual(hosts);
    expect(siteFromFiles(null, values).roles.cloudManagementGateways).toHaveLength(
      hosts?.length ?? 0,
    );
  });

  const sign = (value: CommunicationSign, source: FactSource = own): SourcedFact => ({
    what: 'communication',
    value,
    source,
  });
  const overTls: SourcedFact = { what: 'https-port', value: 443, source: own };

  test.each<[Product, readonly SourcedFact[], string | undefined, NotTold | null]>([
    ['current-branch', [], undefined, null],
    ['current-branch', [sign('demands-https')], 'https', null],
    ['current-branch', [sign('demands-https', list)], 'https', null],
    ['current-branch', [sign('site-issued-certificate')], 'enhanced-http', null],
    [
      'current-branch',
      [sign('takes-http'), sign('site-issued-certificate')],
      'enhanced-http',
      null,
    ],
    ['current-branch', [sign('takes-http'), overTls], undefined, 'plain-or-enhanced'],
    // A firewall may keep HTTP from here, and not from clients.
    ['current-branch', [overTls], undefined, 'https-or-not'],
    ['current-branch', [{ ...overTls, source: option }], undefined, null],
    [
      'current-branch',
      [sign('takes-http'), sign('demands-https', list)],
      undefined,
      'points-differ',
    ],
    [
      'current-branch',
      [sign('site-issued-certificate'), sign('demands-https')],
      undefined,
      'points-differ',
    ],
    ['cm2007', [sign('demands-https')], 'native', null],
    ['cm2007', [sign('takes-http')], 'mixed', null],
    ['cm2007', [sign('takes-http'), sign('demands-https')], undefined, 'points-differ'],
    ['cm2007', [overTls], undefined, 'https-or-not'],
  ])('communication, %s, %j: %s, %s', (product, signs, communication, notTold) => {
    const findings: readonly SourcedFact[] = [
      ...signs,
      { what: 'product', value: product, version: '1', source: list },
    ];
    expect(valuesOf(findings)['communication']).toBe(communication);
    expect(settle({ findings }).communicationNotTold).toBe(notTold);
  });

  test('of a product that is not known no communication is told', () => {
    expect(valuesOf([sign('demands-https')])['communication']).toBeUndefined();
  });
});
