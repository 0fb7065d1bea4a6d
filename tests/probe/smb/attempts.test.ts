import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Deadline, answerTime } from '../../../src/probe/deadline.ts';
import { AnswerFailure, NetworkFailure } from '../../../src/probe/failure.ts';
import { branchOf, firstSuccess, secondAfter } from '../../../src/probe/smb/attempts.ts';

const closed = new AnswerFailure('wrong-service', 'closed-before-answer');
const reset = new AnswerFailure('wrong-service', 'reset-before-answer');
const foreign = new AnswerFailure('wrong-service', 'not-smb');
const refusal = new AnswerFailure('unhealthy', 'negotiate-refused');
const slow = new AnswerFailure('inconclusive', 'slow-path');
const silent = new NetworkFailure('silent', 'ETIMEDOUT');
const notConnected = new NetworkFailure('refused', 'ECONNREFUSED');
const filtered = new NetworkFailure('filtered', 'ETIMEDOUT');
const shortage = new NetworkFailure('error', 'EMFILE');
const fault = new TypeError('a fault of ours');

const PATIENT_MS = 60_000;
const never = new Promise<string>(() => {});

/** Rejects after the patience of zero has passed, so that both attempts run. */
async function laterFailing(failure: Error): Promise<string> {
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  throw failure;
}

test('the second attempt starts early enough for its three round trips', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), fc.nat(1000), (ms, share) => {
      const rttMs = (ms * share) / 1000;
      const end = answerTime(ms, rttMs).ms;
      // A millisecond for what is rounded.
      expect(secondAfter(ms, rttMs) + 3 * rttMs).toBeLessThanOrEqual(end + 1);
    }),
  );
  expect(secondAfter(3000, 2)).toBe(1500);
});

describe('one attempt', () => {
  test('a success needs no second', async () => {
    const second = (): Promise<string> => Promise.reject(new Error('started'));
    expect(await firstSuccess(Promise.resolve('first'), second, PATIENT_MS)).toBe('first');
  });

  test.each([foreign, shortage, silent, fault])('%s needs no second', async (failure) => {
    const second = (): Promise<string> => Promise.resolve('second');
    await expect(firstSuccess(Promise.reject(failure), second, PATIENT_MS)).rejects.toBe(failure);
  });
});

describe('two attempts', () => {
  test.each([closed, reset, refusal])('%s is mended by the second', async (failure) => {
    const second = (): Promise<string> => Promise.resolve('second');
    expect(await firstSuccess(Promise.reject(failure), second, PATIENT_MS)).toBe('second');
  });

  test('the second wins while the first waits', async () => {
    expect(await firstSuccess(never, () => Promise.resolve('second'), 0)).toBe('second');
  });

  test.each([closed, silent, notConnected, shortage])(
    'the first wins although the second ends with %s',
    async (failure) => {
      let succeed = (): void => {};
      const first = new Promise<string>((resolve) => {
        succeed = () => resolve('first');
      });
      const second = (): Promise<string> => {
        setImmediate(succeed);
        return Promise.reject(failure);
      };
      expect(await firstSuccess(first, second, 0)).toBe('first');
    },
  );

  test.each([foreign, fault])('the second ends both with %s', async (failure) => {
    await expect(firstSuccess(never, () => Promise.reject(failure), 0)).rejects.toBe(failure);
  });

  test('the first ends both with foreign bytes', async () => {
    await expect(firstSuccess(laterFailing(foreign), () => never, 0)).rejects.toBe(foreign);
  });

  test.each([
    [closed, reset, closed],
    [closed, silent, silent],
    [closed, slow, slow],
    [slow, silent, slow],
    [slow, filtered, slow],
    [slow, refusal, refusal],
    [slow, shortage, shortage],
    [closed, notConnected, closed],
    [closed, filtered, closed],
    [closed, shortage, shortage],
    [closed, refusal, refusal],
    [refusal, closed, refusal],
    [refusal, silent, refusal],
    [refusal, shortage, shortage],
    [silent, closed, silent],
    [silent, notConnected, silent],
    [silent, refusal, refusal],
    [silent, filtered, silent],
  ])('%s and %s: %s', async (first, second, expected) => {
    const both = firstSuccess(laterFailing(first), () => Promise.reject(second), 0);
    await expect(both).rejects.toBe(expected);
  });
});

describe('a branch of a deadline', () => {
  test('ends when it is cancelled, and leaves its parent', () => {
    const parent = new Deadline(PATIENT_MS, new AbortController().signal);
    const branch = branchOf(parent);
    const { deadline } = branch;
    branch.cancel();
    expect([deadline.reason, parent.reason]).toEqual(['called-off', null]);
    parent.dispose();
  });

  test('that was cancelled before it began has ended', () => {
    const parent = new Deadline(PATIENT_MS, new AbortController().signal);
    const branch = branchOf(parent);
    branch.cancel();
    expect([branch.deadline.reason, parent.reason]).toEqual(['called-off', null]);
    parent.dispose();
  });

  test('ends with an interrupted run', () => {
    const run = new AbortController();
    const parent = new Deadline(PATIENT_MS, run.signal);
    const { deadline } = branchOf(parent);
    run.abort();
    expect(deadline.reason).toBe('interrupted');
  });

  test('ends with its parent, as a deadline', async () => {
    const { deadline } = branchOf(new Deadline(20, new AbortController().signal));
    await new Promise<void>((resolve) => {
      deadline.onEnd(resolve);
    });
    expect(deadline.reason).toBe('deadline');
  });

  test('of a run that is interrupted already', () => {
    expect(branchOf(new Deadline(PATIENT_MS, AbortSignal.abort())).deadline.reason).toBe(
      'interrupted',
    );
  });
});
