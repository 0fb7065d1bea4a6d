import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { type DiscoverOptions, discover } from '../../src/discover/discover.ts';
import { communicationSignsOf } from '../../src/discover/communication.ts';
import { settle } from '../../src/discover/settle.ts';
import { SITE_AUTHORITY_NAME, makeAuthority } from '../../src/lab/certificates.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { type WebRoleOptions, startWebRole } from '../../src/lab/simulator/web-role.ts';
import type { WebTls } from '../../src/lab/simulator/web/tls-server.ts';
import { STAND_IN_SERVER } from '../../src/probe/stand-in.ts';
import { windows } from '../self/machine.ts';
import { httpEvidence, tlsEvidence } from '../support/observations.ts';
import { closedPort } from '../support/ports.ts';

jest.setTimeout(60_000);

const HOST = '127.0.0.1';
const LINUX = { ...windows({}), platform: 'linux' } as const;
const SITE_ISSUED = makeAuthority(SITE_AUTHORITY_NAME);
const COMPANY = makeAuthority('Contoso CA');

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

type Web = Pick<WebRoleOptions, 'answer' | 'listedAs'>;
async function serve(web: Web, tls?: WebTls): Promise<number> {
  const common = { address: HOST, port: 0, role: 'management-point', computerName: HOST } as const;
  const simulator = await startWebRole({
    ...common,
    ...web,
    ...(tls === undefined ? {} : { tls }),
  });
  running.push(simulator);
  return simulator.port;
}

const tlsOf = async (
  authority: typeof COMPANY,
  clientCertificate: WebTls['clientCertificate'] = 'ignored',
): Promise<WebTls> => ({
  authority: await authority,
  names: [],
  addresses: [HOST],
  clientCertificate,
});

const FORBIDDEN: Web = { answer: { kind: 'status', status: 403 } };

async function found(
  ports: Pick<DiscoverOptions, 'httpPort' | 'httpsPort'>,
  port: number | null = null,
) {
  const discovery = await discover(
    {
      siteCode: null,
      domain: 'contoso.test',
      managementPoints: [{ host: HOST, port }],
      dns: `${HOST}:${await closedPort()}`,
      timeoutMs: 5_000,
      signal: new AbortController().signal,
      ...ports,
    },
    LINUX,
  );
  const settled = settle(discovery);
  const values = new Map(settled.values.map((each) => [each.path.join('.'), each.value]));
  return {
    discovery,
    settled,
    values,
    signs: discovery.findings.flatMap((finding) =>
      finding.what === 'communication' ? [[finding.value, finding.source.kind]] : [],
    ),
  };
}

