import { describe, expect, test } from '@jest/globals';
import { type Attempted, attempt } from '../../src/engine/attempts.ts';
import type { Cause, Observation, Outcome } from '../../src/probe/observation.ts';
import { observed } from '../support/observations.ts';

const EVIDENCE = { kind: 'none' } as const;

const error = (code: string): Observation => ({
  outcome: 'error',
  code,
  reached: 'resolved',
  rttMs: null,
  evidence: EVIDENCE,
});
const unreachable = (code: string): Observation => ({
  outcome: 'unreachable',
  code,
  reached: 'resolved',
  rttMs: null,
  evidence: EVIDENCE,
});
const inconclusive = (cause: Cause): Observation => ({
  outcome: 'inconclusive',
  cause,
  reached: 'resolved',
  rttMs: null,
  evidence: EVIDENCE,
});

/** The port was reached, and what came then was cut. */
const CUT: Observation = { ...inconclusive('session-cut'), reached: 'service' };

const wrongService = (cause: Cause): Observation => ({
  outcome: 'wrong-service',
  cause,
  reached: 'connected',
  rttMs: 1,
  evidence: EVIDENCE,
});

interface Tried extends Attempted {
  readonly sent: number;
}

/** Sends answers one after the other, the last of them again and again. */
async function tryAll(
  answers: readonly (Outcome | Observation)[],
  retries: number,
  interruptAfter = Infinity,
): Promise<Tried> {
  const controller = new AbortController();
  let sent = 0;
  const attempted = await attempt(
    () => {
      const answer = answers[Math.min(sent, answers.length - 1)] ?? 'open';
      sent += 1;
      if (sent >= interruptAfter) controller.abort();
      return Promise.resolve(typeof answer === 'string' ? observed(answer) : answer);
    },
    retries,
    controller.signal,
  );
  return { ...attempted, sent };
}

describe('what got no answer is tried again', () => {
  test.each<[string, readonly (Outcome | Observation)[], number, Outcome, number]>([
    ['an answer ends it', ['open'], 3, 'open', 1],
    ['a lost ping', ['filtered', 'open'], 1, 'open', 2],
    ['never again', ['filtered', 'open'], 0, 'filtered', 1],
    ['as often as said', ['filtered'], 3, 'filtered', 4],
    ['a server that was slow', ['silent', 'open'], 1, 'open', 2],
    ['another answer', ['silent', 'refused'], 2, 'refused', 2],
    ['UDP may be lost', [inconclusive('no-answer-udp'), 'open'], 1, 'open', 2],
    ['dynamic ports that were silent', [inconclusive('silent-per-service'), 'open'], 1, 'open', 2],
    ['a ping program that had no turn', [error('PING_FAILED'), 'filtered'], 1, 'filtered', 2],
    ['an echo request that had no turn', [error('ECHO_LATE'), 'filtered'], 1, 'filtered', 2],
    ['none the second time', ['filtered', error('PING_FAILED')], 1, 'filtered', 2],
    ['no connection the second time', [CUT, 'filtered'], 1, 'inconclusive', 2],
    ['no answer the second time', [CUT, 'silent'], 1, 'inconclusive', 2],
    ['an open port that was lost', ['filtered', CUT], 1, 'inconclusive', 2],
    ['one of several servers resets', [wrongService('reset-before-answer'), 'open'], 1, 'open', 2],
    ['one of several closes', [wrongService('closed-before-answer'), 'open'], 1, 'open', 2],
    ['all of them', [wrongService('closed-before-answer')], 1, 'wrong-service', 2],
    [
      'silence of another',
      [wrongService('reset-before-answer'), 'filtered'],
      1,
      'wrong-service',
      2,
    ],
    ['another service is an answer', [wrongService('not-http'), 'open'], 1, 'wrong-service', 1],
    ['what blocks a method is one', [wrongService('verb-blocked'), 'open'], 1, 'wrong-service', 1],
    ['a host that wakes up', ['unreachable', 'open'], 1, 'open', 2],
    ['a host that is off', ['unreachable'], 1, 'unreachable', 2],
    ['a router that tells it once', ['unreachable', 'filtered'], 1, 'unreachable', 2],
    ['a router that tells it late', ['filtered', 'unreachable'], 1, 'unreachable', 2],
    ['no route is an answer', [unreachable('ENETUNREACH'), 'open'], 1, 'unreachable', 1],
    ['a prohibition is one', [unreachable('EACCES'), 'open'], 1, 'unreachable', 1],
    ['none at all', [error('PING_FAILED')], 1, 'error', 2],
    ['no mapper is no silence', [inconclusive('mapper-not-open'), 'open'], 1, 'inconclusive', 1],
    ['no common TLS is no silence', [inconclusive('no-common-tls'), 'open'], 1, 'inconclusive', 1],
  ])('%s', async (_what, answers, retries, outcome, attempts) => {
    const tried = await tryAll(answers, retries);
    expect([tried.observation.outcome, tried.attempts, tried.sent]).toEqual([
      outcome,
      attempts,
      attempts,
    ]);
  });

  test.each<Outcome>(['open', 'refused', 'unresolved', 'wrong-host', 'unhealthy', 'error'])(
    '%s is an answer',
    async (outcome) => {
      expect((await tryAll([outcome, 'open'], 3)).attempts).toBe(1);
    },
  );
});

describe('a shortage of this machine', () => {
  test.each(['EMFILE', 'ENOBUFS', 'EADDRNOTAVAIL', 'EAGAIN'])('%s is waited out', async (code) => {
    const tried = await tryAll([error(code), 'open'], 0);
    expect([tried.observation.outcome, tried.attempts, tried.sent]).toEqual(['open', 1, 2]);
  });

  test('does not use up the retries', async () => {
    const tried = await tryAll([error('EMFILE'), 'filtered', error('EMFILE'), 'open'], 1);
    expect([tried.observation.outcome, tried.attempts, tried.sent]).toEqual(['open', 2, 4]);
  });

  test('any other failure is told at once', async () => {
    expect(await tryAll([error('EPERM'), 'open'], 3)).toMatchObject({ sent: 1, attempts: 1 });
  });
});

describe('an interrupt', () => {
  test('ends the retries', async () => {
    const tried = await tryAll(['filtered'], 9, 2);
    expect([tried.observation.outcome, tried.sent]).toEqual(['filtered', 2]);
  });

  test('takes nothing back from what was seen before', async () => {
    const tried = await tryAll(['filtered', error('ABORT_ERR')], 9, 2);
    expect([tried.observation.outcome, tried.sent]).toEqual(['filtered', 2]);
  });

  test('at the first attempt is all that is known', async () => {
    const tried = await tryAll([error('ABORT_ERR')], 9, 1);
    expect(tried).toMatchObject({ sent: 1, observation: { outcome: 'error', code: 'ABORT_ERR' } });
  });

  test('ends the wait for a shortage to pass', async () => {
    expect(await tryAll([error('EMFILE')], 0, 1)).toMatchObject({ sent: 1 });
  });
});
