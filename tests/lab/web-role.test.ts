import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { makeAuthority, type Authority } from '../../src/lab/certificates.ts';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';
import { startWebRole, type WebRoleOptions } from '../../src/lab/simulator/web-role.ts';
import { RawClient } from './raw-client.ts';

const AT = { address: '127.0.0.1', port: 0 } as const;
const NAMES = ['mp01.contoso.com'] as const;
const MP_LIST = '/SMS_MP/.sms_aut?MPLIST';

let authority: Authority;
const simulators: Simulator[] = [];

beforeAll(async () => {
  authority = await makeAuthority('Lab');
});

afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

async function start(options: WebRoleOptions): Promise<Simulator> {
  const simulator = await startWebRole(options);
  simulators.push(simulator);
  return simulator;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly protocol: string | null;
}

function get(
  { address, port }: Simulator,
  path: string,
  tls: https.RequestOptions | null = null,
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = { host: address, port, path, method, agent: false } as const;
    const receive = (response: http.IncomingMessage): void => {
      let body = '';
      const { socket } = response;
      const protocol = socket instanceof TLSSocket ? socket.getProtocol() : null;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body, protocol }),
      );
    };
    const request = tls
      ? https.request({ servername: NAMES[0], ...target, ...tls }, receive)
      : http.request(target, receive);
    request.once('error', reject);
    request.end();
  });
}

describe('own pages', () => {
  test('management point', async () => {
    const role = { ...AT, role: 'management-point', computerName: 'mp01.contoso.com' } as const;
    const answer = await get(await start(role), MP_LIST);
    expect(answer.status).toBe(200);
    expect(answer.headers.server).toBe('Microsoft-IIS/10.0');
    expect(answer.headers['content-type']).toContain('text/xml');
    expect(answer.body).toContain('<MPList><MP Name="MP01" FQDN="mp01.contoso.com">');
  });

  test('distribution point: asks for Windows authentication', async () => {
    const answer = await get(
      await start({ ...AT, role: 'distribution-point' }),
      '/SMS_DP_SMSPKG$/',
    );
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Negotiate, NTLM');
  });

  test('software update point', async () => {
    const point = await start({ ...AT, role: 'software-update-point' });
    const answer = await get(point, '/clientwebservice/Client.asmx');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('microsoft.com/SoftwareDistribution');
  });

  test.each([
    ['server-locator-point', '/SMS_SLP/slp.dll?site&sc=S01'],
    ['fallback-status-point', '/SMS_FSP/.sms_fsp'],
  ] as const)('%s', async (role, path) => {
    expect((await get(await start({ ...AT, role }), path)).status).toBe(200);
  });

  test.each([
    'management-point',
    'distribution-point',
    'server-locator-point',
    'fallback-status-point',
    'software-update-point',
  ] as const)('%s has no other', async (role) => {
    const simulator = await start({ ...AT, role });
    for (const path of ['/', '/SMS_MP/', '/toString', '/SMS_MP/.sms_aut?OTHER']) {
      expect((await get(simulator, path)).status).toBe(404);
    }
  });

  test('only to be read', async () => {
    const simulator = await start({ ...AT, role: 'management-point' });
    const head = await get(simulator, MP_LIST, null, 'HEAD');
    expect([head.status, head.body]).toEqual([200, '']);
    expect((await get(simulator, MP_LIST, null, 'POST')).status).toBe(405);
  });
});

describe('other answers', () => {
  const role = { ...AT, role: 'management-point' } as const;

  test.each([401, 403, 407, 418, 503])('status %i', async (status) => {
    const answer = await get(await start({ ...role, answer: { kind: 'status', status } }), MP_LIST);
    expect(answer.status).toBe(status);
    expect('www-authenticate' in answer.headers).toBe(status === 401);
    expect('proxy-authenticate' in answer.headers).toBe(status === 407);
  });

  test('a redirect', async () => {
    const location = 'https://elsewhere.example/';
    const answer = await get(
      await start({ ...role, answer: { kind: 'redirect', location } }),
      MP_LIST,
    );
    expect([answer.status, answer.headers.location]).toEqual([302, location]);
  });

  test('a foreign page', async () => {
    const answer = await get(await start({ ...role, answer: { kind: 'foreign' } }), MP_LIST);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain('MPList');
  });

  test('http-500', async () => {
    expect((await get(await start({ ...role, fault: 'http-500' }), MP_LIST)).status).toBe(500);
  });
});

