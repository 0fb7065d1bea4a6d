import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { Deadline } from '../../../src/probe/deadline.ts';
import { exchange } from '../../../src/probe/http/exchange.ts';
import { HandshakeWatch } from '../../../src/probe/http/tls-records.ts';
import { secureContextOf, shakeHands } from '../../../src/probe/http/handshake.ts';
import { targetOf } from '../../../src/probe/http/target.ts';
import { Wire } from '../../../src/probe/http/wire.ts';
import { connectTcp } from '../../../src/probe/tcp.ts';
import { AMPLE_MS, check, closeAll, listenTcp } from './servers.ts';

/** A signal that has aborted tells nobody of it any more: who begins then must ask. */

let wire: Wire;
let deadline: Deadline;

beforeEach(async () => {
  const run = new AbortController();
  deadline = new Deadline(AMPLE_MS, run.signal);
  const port = await listenTcp(() => {});
  const { socket } = await connectTcp('127.0.0.1', port, deadline);
  wire = new Wire(socket);
  run.abort();
});
afterEach(() => deadline.dispose());
afterAll(closeAll);

const INTERRUPTED = { outcome: 'error', code: 'ABORT_ERR' } as const;

test('a request that begins after the end is over at once', async () => {
  const watch = { noteHead: () => {}, wantsCertificate: () => false };
  const carrier = { stream: wire, wire, lastError: () => null };
  const asked = exchange(carrier, targetOf(check(80), '127.0.0.1'), deadline, watch);
  await expect(asked).rejects.toMatchObject(INTERRUPTED);
  expect(wire.destroyed).toBe(true);
});

test('and so is a handshake', async () => {
  const context = secureContextOf({}, 'TLSv1.3');
  const result = await shakeHands(wire, new HandshakeWatch(), 'mp01', context, deadline);
  expect(result).toMatchObject({ state: 'failed', code: 'ABORT_ERR', failure: INTERRUPTED });
  expect(wire.destroyed).toBe(true);
});
