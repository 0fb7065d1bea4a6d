import { describe, expect, test } from '@jest/globals';
import type { Vantage } from '../../src/catalogue/vocabulary.ts';
import type { EndpointResult } from '../../src/probe/result.ts';
import { judgeMethods } from '../../src/judge/method.ts';
import { type SeenFlow, type Warning, findWarnings, weighsOn } from '../../src/judge/warning.ts';
import type { Evidence, SmbEvidence } from '../../src/probe/observation.ts';
import {
  type See,
  httpEvidence,
  judge,
  mapperEvidence,
  observed,
  smbEvidence,
  tlsEvidence,
} from '../support/observations.ts';
import type { SiteWords } from '../support/sites.ts';

const CLIENT = 'pc001.contoso.com';
const SITE: SiteWords = {
  roles: { managementPoints: ['mp01'] },
  install: {
    manual: { runFrom: String.raw`\\files01.contoso.com\ccm` },
    groupPolicy: { package: 'local' },
  },
};

interface Shown {
  readonly from?: Vantage;
  readonly product?: string;
  readonly address?: string;
  readonly outcome?: 'open' | 'unhealthy';
}

/** The warnings where every check that has this kind of evidence shows it. */
function warned(evidence: Evidence, shown: Shown = {}): readonly Warning[] {
  const { from = 'site-server', product = 'cm2007', address = '10.0.0.7' } = shown;
  return judge({
    site: { ...SITE, product },
    from,
    see: (check) => {
      const same = check.kind === evidence.kind;
      const observation = same ? observed(shown.outcome ?? 'open', evidence) : observed('open');
      return [{ address, observation }];
    },
  }).client.warnings;
}

const seen = (endpoint: EndpointResult): SeenFlow => ({ flow: 'rpc-endpoint-mapper', endpoint });

const codes = (warnings: readonly Warning[]): string[] => warnings.map(({ code }) => code);

describe('clock-skew', () => {
  const at = (seconds: number, field: 'serverTime' | 'ntlmTime' = 'ntlmTime'): SmbEvidence =>
    smbEvidence({
      localTime: '2024-05-01T12:00:00.000Z',
      [field]: new Date(Date.parse('2024-05-01T12:00:00.000Z') + seconds * 1000).toISOString(),
    });

  test.each([
    [0, false],
    [299, false],
    [300, false],
    [301, true],
    [-300, false],
    [-301, true],
    [7200, true],
  ])('%d s', (seconds, said) => {
    for (const field of ['serverTime', 'ntlmTime'] as const) {
      expect(warned(at(seconds, field))).toEqual(
        said ? [{ code: 'clock-skew', host: CLIENT, seconds }] : [],
      );
    }
  });

  test("the challenge's clock outranks that of the negotiation, which some servers freeze", () => {
    expect(warned({ ...at(0), serverTime: '2001-01-01T00:00:00.000Z' })).toEqual([]);
  });

  test('says nothing where the server says nothing', () => {
    expect(warned(smbEvidence({ localTime: '2024-05-01T12:00:00.000Z' }))).toEqual([]);
    expect(warned(smbEvidence({ ntlmTime: '2024-05-01T12:00:00.000Z' }))).toEqual([]);
  });

  test('is about clients, not about servers', () => {
    expect(warned(at(900), { from: 'client' })).toEqual([
      { code: 'server-name', host: 'files01.contoso.com', names: ['pc001.contoso.com', 'PC001'] },
    ]);
  });
});

describe('smb1-only', () => {
  const smb1 = smbEvidence({ protocol: 'smb1', dialect: 'NT LM 0.12' });

  test.each(['cm2007', 'current-branch'])('%s', (product) => {
    expect(warned(smb1, { product })).toEqual([
      { code: 'smb1-only', host: CLIENT, dialect: 'NT LM 0.12' },
    ]);
  });

  test.each([
    ['cm2007', 'works'],
    ['current-branch', 'degraded'],
  ])('%s: client push %s', (product, here) => {
    const { method } = judge({
      site: { ...SITE, product },
      from: 'site-server',
      see: (check) => (check.kind === 'smb' ? observed('open', smb1) : 'open'),
    });
    expect(method('client-push').here).toBe(here);
  });

  test('not with SMB2', () => {
    expect(warned(smbEvidence())).toEqual([]);
    expect(warned(smbEvidence({ protocol: null }))).toEqual([]);
  });
});

