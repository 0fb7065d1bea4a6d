import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import type https from 'node:https';
import net from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { probeHttp } from '../../../src/probe/http/probe.ts';
import {
  type Authority,
  type Identity,
  type KeyAlgorithm,
  folder,
  whyNoOpenssl,
  makeAuthority,
  makeIdentity,
} from './certificates.ts';
import {
  SHORT_MS,
  check as plainCheck,
  closeAll,
  context,
  listenHttps,
  listenRaw,
  listenTcp,
  listenTls,
  relay,
} from './servers.ts';
import { describeUnless } from '../../support/skip.ts';

const describeTls = describeUnless(whyNoOpenssl);

const HOST = 'mp01.contoso.com';
const MP_LIST = '<MPList></MPList>';
const LOWEST = { minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' } as const;
const DAY_MS = 86_400_000;

const NONE: Authority = { key: '', cert: '', files: { key: '', cert: '' } };
let authority = NONE;
let siteAuthority = NONE;
let good: Identity = NONE;
let rsa: Identity = NONE;
let expired: Identity = NONE;
let siteIssued: Identity = NONE;
const children: ChildProcess[] = [];

beforeAll(() => {
  if (whyNoOpenssl !== null) return;
  authority = makeAuthority('Contoso CA');
  siteAuthority = makeAuthority('SMS Issuing');
  const names = [`DNS:${HOST}`, 'IP:127.0.0.1'];
  good = makeIdentity(authority, names);
  rsa = makeIdentity(authority, names, { algorithm: 'rsa' });
  expired = makeIdentity(authority, names, { days: -1 });
  siteIssued = makeIdentity(siteAuthority, names);
});

afterAll(() => {
  closeAll();
  for (const child of children) child.kill('SIGKILL');
  fs.rmSync(folder, { recursive: true, force: true });
});

const check = (port: number, rest: Parameters<typeof plainCheck>[1] = {}) =>
  plainCheck(port, { tls: true, ...rest });

const serve = (options: https.ServerOptions, status = 200): Promise<number> =>
  listenHttps(options, (_request, response) => {
    response.writeHead(status, { Server: 'Microsoft-IIS/10.0' }).end(MP_LIST);
  });

/** openssl's own server, which answers a missing client certificate with an alert. */
async function serveDemanding(version: '-tls1_2' | '-tls1_3'): Promise<number> {
  const files = ['key', 'cert'].map((part) => `${folder}/server.${part}`);
  const [key = '', cert = ''] = files;
  fs.writeFileSync(key, good.key);
  fs.writeFileSync(cert, good.cert);
  const listen = ['-accept', '127.0.0.1:0', '-naccept', '4', '-www'];
  const args = ['s_server', ...listen, version, '-key', key, '-cert', cert, '-Verify', '1'];
  const child = spawn('openssl', args, { stdio: ['pipe', 'pipe', 'ignore'] });
  children.push(child);
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    const port = /ACCEPT \S+:(\d+)/u.exec(text)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`no port in ${text}`);
}

