import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Authority, makeAuthority } from '../../../src/lab/certificates.ts';
import { startRevocationList } from '../../../src/lab/simulator/revocation-list.ts';
import type { Simulator } from '../../../src/lab/simulator/simulator.ts';
import type { RevocationListCheck } from '../../../src/plan/check.ts';
import type { Observation } from '../../../src/probe/observation.ts';
import { probeRevocationList } from '../../../src/probe/revocation/probe.ts';
import { closeAll, context, listenHttp } from '../http/servers.ts';

const AT = { address: '127.0.0.1', port: 0 } as const;
const WEEK_MS = 7 * 86_400_000;

let authority: Authority;
const simulators: Simulator[] = [];

beforeAll(async () => {
  authority = await makeAuthority('Fabrikam Issuing');
});

afterAll(async () => {
  await Promise.all(simulators.map((simulator) => simulator.close()));
  closeAll();
});

function ask(
  port: number,
  asks: RevocationListCheck['asks'] = 'list',
  rest: Parameters<typeof context>[0] = {},
): Promise<Observation> {
  return probeRevocationList(
    { kind: 'revocation-list', host: 'pki.fabrikam.com', port, path: '/ca.crl', asks },
    '127.0.0.1',
    context(rest),
  );
}

const told = (seen: Observation): string =>
  'cause' in seen ? `${seen.outcome}/${seen.cause}` : seen.outcome;

async function answering(
  status: number,
  headers: Record<string, string>,
  body: string | Buffer | Uint8Array,
): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const port = await listenHttp((request, response) => {
    asked.push(`${request.method} ${request.headers.host} ${request.url}`);
    response.writeHead(status, headers).end(body);
  });
  return { port, asked };
}

describe('a revocation list', () => {
  test('that holds is open, and what it says of itself is evidence', async () => {
    const nextUpdate = new Date(Date.now() + WEEK_MS);
    const { port } = await track(startRevocationList({ ...AT, authority, nextUpdate }));
    const seen = await ask(port);
    expect(seen).toMatchObject({ outcome: 'open', reached: 'service' });
    expect(seen.evidence).toEqual({
      kind: 'revocation-list',
      url: `http://pki.fabrikam.com:${port}/ca.crl`,
      status: 200,
      nextUpdate: `${nextUpdate.toISOString().slice(0, 19)}.000Z`,
    });
  });

  test('that has ended is unhealthy', async () => {
    const nextUpdate = new Date(Date.now() - WEEK_MS);
    const { port } = await track(startRevocationList({ ...AT, authority, nextUpdate }));
    expect(told(await ask(port))).toBe('unhealthy/list-expired');
  });

  test('in PEM is read too', async () => {
    const pem = Buffer.from(await authority.revocationList()).toString('base64');
    const text = `-----BEGIN X509 CRL-----\n${pem}\n-----END X509 CRL-----\n`;
    const { port, asked } = await answering(200, {}, text);
    expect(told(await ask(port))).toBe('open');
    expect(asked).toEqual([`GET pki.fabrikam.com:${port} /ca.crl`]);
  });

  test.each([
    ['refuse', 'refused'],
    ['close', 'wrong-service/closed-before-answer'],
    ['wrong-service', 'wrong-service/not-http'],
    ['http-500', 'unhealthy/server-error'],
  ] as const)('%s: %s', async (fault, outcome) => {
    const { port } = await track(startRevocationList({ ...AT, authority, fault }));
    expect(told(await ask(port))).toBe(outcome);
  });

  test.each([
    ['breaks off is no other content', 'cut', 'wrong-service/closed-before-answer'],
    ['stops half way is no other content', 'held', 'silent'],
  ] as const)('that %s', async (_what, fate, outcome) => {
    const bytes = Buffer.from(await authority.revocationList());
    const port = await listenHttp((_request, response) => {
      response.writeHead(200, { 'Content-Length': bytes.length });
      response.write(bytes.subarray(0, 20), () => {
        if (fate === 'cut') response.socket?.resetAndDestroy();
      });
    });
    const rest = fate === 'held' ? { responseTimeoutMs: 300 } : {};
    expect(told(await ask(port, 'list', rest))).toBe(outcome);
  });

  test.each<[string, number, Record<string, string>, string]>([
    ['wrong-service/foreign-content', 200, {}, '<html>welcome</html>'],
    ['wrong-service/unexpected-status', 404, {}, 'not here'],
    ['wrong-service/proxy-authentication', 407, { 'Proxy-Authenticate': 'NTLM' }, ''],
    ['wrong-service/filter-page', 403, { 'X-Squid-Error': 'ERR_ACCESS_DENIED 0' }, ''],
    ['inconclusive/unexpected-status', 302, { Location: 'http://elsewhere/ca.crl' }, ''],
    ['unhealthy/server-error', 503, {}, ''],
  ])('%s by %d', async (outcome, status, headers, body) => {
    const { port } = await answering(status, headers, body);
    expect(told(await ask(port))).toBe(outcome);
  });
});

describe('a responder', () => {
  const MALFORMED = Buffer.from('30030a0101', 'hex');

  test('that says that nothing was asked is one', async () => {
    const { port, asked } = await answering(200, {}, MALFORMED);
    expect(told(await ask(port, 'responder'))).toBe('open');
    expect(asked).toEqual([`GET pki.fabrikam.com:${port} /ca.crl/MAA%3D`]);
  });

  test.each<[string, number, string]>([
    ['inconclusive/unexpected-status', 400, ''],
    ['inconclusive/unexpected-status', 200, '<html>welcome</html>'],
    ['unhealthy/server-error', 500, ''],
  ])('%s by %d', async (outcome, status, body) => {
    const { port } = await answering(status, {}, body);
    expect(told(await ask(port, 'responder'))).toBe(outcome);
  });
});

async function track(starting: Promise<Simulator>): Promise<Simulator> {
  const simulator = await starting;
  simulators.push(simulator);
  return simulator;
}
