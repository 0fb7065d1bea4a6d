import { afterEach, describe, expect, test } from '@jest/globals';
import { Deadline, answerTime, attemptTime } from '../../src/probe/deadline.ts';
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
    const stream = new ByteStream(await connecting, deadline);
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

describe('an answer may take', () => {
  test.each([
    [3000, 20, 3000, 'whole'],
    [3000, 1600, 9600, 'whole'],
    [500, 300, 1800, 'whole'],
    [3000, 2500, 15_000, 'whole'],
    [3000, 2600, 15_000, 'cut'],
  ])('with a timeout of %i ms and a round trip of %i ms: %i ms, %s', (timeout, rtt, ms, bound) => {
    expect(answerTime(timeout, rtt)).toEqual({ ms, bound });
    expect(attemptTime(timeout)).toBeGreaterThanOrEqual(timeout + ms);
  });
});

describe('a phase of an attempt', () => {
  test('has a time of its own, and leaves the attempt', async () => {
    const whole = new Deadline(AMPLE_MS, NEVER);
    const phase = whole.phase(5);
    expect(await ended(phase)).toBe('deadline');
    expect(whole.reason).toBeNull();
    whole.dispose();
  });

  test('ends with the attempt, for the same reason', async () => {
    const whole = new Deadline(5, NEVER);
    expect(await ended(whole.phase(AMPLE_MS))).toBe('deadline');
    expect(whole.phase(AMPLE_MS).reason).toBe('deadline');
    const run = new AbortController();
    const other = new Deadline(AMPLE_MS, run.signal);
    const phase = ended(other.phase(AMPLE_MS));
    run.abort();
    expect(await phase).toBe('interrupted');
  });

  test('can be called off', async () => {
    const whole = new Deadline(AMPLE_MS, NEVER);
    const phase = whole.phase(AMPLE_MS);
    const end = ended(phase);
    phase.callOff();
    expect([await end, whole.reason]).toEqual(['called-off', null]);
    whole.dispose();
  });
});

describe('what is read from a connection', () => {
  async function streamTo(rttMs: number): Promise<{ stream: ByteStream; whole: Deadline }> {
    const { port } = await startListener(() => {});
    const whole = new Deadline(AMPLE_MS, NEVER, undefined, 20);
    const { socket } = await connectTcp('127.0.0.1', port, new Deadline(AMPLE_MS, NEVER));
    return { stream: new ByteStream({ socket, rttMs }, whole), whole };
  }

  test('and does not come is silence', async () => {
    const { stream, whole } = await streamTo(1);
    await expect(stream.read(1)).rejects.toMatchObject({ outcome: 'silent', code: 'ETIMEDOUT' });
    stream.close();
    whole.dispose();
  });

  test('and had no six round trips is unknown', async () => {
    const { stream, whole } = await streamTo(19);
    stream.write(Buffer.of(1));
    await expect(stream.read(1)).rejects.toMatchObject({
      outcome: 'inconclusive',
      why: 'slow-path',
    });
    stream.close();
    whole.dispose();
  });
});