describeTls('a management point over HTTPS', () => {
  test('with everything in order is open, and its certificate told', async () => {
    const port = await serve(good);
    const observation = await probeHttp(
      check(port),
      '127.0.0.1',
      context({ tls: { ca: authority.cert } }),
    );
    expect(observation).toEqual({
      outcome: 'open',
      reached: 'service',
      rttMs: expect.any(Number),
      evidence: {
        kind: 'http',
        url: `https://mp01.contoso.com:${port}/SMS_MP/.sms_aut?MPLIST`,
        status: 200,
        reason: 'OK',
        server: 'Microsoft-IIS/10.0',
        location: null,
        content: 'found',
        iis: 'headers',
        filter: null,
        relay: null,
        subStatus: null,
        serverTime: expect.any(String),
        localTime: expect.any(String),
        besides: { request: 'ccm-post', seen: 'passed', status: 400, filter: null },
        fullSegmentsLost: null,
        tls: {
          protocol: 'TLSv1.3',
          cipher: 'TLS_AES_256_GCM_SHA384',
          subject: 'O=Contoso, CN=mp01',
          names: ['mp01.contoso.com', '127.0.0.1'],
          issuer: 'CN=Contoso CA',
          validFrom: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.000Z$/u),
          validTo: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.000Z$/u),
          nameMatches: 'yes',
          usage: 'server',
          chainProblem: null,
          issuerTrust: 'trusted',
          missingIssuer: null,
          clientCertificate: 'not-asked',
          downgraded: 'no',
          revocation: { lists: [], responders: [], others: 'none' },
        },
      },
    });
  });

  test.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)(
    'that has only %s is open',
    async (version) => {
      const port = await serve({ ...rsa, ...LOWEST, maxVersion: version });
      const observation = await probeHttp(check(port), '127.0.0.1', context());
      expect(observation).toMatchObject({
        outcome: 'open',
        evidence: { tls: { protocol: version, clientCertificate: 'not-asked', downgraded: 'no' } },
      });
    },
  );

  test.each([
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CAMELLIA128-SHA256:CAMELLIA128-SHA',
    'ECDHE-ARIA128-GCM-SHA256:ARIA128-GCM-SHA256',
    'AES128-CCM:AES256-CCM8',
  ])('that has only what no Windows has is not told as good: %s', async (kinds) => {
    const ciphers = `${kinds}:@SECLEVEL=0`;
    const port = await serve({ ...rsa, maxVersion: 'TLSv1.2', ciphers });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'inconclusive', cause: 'no-common-tls' });
  });

  test.each<[KeyAlgorithm, 'TLSv1.2' | 'TLSv1.3']>([
    ['ed25519', 'TLSv1.2'],
    ['ed25519', 'TLSv1.3'],
    ['rsa-pss', 'TLSv1.2'],
    ['rsa-pss', 'TLSv1.3'],
    ['rsa-1023', 'TLSv1.2'],
  ])('whose key no Windows takes is not told as good: %s, %s', async (algorithm, version) => {
    const own = makeIdentity(authority, ['DNS:mp01.contoso.com'], { algorithm });
    const port = await serve({ ...own, ...LOWEST, maxVersion: version });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'inconclusive', cause: 'no-common-tls' });
  });

  test.each<KeyAlgorithm>(['rsa-1024', 'rsa', 'ec', 'ec-521'])(
    'whose key Windows takes is open: %s',
    async (algorithm) => {
      const own = makeIdentity(authority, ['DNS:mp01.contoso.com'], { algorithm });
      const port = await serve({ ...own, ...LOWEST });
      const observation = await probeHttp(check(port), '127.0.0.1', context());
      expect(observation.outcome).toBe('open');
    },
  );

  test.each([
    'AES128-SHA',
    'AES256-SHA256',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'DHE-RSA-AES256-GCM-SHA384',
  ])('that has only %s is open, as to some Windows', async (cipher) => {
    const ciphers = `${cipher}:@SECLEVEL=0`;
    const port = await serve({ ...rsa, maxVersion: 'TLSv1.2', ciphers, dhparam: 'auto' });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'open', evidence: { tls: { cipher } } });
  });

  test('gets the name, but no address, as server name indication', async () => {
    const names: (string | false | null)[] = [];
    const port = await listenHttps(good, (request, response) => {
      const { socket } = request;
      names.push('servername' in socket ? String(socket.servername) : null);
      response.end(MP_LIST);
    });
    await probeHttp(check(port), '127.0.0.1', context());
    const byAddress = await probeHttp(check(port, { host: '127.0.0.1' }), '127.0.0.1', context());
    expect(names).toEqual([HOST, 'false']);
    expect(byAddress).toMatchObject({ outcome: 'open', evidence: { tls: { nameMatches: 'yes' } } });
  });

  test('with a server error is unhealthy', async () => {
    const port = await serve({ ...good, maxVersion: 'TLSv1.2' }, 503);
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'unhealthy', cause: 'server-error' });
  });
});

