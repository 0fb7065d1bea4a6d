import type net from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Deadline } from '../../src/probe/deadline.ts';
import { probe } from '../../src/probe/index.ts';
import { ByteStream, connectTcp, hangUp, streamFailure } from '../../src/probe/tcp.ts';
import { closeListeners, startListener } from '../support/listeners.ts';
import { closedPort } from '../support/ports.ts';

const AMPLE_MS = 20_000;

let run: AbortController;
let deadline: Deadline;

beforeEach(() => {
  run = new AbortController();
  deadline = new Deadline(AMPLE_MS, run.signal);
});
afterEach(async () => {
  deadline.dispose();
  await closeListeners();
});

async function connected(serve?: (socket: net.Socket) => void): Promise<net.Socket> {
  const { port } = await startListener(serve);
  return (await connectTcp('127.0.0.1', port, deadline)).socket;
}

describe('a byte stream', () => {
  test('holds back a server that sends much, and loses nothing of it', async () => {
    const sent = Buffer.alloc(6 * 1_048_576);
    for (let at = 0; at < sent.length; at += 4) sent.writeUInt32LE(at, at);
    const socket = await connected((peer) => peer.end(sent));
    let pauses = 0;
    socket.on('pause', () => {
      pauses += 1;
    });
    const stream = new ByteStream({ socket, rttMs: 1 }, deadline);
    // Reads are slower than what comes: it piles up to the bound.
    await new Promise((resolve) => {
      socket.once('pause', resolve);
    });
    const parts: Buffer[] = [];
    for (let at = 0; at < sent.length; at += 65_536) parts.push(await stream.read(65_536));
    expect(Buffer.concat(parts).equals(sent)).toBe(true);
    expect(pauses).toBeGreaterThan(0);
    await expect(stream.read(1)).rejects.toMatchObject({ why: 'closed-before-answer' });
    stream.close();
  });

  test('that begins after the end of the run reads nothing', async () => {
    const socket = await connected();
    run.abort();
    const stream = new ByteStream({ socket, rttMs: 1 }, deadline);
    await expect(stream.read(1)).rejects.toMatchObject({ outcome: 'error', code: 'ABORT_ERR' });
    stream.close();
  });
});

test.each([
  ['ECONNRESET', { outcome: 'wrong-service', why: 'reset-before-answer' }],
  ['EPIPE', { outcome: 'wrong-service', why: 'reset-before-answer' }],
  ['ECONNABORTED', { outcome: 'wrong-service', why: 'reset-before-answer' }],
  ['ETIMEDOUT', { outcome: 'silent', code: 'ETIMEDOUT' }],
  ['EHOSTUNREACH', { outcome: 'unreachable', code: 'EHOSTUNREACH' }],
  ['ENETUNREACH', { outcome: 'unreachable', code: 'ENETUNREACH' }],
  ['ENOBUFS', { outcome: 'error', code: 'ENOBUFS' }],
])('%s of an accepted connection', (code, failure) => {
  expect(streamFailure(code)).toMatchObject(failure);
});

describe('a port that only has to accept', () => {
  const accepts = (port: number, signal = run.signal) =>
    probe({ kind: 'tcp', host: 'mp01', port }, '127.0.0.1', {
      timeoutMs: AMPLE_MS,
      signal,
      now: Date.now,
      tls: {},
    });

  test('is open, whatever it says', async () => {
    const { port } = await startListener((socket) => socket.write('220 ready'));
    expect(await accepts(port)).toEqual({
      outcome: 'open',
      reached: 'connected',
      rttMs: expect.any(Number),
      evidence: { kind: 'none' },
    });
  });

  test('and is closed is refused', async () => {
    expect(await accepts(await closedPort())).toMatchObject({
      outcome: 'refused',
      code: 'ECONNREFUSED',
      reached: 'resolved',
    });
  });

  test('says nothing where the run is over', async () => {
    const { port, count } = await startListener();
    expect(await accepts(port, AbortSignal.abort())).toMatchObject({
      outcome: 'error',
      code: 'ABORT_ERR',
      reached: 'resolved',
    });
    expect(count()).toBe(0);
  });
});

test('a connection that the other end closed first is closed here too', async () => {
  const socket = await connected((peer) => peer.end('!'));
  socket.resume();
  await new Promise((resolve) => {
    socket.once('end', resolve);
  });
  const closed = new Promise((resolve) => {
    socket.once('close', resolve);
  });
  hangUp(socket);
  await closed;
  expect(socket.destroyed).toBe(true);
});