describe('how clients talk to a management point', () => {
  test('plain HTTP, and a certificate of the site: enhanced HTTP', async () => {
    const httpPort = await serve({});
    const httpsPort = await serve({}, await tlsOf(SITE_ISSUED));
    const { values, signs, settled } = await found({ httpPort, httpsPort });
    expect(signs).toEqual([
      ['takes-http', 'management-point-list'],
      ['takes-http', 'management-point'],
      ['site-issued-certificate', 'management-point'],
    ]);
    expect(values.get('communication')).toBe('enhanced-http');
    expect(settled.communicationNotTold).toBeNull();
  });

  test('plain HTTP, and a certificate of a company: with enhanced HTTP or without', async () => {
    const httpPort = await serve({});
    const httpsPort = await serve({}, await tlsOf(COMPANY));
    const { values, settled } = await found({ httpPort, httpsPort });
    expect(values.get('communication')).toBeUndefined();
    expect(settled.communicationNotTold).toBe('plain-or-enhanced');
  });

  test('plain HTTP, and nothing over HTTPS: what a firewall may do is no sign', async () => {
    const httpPort = await serve({});
    const { values, settled, discovery } = await found({ httpPort, httpsPort: await closedPort() });
    expect(values.get('communication')).toBeUndefined();
    expect(settled.communicationNotTold).toBe('plain-or-enhanced');
    expect(discovery.asked.at(-1)).toMatchObject({ outcome: 'failed', code: 'ECONNREFUSED' });
  });

  test.each(['asked', 'demanded'] as const)(
    'HTTP turned away, a client certificate %s: HTTPS, though no list was given',
    async (clientCertificate) => {
      const httpPort = await serve(FORBIDDEN);
      const httpsPort = await serve({}, await tlsOf(COMPANY, clientCertificate));
      const { values, signs, discovery, settled } = await found({ httpPort, httpsPort });
      expect(signs).toEqual([
        ['demands-https', 'management-point'],
        ['demands-https', 'management-point'],
      ]);
      // Nothing tells the product, and so neither its word for it.
      expect(values.get('communication')).toBeUndefined();
      expect(values.get('roles.managementPoints')).toEqual([HOST]);
      const product = { what: 'product', value: 'current-branch', version: '5' } as const;
      const source = { kind: 'option', option: '--product' } as const;
      const whole = settle({ findings: [...discovery.findings, { ...product, source }] });
      expect(whole.values.find(({ path }) => path[0] === 'communication')?.value).toBe('https');
      expect(settled.values.find(({ path }) => path[1] === 'https')?.value).toBe(httpsPort);
    },
  );

  test('HTTP that is silent, and a client certificate that is demanded: HTTPS', async () => {
    const httpsPort = await serve({}, await tlsOf(COMPANY, 'demanded'));
    const { signs } = await found({ httpPort: await closedPort(), httpsPort });
    expect(signs).toEqual([['demands-https', 'management-point']]);
  });

  test('HTTPS alone, which neither demands a certificate nor is of the site: not told', async () => {
    const httpsPort = await serve({ listedAs: undefined }, await tlsOf(COMPANY));
    const list = await found({ httpPort: await closedPort(), httpsPort });
    // The lab's list says that it takes plain HTTP.
    expect(list.signs).toEqual([['takes-http', 'management-point-list']]);
    expect(list.values.get('communication')).toBeUndefined();
  });

  test('a list that says HTTPS, over HTTPS alone', async () => {
    const httpsPort = await serve({ listedAs: 'https' }, await tlsOf(COMPANY));
    const { values } = await found({ httpPort: await closedPort(), httpsPort });
    expect(values.get('communication')).toBe('https');
  });

  test('403 over HTTP, and a certificate of the site: enhanced HTTP, whatever the 403 is for', async () => {
    const httpPort = await serve(FORBIDDEN);
    const httpsPort = await serve({}, await tlsOf(SITE_ISSUED));
    const { values, signs } = await found({ httpPort, httpsPort });
    expect(signs.map(([sign]) => sign)).toContain('site-issued-certificate');
    expect(signs.map(([sign]) => sign)).not.toContain('demands-https');
    expect(values.get('communication')).toBe('enhanced-http');
  });

  test('403 over HTTP alone shows nothing', async () => {
    const httpPort = await serve(FORBIDDEN);
    const { signs, discovery } = await found({ httpPort, httpsPort: await closedPort() });
    expect(signs).toEqual([]);
    expect(discovery.findings.filter(({ source }) => source.kind !== 'option')).toEqual([]);
  });

  test("a port that is named is of the scheme that gave the list; the other has the site's", async () => {
    const http = await serve({});
    const httpsPort = await serve({}, await tlsOf(SITE_ISSUED));
    const { values, discovery } = await found({ httpPort: null, httpsPort }, http);
    expect(values.get('communication')).toBe('enhanced-http');
    expect(
      discovery.asked.map(({ of }) => 'url' in of && of.url.replace(/\/SMS_MP.*\?/u, ' ')),
    ).toEqual([
      `http://${HOST}:${http} MPLIST`,
      `http://${HOST}:${http} MPKEYINFORMATION`,
      `https://${HOST}:${httpsPort} MPLIST`,
      false,
    ]);
  });
});

describe('what looks show', () => {
  const look = { reached: 'service', rttMs: 1 } as const;
  const open = (given: Parameters<typeof httpEvidence>[0]) =>
    ({ ...look, outcome: 'open', evidence: httpEvidence(given) }) as const;
  const refused = (cause: 'forbidden' | 'tls-required' | 'address-rejected', status = 403) =>
    ({ ...look, outcome: 'unhealthy', cause, evidence: httpEvidence({ status }) }) as const;
  const tls = (given: Parameters<typeof tlsEvidence>[0]) => open({ tls: tlsEvidence(given) });
  const signs = (looks: Parameters<typeof communicationSignsOf>[0]) =>
    communicationSignsOf(looks).map(({ sign, over }) => `${sign} ${over}`);

  test.each([
    ['nothing', { http: null, https: null }, []],
    ['a page that says so', { http: refused('tls-required'), https: null }, ['demands-https http']],
    ['addresses that are not admitted', { http: refused('address-rejected'), https: tls({}) }, []],
    [
      'a certificate that is asked for and not needed',
      {
        http: null,
        https: open({ content: 'found', tls: tlsEvidence({ clientCertificate: 'asked' }) }),
      },
      [],
    ],
    [
      'one that is needed, where plain HTTP is taken',
      {
        http: 'list',
        https: open({ content: 'missing', tls: tlsEvidence({ clientCertificate: 'asked' }) }),
      },
      ['takes-http http'],
    ],
    [
      'a stand-in over HTTPS',
      {
        http: null,
        https: open({ server: STAND_IN_SERVER, tls: tlsEvidence({ issuerTrust: 'site-issued' }) }),
      },
      [],
    ],
    [
      'a certificate for the full name',
      {
        http: null,
        https: {
          ...look,
          outcome: 'inconclusive',
          cause: 'short-name',
          evidence: httpEvidence({ tls: tlsEvidence({ issuerTrust: 'site-issued' }) }),
        },
      },
      ['site-issued-certificate https'],
    ],
    [
      'a filter that answers over HTTP',
      {
        http: {
          ...look,
          outcome: 'wrong-service',
          cause: 'filter-page',
          evidence: httpEvidence({ status: 403 }),
        },
        https: tls({}),
      },
      [],
    ],
  ] as const)('%s: %j', (_what, looks, expected) => {
    expect(signs(looks)).toEqual(expected);
  });
});