describe('address-translation', () => {
  test.each<[string, string, string[] | null, string[] | null]>([
    ['the address is among them', '10.0.0.7', ['pc001', '10.0.0.7'], null],
    ['another address', '10.0.0.7', ['192.168.1.7'], ['192.168.1.7']],
    ['names say nothing', '10.0.0.7', ['pc001', 'pc001.contoso.com'], null],
    ['names beside another address', '10.0.0.7', ['pc001', '192.168.1.7'], ['192.168.1.7']],
    ['no object exporter', '10.0.0.7', null, null],
    ['nothing told', '10.0.0.7', [], null],
    ['only the other family', '10.0.0.7', ['fd00::7'], null],
    ['only the other family', 'fd00::7', ['10.0.0.7'], null],
    ['IPv6 in another spelling', 'fd00::7', ['FD00:0:0:0:0:0:0:7'], null],
    ['another IPv6 address', 'fd00::7', ['fd00::8', '10.0.0.7'], ['fd00::8', '10.0.0.7']],
    ['IPv6 with a zone', 'fe80::7%eth0', ['fe80::7'], null],
    ['a zone of the other end', 'fe80::7', ['fe80::7%12'], null],
    ['another address with a zone', 'fe80::7%eth0', ['fe80::8'], ['fe80::8']],
    ['another address, a zone of the other end', 'fe80::7', ['fe80::8%12'], ['fe80::8']],
    ['IPv4 mapped', '::ffff:10.0.0.7', ['10.0.0.7'], null],
  ])('%s', (_what, address, bindings, told) => {
    const warnings = warned(mapperEvidence({ bindings }), { address });
    expect(warnings).toEqual(
      told === null ? [] : [{ code: 'address-translation', host: CLIENT, address, bindings: told }],
    );
  });

  test('one address of a host that is among its bindings is enough', () => {
    const evidence = mapperEvidence({ bindings: ['10.0.0.8'] });
    const see =
      (...addresses: string[]): See =>
      () =>
        addresses.map((address) => ({ address, observation: observed('open', evidence) }));
    const warnings = (...addresses: string[]): readonly Warning[] =>
      judge({ from: 'site-server', see: see(...addresses) }).client.warnings;
    expect(warnings('10.0.0.7', '10.0.0.8')).toEqual([]);
    expect(codes(warnings('10.0.0.7', '10.0.0.9'))).toEqual(['address-translation']);
  });

  test('says nothing of a mapper that is not open, nor without an address', () => {
    const shown = { outcome: 'unhealthy' as const };
    expect(warned(mapperEvidence({ bindings: ['192.168.1.7'] }), shown)).toEqual([]);
    const endpoint: EndpointResult = {
      host: CLIENT,
      address: null,
      port: 135,
      attempts: 1,
      observation: observed('open', mapperEvidence({ bindings: ['192.168.1.7'] })),
    };
    expect(findWarnings([seen(endpoint)], 'site-server', null, null)).toEqual([]);
    const other = { ...endpoint, host: 'pc002', address: '192.168.1.7' };
    const reached = { ...endpoint, address: '10.0.0.7' };
    expect(findWarnings([seen(other), seen(reached)], 'site-server', null, null)).toMatchObject([
      { code: 'address-translation', host: CLIENT },
    ]);
  });

  test('degrades client push', () => {
    const { method } = judge({
      site: SITE,
      from: 'site-server',
      see: (check) =>
        check.kind === 'rpc-endpoint-mapper'
          ? observed('open', mapperEvidence({ bindings: ['192.168.1.7'] }))
          : 'open',
    });
    expect(method('client-push').here).toBe('degraded');
  });
});

describe('short-name-differs', () => {
  const names = (addresses: string[], shortAddresses: string[]): readonly Warning[] =>
    judge({
      site: SITE,
      from: 'site-server',
      names: { fullName: CLIENT, shortName: 'pc001', addresses, shortAddresses },
    }).client.warnings;

  test.each<[string[], string[], boolean]>([
    [['10.0.0.7'], ['10.0.0.7'], false],
    [['10.0.0.7', '10.0.0.8'], ['10.0.0.8'], false],
    [['10.0.0.7'], ['10.0.0.9'], true],
    [['10.0.0.7'], [], true],
    [[], ['10.0.0.7'], false],
    [[], [], false],
  ])('%j and %j', (addresses, shortAddresses, said) => {
    expect(codes(names(addresses, shortAddresses))).toEqual(said ? ['short-name-differs'] : []);
  });

  test('tells both names and what they stand for', () => {
    expect(names(['10.0.0.7'], ['10.0.0.9'])).toEqual([
      {
        code: 'short-name-differs',
        host: CLIENT,
        shortName: 'pc001',
        addresses: ['10.0.0.7'],
        shortAddresses: ['10.0.0.9'],
      },
    ]);
  });

  test('changes no verdict', () => {
    const { method } = judge({
      site: SITE,
      from: 'site-server',
      names: { fullName: CLIENT, shortName: 'pc001', addresses: ['10.0.0.7'], shortAddresses: [] },
    });
    expect(method('client-push').here).toBe('works');
  });
});

