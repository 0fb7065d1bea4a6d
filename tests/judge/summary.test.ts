import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../src/judge/facts.ts';
import { EMPTY_SUMMARY, type Summary, addToSummary, exitCodeOf } from '../../src/judge/summary.ts';
import { EXIT_CODES, type ExitCode } from '../../src/judge/exit-codes.ts';
import type { ReadinessRun } from '../../src/judge/readiness.ts';
import type { Verdict } from '../../src/judge/vocabulary.ts';
import { judge } from '../support/observations.ts';

const RUN: ReadinessRun = { site: { product: 'cm2007' }, catalogue: {} };
const SITE = { roles: { managementPoints: ['mp01'] } };

test('counts verdicts and clients that did not answer', () => {
  const open = judge({ site: SITE, from: 'site-server' }).client;
  const gone = judge({ site: SITE, from: 'site-server', see: () => 'filtered' }).client;
  const summary = [open, gone, gone]
    .map(factsOf)
    .reduce((sum, each) => addToSummary(sum, each, RUN), EMPTY_SUMMARY);
  expect(summary).toMatchObject({
    clients: 3,
    noAnswer: 2,
    verdicts: {
      'client-push': { unproven: 1, breaks: 2 },
      manual: { unproven: 3 },
      'software-distribution': { 'not-applicable': 3 },
    },
    here: { 'client-push': { works: 1, breaks: 2 }, manual: { 'not-applicable': 3 } },
    readyClients: 1,
    ready: { 'client-push': 1 },
    doubtful: {},
    unchecked: 0,
  });
});

describe('the exit code', () => {
  test("each is the contract's", () => {
    expect(EXIT_CODES).toEqual({
      ok: 0,
      breaks: 1,
      usage: 2,
      unproven: 3,
      failed: 4,
      interrupted: 130,
    });
  });

  const summary = (verdict: Verdict, here: Verdict): Summary => ({
    ...EMPTY_SUMMARY,
    clients: 1,
    readyClients: here === 'works' || here === 'degraded' ? 1 : 0,
    verdicts: { manual: { [verdict]: 1 } },
    here: { manual: { [here]: 1 } },
  });

  test.each<[Verdict, Verdict, boolean, boolean, ExitCode]>([
    ['works', 'works', true, false, 0],
    ['degraded', 'degraded', true, true, 0],
    ['unproven', 'unproven', true, false, 3],
    ['unproven', 'unproven', true, true, 3],
    ['unproven', 'works', true, true, 0],
    ['unproven', 'not-applicable', true, true, 3],
    ['breaks', 'breaks', true, false, 1],
    ['breaks', 'breaks', true, true, 1],
    ['works', 'works', false, false, 130],
    ['breaks', 'breaks', false, true, 130],
  ])('%s, here %s, complete %s, strict %s: %d', (verdict, here, complete, strict, code) => {
    expect(exitCodeOf(summary(verdict, here), { complete, strict, audit: false })).toBe(code);
  });

  test('of several methods, a broken one outranks an unproven one', () => {
    const both: Summary = {
      ...EMPTY_SUMMARY,
      clients: 2,
      verdicts: { manual: { unproven: 1 }, 'group-policy': { breaks: 1 } },
      here: { manual: { unproven: 1 }, 'group-policy': { breaks: 1 } },
    };
    expect(exitCodeOf(both, { complete: true, strict: true, audit: false })).toBe(1);
  });

  test.each<[number, number, ExitCode]>([
    [100, 9, 0],
    [100, 10, 3],
    [9, 1, 3],
    [11, 1, 0],
  ])('of %d clients %d could not be looked at: %d', (clients, unchecked, code) => {
    const many: Summary = { ...EMPTY_SUMMARY, clients, unchecked, readyClients: 1 };
    expect(exitCodeOf(many, { complete: true, strict: false, audit: false })).toBe(code);
  });

  test('nothing looked at breaks nothing', () => {
    expect(exitCodeOf(EMPTY_SUMMARY, { complete: true, strict: true, audit: false })).toBe(0);
  });
});
