import { afterEach, describe, expect, test } from '@jest/globals';
import { Deadline } from '../../src/probe/deadline.ts';
import { ByteStream, connectTcp } from '../../src/probe/tcp.ts';
import { closeListeners, startListener } from '../support/listeners.ts';

const NEVER = new AbortController().signal;
const AMPLE_MS = 60_000;

afterEach(closeListeners);

/** As a machine that is suspended, or has no time for this process. */
function standStill(forMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
}

const ended = (deadline: Deadline): Promise<string | null> =>
  new Promise((resolve) => {
    deadline.onEnd(() => resolve(deadline.reason));
  });

describe('an attempt ends', () => {
  test('with its time', async () => {
    const deadline = new Deadline(20, NEVER);
    expect(deadline.reason).toBeNull();
    expect(await ended(deadline)).toBe('deadline');
    expect(deadline.remainingMs()).toBe(0);
  });

  test('with the run, for everybody who waits', async () => {
    const run = new AbortController();
    const deadlines = [new Deadline(AMPLE_MS, run.signal), new Deadline(AMPLE_MS, run.signal)];
    const ends = Promise.all(deadlines.map(ended));
    run.abort();
    expect(await ends).toEqual(['interrupted', 'interrupted']);
  });

  test('at once where the run is over', () => {
    expect(new Deadline(AMPLE_MS, AbortSignal.abort()).reason).toBe('interrupted');
  });

  test('for nobody who has stopped listening, and never after it was disposed of', async () => {
    const told: string[] = [];
    const deadline = new Deadline(5, NEVER);
    const listener = (): void => void told.push('removed');
    deadline.onEnd(listener);
    deadline.offEnd(listener);
    const other = new Deadline(5, NEVER);
    other.onEnd(() => told.push('disposed'));
    other.dispose();
    await ended(deadline);
    expect([told, other.reason]).toEqual([[], null]);
  });
});

describe('a machine that stood still', () => {
  test('gets its time back, so that an answer that came meanwhile counts', async () => {
    const { port } = await startListener((socket) => socket.write('!'));
    const deadline = new Deadline(50, NEVER);
    const connecting = connectTcp('127.0.0.1', port, deadline);
    standStill(300);
    const { socket } = await connecting;
    const stream = new ByteStream(socket, deadline);
    expect((await stream.read(1)).toString()).toBe('!');
    stream.close();
    deadline.dispose();
  });

  test('does not wait for ever', async () => {
    const deadline = new Deadline(60, NEVER);
    const end = ended(deadline);
    standStill(200);
    const standing = setInterval(() => standStill(120), 0);
    expect(await end).toBe('deadline');
    clearInterval(standing);
  });
});