describe('certificates and web servers, from the client', () => {
  const web = (evidence: Parameters<typeof httpEvidence>[0]): string[] =>
    codes(warned(httpEvidence(evidence), { from: 'client' })).filter(
      (code) => code !== 'server-name',
    );

  test.each<[string, Parameters<typeof httpEvidence>[0], string[]]>([
    ['plain and fine', {}, []],
    ['404', { status: 404 }, ['http-404']],
    ['401', { status: 401 }, []],
    ['trusted', { tls: tlsEvidence() }, []],
    ['unknown issuer', { tls: tlsEvidence({ issuerTrust: 'unknown' }) }, ['unknown-issuer']],
    ['issued by the site', { tls: tlsEvidence({ issuerTrust: 'site-issued' }) }, []],
    ['issuer not checked', { tls: tlsEvidence({ issuerTrust: 'not-checked' }) }, []],
    [
      'asks for a certificate',
      { tls: tlsEvidence({ clientCertificate: 'asked' }) },
      ['client-certificate'],
    ],
    ['nobody knows', { tls: tlsEvidence({ clientCertificate: 'unknown' }) }, []],
    ['a relay', { relay: 'via: 1.1 proxy' }, ['relayed']],
    [
      'an intermediate that was fetched',
      { tls: tlsEvidence({ missingIssuer: 'CN=Issuing' }) },
      ['incomplete-chain'],
    ],
    ['full-size packets that are lost', { fullSegmentsLost: 'sent' }, ['path-mtu']],
    [
      'a range that is cut',
      { besides: { request: 'range', seen: 'cut', status: null, filter: null } },
      ['verb-blocked'],
    ],
    [
      'HEAD that the server itself turns down',
      { besides: { request: 'head', seen: 'refused', status: 405, filter: null } },
      ['verb-refused'],
    ],
    [
      'CCM_POST that the server itself turns down',
      { besides: { request: 'ccm-post', seen: 'refused', status: 501, filter: null } },
      ['verb-refused'],
    ],
    [
      'HEAD that passes',
      { besides: { request: 'range', seen: 'passed', status: 401, filter: null } },
      [],
    ],
    [
      'HEAD of which nothing can be told',
      { besides: { request: 'head', seen: 'not-told', status: null, filter: null } },
      [],
    ],
    ['TLS 1.0', { tls: tlsEvidence({ protocol: 'TLSv1' }) }, ['legacy-tls']],
    ['TLS 1.1', { tls: tlsEvidence({ protocol: 'TLSv1.1' }) }, ['legacy-tls']],
    ['TLS 1.2', { tls: tlsEvidence({ protocol: 'TLSv1.2' }) }, []],
    [
      'all at once',
      {
        status: 404,
        tls: tlsEvidence({ issuerTrust: 'unknown', clientCertificate: 'asked', protocol: 'TLSv1' }),
      },
      ['http-404', 'unknown-issuer', 'client-certificate', 'legacy-tls'],
    ],
  ])('%s', (_what, evidence, expected) => {
    expect(web(evidence)).toEqual(expected);
  });

  test('a flow that is not open has its outcome, not a note', () => {
    const evidence = httpEvidence({ status: 404, tls: tlsEvidence({ protocol: 'TLSv1' }) });
    expect(warned(evidence, { from: 'client', outcome: 'unhealthy' })).toEqual([]);
  });

  test('five methods that share a server say it once', () => {
    expect(web({ status: 404 })).toEqual(['http-404']);
  });
});