describeTls('a certificate', () => {
  test('that has expired is unhealthy, before any status', async () => {
    const port = await serve(expired, 503);
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'unhealthy',
      cause: 'certificate-expired',
      reached: 'protocol',
      evidence: { status: 503 },
    });
  });

  test.each([
    [60 * DAY_MS, 'certificate-expired'],
    [-2 * DAY_MS, 'certificate-not-yet-valid'],
  ])('seen from a clock %d ms off is %s', async (offset, cause) => {
    const port = await serve(good);
    const now = (): number => Date.now() + offset;
    const observation = await probeHttp(check(port), '127.0.0.1', context({ now }));
    expect(observation).toMatchObject({ outcome: 'unhealthy', cause });
  });

  test.each<[string, readonly string[], string, 'open' | 'unhealthy']>([
    ['as an address', ['IP:127.0.0.1'], 'mp01', 'open'],
    ['as a DNS name', ['DNS:mp01', 'DNS:127.0.0.1'], 'mp01', 'open'],
    ['as its common name', [], '127.0.0.1', 'open'],
    ['as a common name beside DNS names', ['DNS:mp01'], '127.0.0.1', 'unhealthy'],
    ['as the beginning of one', ['DNS:127.0.0.1.contoso.com'], 'mp01', 'unhealthy'],
    ['behind other letters', [], 'CN=127.0.0.1', 'unhealthy'],
  ])('may name the address that was asked for %s', async (_how, names, commonName, outcome) => {
    const own = makeIdentity(authority, names, { commonName });
    const port = await serve(own);
    const observation = await probeHttp(check(port, { host: '127.0.0.1' }), '127.0.0.1', context());
    expect(observation.outcome).toBe(outcome);
  });

  test.each<[name: string, 'open' | 'unhealthy']>([
    ['*.contoso.com', 'open'],
    ['mp*.contoso.com', 'open'],
    ['*01.contoso.com', 'unhealthy'],
    ['m*1.contoso.com', 'unhealthy'],
    ['*', 'unhealthy'],
    ['mp01.*.com', 'unhealthy'],
  ])('may have a wildcard where Windows takes it: %s', async (name, outcome) => {
    const common = makeIdentity(authority, [], { commonName: name });
    for (const own of [makeIdentity(authority, [`DNS:${name}`]), common]) {
      const port = await serve(own);
      const observation = await probeHttp(check(port), '127.0.0.1', context());
      expect(observation.outcome).toBe(outcome);
    }
  });

  test('for another name is unhealthy', async () => {
    const port = await serve(good);
    const observation = await probeHttp(check(port, { host: 'mp02' }), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'unhealthy',
      cause: 'certificate-name',
      evidence: { tls: { nameMatches: 'no' } },
    });
  });

  test.each(['clientAuth', 'emailProtection,codeSigning', '1.3.6.1.4.1.311.20.2.2'])(
    'that is for %s alone is turned down by Windows, whoever issued it',
    async (purposes) => {
      const port = await serve(makeIdentity(authority, [`DNS:${HOST}`], { purposes }));
      for (const tls of [{}, { ca: authority.cert }]) {
        const observation = await probeHttp(check(port), '127.0.0.1', context({ tls }));
        expect(observation).toMatchObject({
          outcome: 'unhealthy',
          cause: 'certificate-usage',
          evidence: { tls: { usage: 'other' } },
        });
      }
      const known = await probeHttp(
        check(port),
        '127.0.0.1',
        context({ tls: { ca: authority.cert } }),
      );
      expect(known).toMatchObject({
        evidence: { tls: { chainProblem: 'INVALID_PURPOSE', issuerTrust: 'not-checked' } },
      });
    },
  );

  test.each([
    'serverAuth',
    'clientAuth,serverAuth',
    'anyExtendedKeyUsage',
    '1.3.6.1.4.1.311.10.12.1',
    'msSGC',
    'nsSGC',
  ])('that is for %s is fine', async (purposes) => {
    const port = await serve(makeIdentity(authority, [`DNS:${HOST}`], { purposes }));
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'open', evidence: { tls: { usage: 'server' } } });
  });

  test('of an unknown issuer is open, with its problem told', async () => {
    const port = await serve(good);
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: {
        tls: { issuerTrust: 'unknown', chainProblem: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      },
    });
  });

  test('of an issuing authority is fine where that, or its root, was named', async () => {
    const root = makeAuthority('Contoso Root');
    const issuing = makeAuthority('Contoso Issuing', root);
    const leaf = makeIdentity(issuing, [`DNS:${HOST}`]);
    const port = await serve({ key: leaf.key, cert: `${leaf.cert}${issuing.cert}` });
    for (const { cert } of [issuing, root]) {
      const tls = { ca: cert };
      const observation = await probeHttp(check(port), '127.0.0.1', context({ tls }));
      expect(observation).toMatchObject({
        outcome: 'open',
        evidence: { tls: { issuerTrust: 'trusted', chainProblem: null } },
      });
    }
    const tls = { ca: authority.cert };
    const observation = await probeHttp(check(port), '127.0.0.1', context({ tls }));
    expect(observation).toMatchObject({ outcome: 'unhealthy', cause: 'certificate-issuer' });
  });

  test('that does not come from the authority that was named is unhealthy', async () => {
    const port = await serve(siteIssued);
    const observation = await probeHttp(
      check(port),
      '127.0.0.1',
      context({ tls: { ca: authority.cert } }),
    );
    expect(observation).toMatchObject({ outcome: 'unhealthy', cause: 'certificate-issuer' });
  });

  test('of the site itself is fine where the site may issue', async () => {
    const port = await serve(siteIssued);
    const observation = await probeHttp(
      check(port, { siteIssuedCertificate: 'accepted' }),
      '127.0.0.1',
      context({ tls: { ca: authority.cert } }),
    );
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { tls: { issuerTrust: 'site-issued', issuer: 'CN=SMS Issuing' } },
    });
  });
});

