import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type IndependentCheck, probe } from '../../src/probe/index.ts';
import { type Listener, startListener } from '../support/listeners.ts';

/** Accepts and resets: the reset is often here before connect() has told of its success. */
let listener: Listener;

beforeAll(async () => {
  listener = await startListener((socket) => socket.resetAndDestroy());
});
afterAll(() => listener.close());

const context = {
  timeoutMs: 2000,
  signal: new AbortController().signal,
  now: Date.now,
  tls: {},
};

const WEB = {
  host: 'localhost',
  role: 'management-point',
  product: 'current-branch',
  serves: 'service',
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
    Array.from({ length: 40 }, () => probe(check(listener.port), '127.0.0.1', context)),
  );
  expect([...new Set(seen.map((observation) => observation.outcome))]).toEqual([outcome]);
  expect([...new Set(seen.map(({ reached }) => reached))]).toEqual(['connected']);
});