describe('server-name, from the client', () => {
  test.each<[Partial<SmbEvidence>, boolean]>([
    [{ dnsComputerName: 'files01.contoso.com', netbiosComputerName: 'FILES01' }, false],
    [{ dnsComputerName: 'FILES01.other.example', netbiosComputerName: null }, false],
    [{ dnsComputerName: null, netbiosComputerName: 'FILES01' }, false],
    [{ dnsComputerName: 'cluster7.contoso.com', netbiosComputerName: 'CLUSTER7' }, true],
    // An alias of the domain, and the computer's own old name.
    [{ dnsComputerName: 'cluster7.contoso.com', netbiosComputerName: 'FILES01' }, false],
    [{ dnsComputerName: 'fs7.contoso.com', netbiosComputerName: 'FS7' }, true],
    [{ dnsComputerName: null, netbiosComputerName: null }, false],
  ])('%j', (told, said) => {
    expect(codes(warned(smbEvidence(told), { from: 'client' }))).toEqual(
      said ? ['server-name'] : [],
    );
  });

  test('a NetBIOS name has 15 characters', () => {
    const { client } = judge({
      site: { install: { manual: { runFrom: String.raw`\\fileserver-in-berlin\ccm` } } },
      from: 'client',
      see: () =>
        observed(
          'open',
          smbEvidence({ dnsComputerName: null, netbiosComputerName: 'FILESERVER-IN-B' }),
        ),
    });
    expect(client.warnings).toEqual([]);
  });

  test('an address was asked for: no name is wrong', () => {
    const { client } = judge({
      site: { install: { manual: { runFrom: String.raw`\\10.0.0.4\ccm` } } },
      from: 'client',
      see: () => observed('open', smbEvidence()),
    });
    expect(client.warnings).toEqual([]);
  });
});

test('proxy-ignored names the variable, once, and changes no verdict', () => {
  const { client, method } = judge({ site: SITE, from: 'client', proxyVariable: 'HTTPS_PROXY' });
  expect(client.warnings).toEqual([{ code: 'proxy-ignored', host: null, variable: 'HTTPS_PROXY' }]);
  expect(method('group-policy').verdict).toBe('works');
});

test('a request for a client certificate is told apart where the update agent meets it', () => {
  const tls = tlsEvidence({ clientCertificate: 'asked' });
  const site: SiteWords = {
    product: 'cm2007',
    communication: 'native',
    roles: { managementPoints: ['cm01'], softwareUpdatePoints: ['cm01'] },
  };
  const see: See = (check) =>
    check.kind === 'http' && check.tls ? observed('open', httpEvidence({ tls })) : 'open';
  expect(judge({ site, from: 'client', see }).client.warnings).toEqual([
    { code: 'client-certificate', host: 'cm01' },
    { code: 'client-certificate', host: 'cm01', flow: 'sup-https' },
  ]);
});

test('each note of a web server says which, and what was seen', () => {
  const tls = tlsEvidence({
    issuerTrust: 'unknown',
    clientCertificate: 'asked',
    protocol: 'TLSv1.1',
  });
  const evidence = httpEvidence({ status: 404, tls });
  const warnings = warned(evidence, { from: 'client' });
  expect(warnings.filter(({ code }) => code !== 'server-name')).toEqual([
    { code: 'http-404', host: 'mp01', url: evidence.url },
    { code: 'unknown-issuer', host: 'mp01', issuer: 'CN=Contoso CA' },
    { code: 'client-certificate', host: 'mp01' },
    { code: 'legacy-tls', host: 'mp01', protocol: 'TLSv1.1' },
  ]);
});

