import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { IndependentCheck } from '../../src/probe/index.ts';
import { probe } from '../../src/probe/index.ts';

/** Accepts and resets: the reset is often here before connect() has told of its success. */
const server = net.createServer((socket) => socket.resetAndDestroy());
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
});

const context = {
  timeoutMs: 2000,
  signal: new AbortController().signal,
  now: Date.now,
  tls: {},
};

const WEB = {
  host: 'localhost',
  role: 'management-point',
  siteIssuedCertificate: 'unknown-issuer',
} as const;

test.each<[string, (port: number) => IndependentCheck, string]>([
  [
    'SMB',
    (at) => ({ kind: 'smb', host: 'localhost', port: at, identity: 'must-match' }),
    'wrong-service',
  ],
  ['RPC', (at) => ({ kind: 'rpc-endpoint-mapper', host: 'localhost', port: at }), 'wrong-service'],
  ['HTTP', (at) => ({ kind: 'http', port: at, tls: false, ...WEB }), 'wrong-service'],
  ['HTTPS', (at) => ({ kind: 'http', port: at, tls: true, ...WEB }), 'wrong-service'],
  ['client notification', (at) => ({ kind: 'tcp', host: 'localhost', port: at }), 'open'],
])('%s: accepted and reset is never a fault of this machine', async (_what, check, outcome) => {
  const seen = await Promise.all(
    Array.from({ length: 40 }, () => probe(check(port), '127.0.0.1', context)),
  );
  expect([...new Set(seen.map((observation) => observation.outcome))]).toEqual([outcome]);
  expect([...new Set(seen.map(({ reached }) => reached))]).toEqual(['connected']);
});