describeTls('a demand for a client certificate', () => {
  test.each(['-tls1_3', '-tls1_2'] as const)('with an alert (%s) is open', async (version) => {
    const port = await serveDemanding(version);
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'open',
      reached: 'service',
      evidence: {
        status: null,
        tls: { clientCertificate: 'asked', subject: 'O=Contoso, CN=mp01', nameMatches: 'yes' },
      },
    });
  });

  test('by a server whose own certificate has expired is unhealthy', async () => {
    const options = { requestCert: true, maxVersion: 'TLSv1.2' } as const;
    const port = await serve({ ...expired, ...options });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'unhealthy', cause: 'certificate-expired' });
  });

  test.each([
    ['TLSv1.3', 200, 'open'],
    ['TLSv1.3', 400, 'wrong-service'],
    ['TLSv1.2', 400, 'wrong-service'],
    ['TLSv1.3', 403, 'open'],
    ['TLSv1.3', 495, 'open'],
    ['TLSv1.3', 404, 'wrong-service'],
  ] as const)('with a status (%s, %d) is %s', async (version, status, outcome) => {
    const versions = { minVersion: version, maxVersion: version };
    const options = { requestCert: true, rejectUnauthorized: false, ...versions };
    const port = await serve({ ...good, ...options }, status);
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome, evidence: { status } });
    expect(observation.evidence.tls).toMatchObject({
      clientCertificate: 'asked',
      downgraded: 'no',
    });
  });

  test.each([
    [400, 'wrong-service'],
    [403, 'unhealthy'],
  ])('is not read into a %d alone: %s', async (status, outcome) => {
    const port = await serve({ ...good, minVersion: 'TLSv1.3' }, status);
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome,
      evidence: { tls: { clientCertificate: 'not-asked' } },
    });
  });

  test('that comes too late for 1.3 is seen with 1.2', async () => {
    const port = await listenTls({ ...good }, (socket) => {
      if (socket.getProtocol() === 'TLSv1.3') {
        socket.once('data', () => socket.destroy());
        return;
      }
      socket.once('data', () => {
        socket.renegotiate({ requestCert: true, rejectUnauthorized: false }, () => {
          const head = 'HTTP/1.1 403 Forbidden\r\nServer: Microsoft-IIS/10.0\r\n';
          socket.end(`${head}Content-Length: 0\r\n\r\n`);
        });
      });
    });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: {
        status: 403,
        tls: { protocol: 'TLSv1.2', clientCertificate: 'asked', downgraded: 'yes' },
      },
    });
  });

  test('answered by 500 over 1.3 is asked again with 1.2', async () => {
    const port = await listenTls({ ...good }, (socket) => {
      const status = socket.getProtocol() === 'TLSv1.3' ? '500 Error' : '200 OK';
      socket.once('data', () => socket.end(`HTTP/1.1 ${status}\r\n\r\n${MP_LIST}`));
    });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { tls: { downgraded: 'yes' } },
    });
  });

  test('a 500 that stays is unhealthy', async () => {
    const port = await serve({ ...good, minVersion: 'TLSv1.3' }, 500);
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'unhealthy',
      cause: 'server-error',
      evidence: { status: 500, tls: { protocol: 'TLSv1.3', downgraded: 'no' } },
    });
  });

  test.each([
    ['TLSv1.3', 'TLS_AES_128_GCM_SHA256'],
    ['TLSv1.3', 'TLS_AES_256_GCM_SHA384'],
    ['TLSv1.3', 'TLS_CHACHA20_POLY1305_SHA256'],
    ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ] as const)('is seen or not whatever the cipher: %s %s', async (version, ciphers) => {
    const versions = { minVersion: version, maxVersion: version, ciphers };
    for (const requestCert of [true, false]) {
      const options = { requestCert, rejectUnauthorized: false, ...versions };
      const port = await serve({ ...good, ...options });
      const { evidence } = await probeHttp(check(port), '127.0.0.1', context());
      expect(evidence.tls).toMatchObject({
        protocol: version,
        cipher: ciphers,
        clientCertificate: requestCert ? 'asked' : 'not-asked',
      });
    }
  });

  test.each(['TLSv1.3', 'TLSv1.2'] as const)(
    'is met (%s) with what the user gave',
    async (version) => {
      const client = makeIdentity(authority, []);
      const options = { requestCert: true, rejectUnauthorized: true, ca: authority.cert };
      const port = await serve({ ...good, ...options, minVersion: version, maxVersion: version });
      const tls = { clientCertificate: `${client.cert}${client.key}` };
      const observation = await probeHttp(check(port), '127.0.0.1', context({ tls }));
      expect(observation).toMatchObject({
        outcome: 'open',
        evidence: { status: 200, content: 'found', tls: { clientCertificate: 'asked' } },
      });
    },
  );

  test('that turns the user’s certificate down is not open', async () => {
    const client = makeIdentity(siteAuthority, []);
    const options = { requestCert: true, rejectUnauthorized: true, ca: authority.cert };
    const port = await serve({ ...good, ...options });
    const tls = { clientCertificate: client.cert, clientKey: client.key };
    const observation = await probeHttp(check(port), '127.0.0.1', context({ tls }));
    expect(observation).toMatchObject({
      outcome: 'wrong-service',
      evidence: { tls: { clientCertificate: 'asked' } },
    });
  });

  test('a fault in the user’s PEM texts is an error of this machine, told without them', async () => {
    const port = await serve(good);
    for (const tls of [
      { clientCertificate: good.cert, clientKey: 'secret' },
      { clientCertificate: good.cert, clientKey: rsa.key },
      { clientCertificate: 'secret', clientKey: good.key },
      { clientCertificate: good.cert },
      { clientKey: good.key },
    ]) {
      const observation = await probeHttp(check(port), '127.0.0.1', context({ tls }));
      expect(observation).toMatchObject({ outcome: 'error', reached: 'resolved' });
      expect(observation).toHaveProperty('code', expect.stringMatching(/^ERR_/u));
      expect(JSON.stringify(observation)).not.toContain('secret');
    }
  });
});