describe('HTTPS', () => {
  const role = { ...AT, role: 'management-point' } as const;

  test('with a certificate for its names and addresses', async () => {
    const tls = { authority, names: NAMES, addresses: ['127.0.0.1'] };
    const simulator = await start({ ...role, tls });
    const answer = await get(simulator, MP_LIST, { ca: authority.certificate });
    expect([answer.status, answer.protocol]).toEqual([200, 'TLSv1.3']);
    const byAddress = await get(simulator, MP_LIST, { ca: authority.certificate, servername: '' });
    expect(byAddress.status).toBe(200);
  });

  test('sends no root along, so that a client without it finds no issuer', async () => {
    const simulator = await start({ ...role, tls: { authority, names: NAMES } });
    const asking = get(simulator, MP_LIST, {});
    await expect(asking).rejects.toHaveProperty('code', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  test.each([
    ['expired-certificate', 'CERT_HAS_EXPIRED'],
    ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('%s', async (fault, code) => {
    const simulator = await start({ ...role, tls: { authority, names: NAMES }, fault });
    const asking = get(simulator, MP_LIST, { ca: authority.certificate });
    await expect(asking).rejects.toHaveProperty('code', code);
  });

  test('http-500 has a good certificate', async () => {
    const simulator = await start({ ...role, tls: { authority, names: NAMES }, fault: 'http-500' });
    const answer = await get(simulator, MP_LIST, { ca: authority.certificate });
    expect(answer.status).toBe(500);
  });

  test.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)('%s alone', async (version) => {
    const tls = { authority, names: NAMES, minVersion: version, maxVersion: version };
    const simulator = await start({ ...role, tls });
    const ca = authority.certificate;
    const ciphers = 'DEFAULT:@SECLEVEL=0';
    const answer = await get(simulator, MP_LIST, { ca, ciphers, minVersion: 'TLSv1' });
    expect([answer.status, answer.protocol]).toEqual([200, version]);
    const newer = get(simulator, MP_LIST, { ca, minVersion: 'TLSv1.3' });
    await expect(newer).rejects.toHaveProperty('code');
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'asks for a client certificate, %s',
    async (maxVersion) => {
      const tls = { authority, names: NAMES, maxVersion, clientCertificate: 'asked' } as const;
      const simulator = await start({ ...role, tls });
      const ca = authority.certificate;
      expect((await get(simulator, MP_LIST, { ca })).status).toBe(403);
      const { certificate: cert, key } = await authority.issue({ names: ['pc001.contoso.com'] });
      expect((await get(simulator, MP_LIST, { ca, cert, key })).status).toBe(200);
    },
  );

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'demands a client certificate, %s',
    async (maxVersion) => {
      const tls = { authority, names: NAMES, maxVersion, clientCertificate: 'demanded' } as const;
      const simulator = await start({ ...role, tls });
      const ca = authority.certificate;
      await expect(get(simulator, MP_LIST, { ca })).rejects.toHaveProperty('code');
      const { certificate: cert, key } = await authority.issue({ names: ['pc001.contoso.com'] });
      expect((await get(simulator, MP_LIST, { ca, cert, key })).status).toBe(200);
      const stranger = await (await makeAuthority('Stranger')).issue({ names: ['pc001'] });
      const asStranger = { ca, cert: stranger.certificate, key: stranger.key };
      await expect(get(simulator, MP_LIST, asStranger)).rejects.toHaveProperty('code');
    },
  );

  test('closing ends connections whose handshake has not begun', async () => {
    const simulator = await start({ ...role, tls: { authority, names: NAMES } });
    const client = await RawClient.connect(simulator);
    const rest = client.readToEnd();
    await simulator.close();
    expect(await rest).toHaveLength(0);
    client.destroy();
  });

  test('closing ends connections that are kept alive', async () => {
    const simulator = await start({ ...role, tls: { authority, names: NAMES } });
    const agent = new https.Agent({ keepAlive: true });
    const ca = authority.certificate;
    expect((await get(simulator, MP_LIST, { ca, agent })).status).toBe(200);
    await simulator.close();
    agent.destroy();
  });
});
