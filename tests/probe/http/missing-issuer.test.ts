import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { HttpEvidence, Observation } from '../../../src/probe/observation.ts';
import { probeHttp } from '../../../src/probe/http/probe.ts';
import { describeUnless } from '../../support/skip.ts';
import {
  type Authority,
  type Identity,
  makeAuthority,
  makeIdentity,
  whyNoOpenssl,
} from './certificates.ts';
import {
  SHORT_MS,
  check,
  closeAll,
  context,
  listenHttp,
  listenHttps,
  listenTcp,
} from './servers.ts';

const describeTls = describeUnless(whyNoOpenssl);
afterAll(closeAll);

const NONE: Authority = { key: '', cert: '', files: { key: '', cert: '' } };
let root = NONE;
let other = NONE;
let middle = NONE;
let lower = NONE;

beforeAll(() => {
  if (whyNoOpenssl !== null) return;
  root = makeAuthority('Contoso Root');
  other = makeAuthority('Other Root');
  middle = makeAuthority('Contoso Issuing', root);
  lower = makeAuthority('Contoso Lower', middle);
});

const der = ({ cert }: Identity): Buffer => new X509Certificate(cert).raw;

/** An HTTP server that gives this for every address, and counts how often. */
async function publish(bytes: Buffer, status = 200): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const port = await listenHttp((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status).end(bytes);
  });
  return { url: `http://127.0.0.1:${port}/ca.crt`, asked };
}

async function look(
  issuer: Authority,
  issuerAddress: string | undefined,
  { ca = root.cert, chain = '', timeoutMs = 20_000 } = {},
): Promise<Observation<HttpEvidence>> {
  const own = makeIdentity(issuer, ['DNS:mp01.contoso.com'], {
    ...(issuerAddress !== undefined && { issuerAddress }),
  });
  const port = await listenHttps(
    { key: own.key, cert: `${own.cert}${chain}` },
    (_request, response) =>
      response.writeHead(200, { Server: 'Microsoft-IIS/10.0' }).end('<MPList/>'),
  );
  return probeHttp(
    check(port, { tls: true }),
    '127.0.0.1',
    context({ timeoutMs, tls: ca === '' ? {} : { ca } }),
  );
}

const UNTRUSTED = { outcome: 'unhealthy', cause: 'certificate-issuer' } as const;

describeTls('an intermediate that a server does not send', () => {
  test('is fetched by its address, as Windows does', async () => {
    const { url, asked } = await publish(der(middle));
    expect(await look(middle, url)).toMatchObject({
      outcome: 'open',
      evidence: {
        tls: { issuerTrust: 'trusted', missingIssuer: 'CN=Contoso Issuing' },
      },
    });
    expect(asked).toEqual(['GET /ca.crt']);
  });

  test('may be PEM', async () => {
    const { url } = await publish(Buffer.from(middle.cert));
    expect((await look(middle, url)).outcome).toBe('open');
  });

  test('is told where its root is not known either', async () => {
    const { url } = await publish(der(middle));
    expect(await look(middle, url, { ca: '' })).toMatchObject({
      outcome: 'open',
      evidence: { tls: { issuerTrust: 'unknown', missingIssuer: 'CN=Contoso Issuing' } },
    });
  });

  test('of another root is fetched in vain', async () => {
    const { url } = await publish(der(middle));
    expect(await look(middle, url, { ca: other.cert })).toMatchObject(UNTRUSTED);
  });

  test('is not fetched where it is sent', async () => {
    const { url, asked } = await publish(der(middle));
    expect(await look(middle, url, { chain: middle.cert })).toMatchObject({
      outcome: 'open',
      evidence: { tls: { chainProblem: null, missingIssuer: null } },
    });
    expect(asked).toEqual([]);
  });

  test('that lies above one that is sent has no address, and is missed', async () => {
    const { url } = await publish(der(lower));
    expect(await look(lower, url, { chain: lower.cert })).toMatchObject(UNTRUSTED);
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['has no address', () => Promise.resolve(undefined)],
    ['has an address that is not plain HTTP', () => Promise.resolve('https://127.0.0.1:9/ca.crt')],
    ['has an address of a directory', () => Promise.resolve('ldap:///CN=Contoso')],
    ['has an address that nobody serves', () => Promise.resolve('http://127.0.0.1:9/ca.crt')],
    ['is gone', async () => (await publish(der(middle), 404)).url],
    ['is another certificate', async () => (await publish(der(other))).url],
    ['is no certificate', async () => (await publish(Buffer.from('<html>'))).url],
    ['is too large', async () => (await publish(Buffer.alloc(200_000, 0x30))).url],
  ])('and %s leaves the issuer unknown', async (_what, address) => {
    expect(await look(middle, await address())).toMatchObject(UNTRUSTED);
  });

  test('is not waited for longer than for anything else', async () => {
    const port = await listenTcp(() => {});
    const silent = `http://127.0.0.1:${port}/ca.crt`;
    expect(await look(middle, silent, { timeoutMs: SHORT_MS * 4 })).toMatchObject(UNTRUSTED);
  });
});

describeTls('a certificate for the full name', () => {
  test.each([
    ['mp01', 200, { outcome: 'inconclusive', cause: 'short-name' }],
    // What the server itself says comes first.
    ['mp01', 404, { outcome: 'wrong-service', cause: 'unexpected-status' }],
    ['mp02', 200, { outcome: 'unhealthy', cause: 'certificate-name' }],
  ])('asked for as %s, with status %d', async (host, status, expected) => {
    const own = makeIdentity(root, ['DNS:mp01.contoso.com']);
    const port = await listenHttps({ key: own.key, cert: own.cert }, (_request, response) =>
      response.writeHead(status, { Server: 'Microsoft-IIS/10.0' }).end('<MPList/>'),
    );
    const tls = { ca: root.cert };
    expect(
      await probeHttp(check(port, { tls: true, host }), '127.0.0.1', context({ tls })),
    ).toMatchObject(expected);
  });
});