describeTls('a handshake that fails', () => {
  test('with nothing in common is inconclusive', async () => {
    const port = await serve({ ...good, ciphers: 'PSK', maxVersion: 'TLSv1.2' });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'inconclusive',
      cause: 'no-common-tls',
      reached: 'connected',
    });
  });

  test('with 1.3 offered, but not without, is a success', async () => {
    let connections = 0;
    const tlsPort = await serve({ ...good, maxVersion: 'TLSv1.2' });
    const port = await listenTcp((socket) => {
      connections += 1;
      if (connections === 1) socket.once('data', () => socket.resetAndDestroy());
      else relay(socket, tlsPort);
    });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'open',
      evidence: { tls: { downgraded: 'yes' } },
    });
  });

  test('is what is told where nobody accepts the second connection', async () => {
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      server.close();
      socket.once('data', () => socket.resetAndDestroy());
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await probeHttp(check(port), '127.0.0.1', context())).toMatchObject({
      outcome: 'wrong-service',
      cause: 'reset-before-answer',
      reached: 'connected',
      evidence: { tls: null },
    });
  });

  test('is an error where the run is interrupted during the second attempt', async () => {
    const controller = new AbortController();
    let connections = 0;
    const port = await listenTcp((socket) => {
      connections += 1;
      const isFirst = connections === 1;
      socket.once('data', () => (isFirst ? socket.resetAndDestroy() : controller.abort()));
    });
    const interrupted = context({ signal: controller.signal });
    expect(await probeHttp(check(port), '127.0.0.1', interrupted)).toMatchObject({
      outcome: 'error',
      code: 'ABORT_ERR',
      reached: 'connected',
    });
  });

  test('with an alert of another kind is another service', async () => {
    const port = await listenRaw(Buffer.from('15030300020250', 'hex'), 'end');
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause: 'tls-handshake-failed' });
  });

  test.each([
    ['protocol_version', '15030100020246', 'inconclusive', 'no-common-tls'],
    ['handshake_failure', '15030100020228', 'inconclusive', 'no-common-tls'],
    // ServerHello of SSL 3.0.
    [
      'an older version',
      `160300002a020000260300${'00'.repeat(32)}00000a00`,
      'inconclusive',
      'no-common-tls',
    ],
    ['a broken hello', '1603030005020000ffff', 'wrong-service', 'closed-before-answer'],
    [
      'plain HTTP',
      Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n').toString('hex'),
      'wrong-service',
      'not-tls',
    ],
    ['a banner', Buffer.from('220 ready\r\n').toString('hex'), 'wrong-service', 'not-tls'],
    ['nothing', '', 'wrong-service', 'closed-before-answer'],
  ])('with %s', async (_what, hex, outcome, cause) => {
    const port = await listenRaw(Buffer.from(hex, 'hex'), 'end');
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome, cause, reached: 'connected' });
  });

  test('with a reset is another service', async () => {
    const port = await listenRaw('', 'reset');
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause: 'reset-before-answer' });
  });

  test('for silence is silent', async () => {
    const port = await listenTcp(() => {});
    const observation = await probeHttp(check(port), '127.0.0.1', context({ timeoutMs: SHORT_MS }));
    expect(observation).toMatchObject({
      outcome: 'silent',
      reached: 'connected',
      evidence: { fullSegmentsLost: null },
    });
  });

  const HANDSHAKE_FAILURE = Buffer.from('15030300020228', 'hex');
  test.each<[string, Buffer, 'received' | null]>([
    ['an alert does is lost for its size', HANDSHAKE_FAILURE, 'received'],
    ['other bytes do is not', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), null],
  ])('a flight that does not come where %s', async (_what, short, fullSegmentsLost) => {
    const port = await listenTcp((socket) => {
      // Node.js offers dozens of ciphers.
      socket.once('data', (hello: Buffer) => hello.length < 100 && socket.write(short));
    });
    const observation = await probeHttp(check(port), '127.0.0.1', context({ timeoutMs: SHORT_MS }));
    expect(observation).toMatchObject({
      outcome: 'silent',
      reached: 'connected',
      evidence: { fullSegmentsLost },
    });
  });
});