test.each<[Warning, 'both' | 'current-branch' | 'neither']>([
  [{ code: 'clock-skew', host: 'a', seconds: 301 }, 'both'],
  [{ code: 'address-translation', host: 'a', address: '::1', bindings: [] }, 'both'],
  [{ code: 'smb1-only', host: 'a', dialect: null }, 'current-branch'],
  [
    {
      code: 'short-name-differs',
      host: 'a',
      shortName: 'a',
      addresses: [],
      shortAddresses: [],
    },
    'neither',
  ],
  [{ code: 'unknown-issuer', host: 'a', issuer: null }, 'neither'],
  [{ code: 'client-certificate', host: 'a' }, 'neither'],
  [{ code: 'proxy-ignored', host: null, variable: 'http_proxy' }, 'neither'],
  [{ code: 'server-name', host: 'a', names: [] }, 'neither'],
  [{ code: 'http-404', host: 'a', url: 'http://a/' }, 'neither'],
  [{ code: 'legacy-tls', host: 'a', protocol: 'TLSv1' }, 'neither'],
  [{ code: 'dynamic-partly', host: 'a', silent: 49_670, open: 49_666 }, 'neither'],
  [{ code: 'relayed', host: 'a', relay: 'via 1.1 b' }, 'neither'],
  [{ code: 'incomplete-chain', host: 'a', issuer: null }, 'neither'],
  [{ code: 'service-record', host: 'a', flow: 'ldap', outcome: 'filtered' }, 'neither'],
  [{ code: 'path-mtu', host: 'a', flow: 'smb', direction: 'sent' }, 'both'],
  [{ code: 'path-mtu', host: 'a', flow: 'mp-http', direction: 'sent' }, 'neither'],
  [{ code: 'verb-blocked', host: 'a', flow: 'dp-http', request: 'head', seen: 'cut' }, 'neither'],
  [
    { code: 'verb-refused', host: 'a', flow: 'mp-http', request: 'ccm-post', status: 405 },
    'neither',
  ],
])('%j degrades client push in: %s', (warning, where) => {
  const push = [{ id: 'client-push/smb', unmetHosts: [], endpoints: [{ host: 'a' }] }] as const;
  expect(weighsOn(warning, 'client-push', push, 'cm2007')).toBe(where === 'both');
  expect(weighsOn(warning, 'client-push', push, 'current-branch')).toBe(where !== 'neither');
});

describe('a warning about a flow weighs on the methods that need it to that host', () => {
  const site: SiteWords = {
    product: 'current-branch',
    communication: 'http',
    roles: { managementPoints: ['mp01', 'mp02'], distributionPoints: ['mp01'] },
    install: {
      source: String.raw`\\files01\ccm`,
      manual: { runFrom: 'local' },
      groupPolicy: { package: String.raw`\\files01\gpo` },
    },
  };
  const from = (vantage: Vantage, warning: Warning): Record<string, string> => {
    const { plan, client } = judge({ site, from: vantage });
    return Object.fromEntries(
      judgeMethods(plan.methods, client.requirements, [warning], 'current-branch', [vantage]).map(
        ({ method, here }) => [method, here],
      ),
    );
  };

  test.each<[Warning, Vantage, string[]]>([
    [
      { code: 'path-mtu', host: CLIENT, flow: 'smb', direction: 'sent' },
      'site-server',
      ['client-push'],
    ],
    [
      { code: 'path-mtu', host: CLIENT, flow: 'rpc-endpoint-mapper', direction: 'received' },
      'site-server',
      ['client-push'],
    ],
    [
      { code: 'path-mtu', host: 'mp02', flow: 'mp-http', direction: 'received' },
      'client',
      ['client-push', 'group-policy', 'manual'],
    ],
    [
      { code: 'path-mtu', host: 'files01', flow: 'package-smb', direction: 'sent' },
      'client',
      ['group-policy'],
    ],
    [
      { code: 'verb-blocked', host: 'mp01', flow: 'dp-http', request: 'range', seen: 'filtered' },
      'client',
      ['client-push', 'software-distribution'],
    ],
    // The same computer is a management point too; the web site of that role was not asked for it.
    [
      { code: 'verb-blocked', host: 'mp02', flow: 'dp-http', request: 'head', seen: 'cut' },
      'client',
      [],
    ],
    [{ code: 'path-mtu', host: 'mp03', flow: 'mp-http', direction: 'sent' }, 'client', []],
    [
      { code: 'verb-refused', host: 'mp01', flow: 'mp-http', request: 'ccm-post', status: 405 },
      'client',
      [],
    ],
  ])('%j, seen from the %s', (warning, vantage, expected) => {
    const degraded = Object.entries(from(vantage, warning)).filter(
      ([, here]) => here === 'degraded',
    );
    expect(degraded.map(([method]) => method)).toEqual(expected);
  });

  test('a documented flow has no weight, whatever is said of it', () => {
    const warning: Warning = { code: 'path-mtu', host: CLIENT, flow: 'icmp', direction: 'sent' };
    expect(from('site-server', warning)['client-push']).toBe('works');
  });

  test('it makes nothing better', () => {
    const { plan, client } = judge({ site, from: 'client', see: () => 'refused' });
    const warning: Warning = { code: 'path-mtu', host: 'mp01', flow: 'mp-http', direction: 'sent' };
    const judged = judgeMethods(plan.methods, client.requirements, [warning], 'current-branch', [
      'client',
    ]);
    expect(judged.map(({ verdict }) => verdict)).not.toContain('degraded');
  });
});