describeTls('after a finished handshake', () => {
  test.each([
    ['closes', 'TLSv1.2', 'closed-before-answer'],
    ['closes', 'TLSv1.3', 'closed-before-answer'],
    ['resets', 'TLSv1.2', 'reset-before-answer'],
  ] as const)('a server that %s (%s) is another service', async (how, minVersion, cause) => {
    const versions = { minVersion, maxVersion: minVersion };
    const tlsPort = await listenTls({ ...good, ...versions }, (socket) => {
      // Without the alert that ends TLS in order.
      socket.once('data', () => socket.destroy());
    });
    const port = await listenTcp((socket) => relay(socket, tlsPort, how));
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ outcome: 'wrong-service', cause, reached: 'tls' });
  });

  test('what is not HTTP is another service', async () => {
    const port = await listenTls({ ...good, maxVersion: 'TLSv1.2' }, (socket) => {
      socket.write('* OK IMAP4rev1\r\n');
    });
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({ cause: 'not-http', reached: 'tls' });
  });

  test('a break in the same packet is told, not tripped over', async () => {
    const tlsPort = await listenTls({ ...rsa, maxVersion: 'TLSv1.2' }, () => {});
    const garbage = Buffer.concat([Buffer.from('1703030040', 'hex'), Buffer.alloc(64, 7)]);
    const port = await listenTcp((socket) => relay(socket, tlsPort, 'closes', garbage));
    const observation = await probeHttp(check(port), '127.0.0.1', context());
    expect(observation).toMatchObject({
      outcome: 'wrong-service',
      cause: 'tls-handshake-failed',
      reached: 'tls',
      evidence: { tls: { protocol: 'TLSv1.2' } },
    });
  });

  test('silence is silent', async () => {
    const port = await listenTls(good, () => {});
    const observation = await probeHttp(
      check(port),
      '127.0.0.1',
      context({ timeoutMs: 2 * SHORT_MS }),
    );
    expect(observation).toMatchObject({
      outcome: 'silent',
      reached: 'tls',
      evidence: { tls: { protocol: 'TLSv1.3' } },
    });
  });

  test('an interrupted run is an error', async () => {
    const controller = new AbortController();
    const port = await listenTls(good, (socket) => {
      socket.once('data', () => controller.abort());
    });
    const observation = await probeHttp(
      check(port),
      '127.0.0.1',
      context({ signal: controller.signal }),
    );
    expect(observation).toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
  });
});
