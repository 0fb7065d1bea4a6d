import { describe, expect, test } from '@jest/globals';
import { EMPTY_SUMMARY, type Summary } from '../../src/judge/summary.ts';
import { compareAges } from '../../src/merge/age.ts';
import { type MergedRun, joinIndirect, mergedHead, mergedTail } from '../../src/merge/tail.ts';
import type { IndirectEntry, ReportHead } from '../../src/report/model/report.ts';
import { REPORTS, tell } from '../report/scenes.ts';

const scene = REPORTS['push-blocked'];
if (scene === undefined) throw new Error('the scene is missing');
const HEAD: ReportHead = tell(scene).head;
const TOOL = { name: 'ccm-preflight', version: '9.9.9' };

const run = (
  startedAt: string,
  finishedAt: string | null,
  more: Partial<MergedRun> = {},
): MergedRun => ({
  startedAt: `2024-05-01T${startedAt}Z`,
  finishedAt: finishedAt === null ? null : `2024-05-01T${finishedAt}Z`,
  ended: 'complete',
  indirect: [],
  ...more,
});

const seen = (host: string, port: number, outcome: IndirectEntry['outcome']): IndirectEntry => ({
  host,
  port,
  outcome,
  address: null,
  requirements: [],
});

describe('the age of a run', () => {
  test.each<[string, MergedRun, MergedRun]>([
    ['by its end', run('08:00:00', '09:00:00'), run('07:00:00', '10:00:00')],
    ['by its start where it was killed', run('08:00:00', null), run('07:00:00', '10:00:00')],
    [
      'by its start where both ended at once',
      run('07:00:00', '10:00:00'),
      run('08:00:00', '10:00:00'),
    ],
    ['as moments, not as texts', run('08:00:00', '09:00:00'), run('08:00:00', '09:00:00.5')],
  ])('%s', (_what, older, newer) => {
    expect(Math.sign(compareAges(older, newer))).toBe(-1);
    expect(Math.sign(compareAges(newer, older))).toBe(1);
  });
});

describe('of several runs', () => {
  const runs = [run('08:00:00', '09:00:00'), run('07:30:00', '09:30:00')];

  test('the whole begins with the first and ends with the last', () => {
    const head = mergedHead(HEAD, runs, TOOL);
    const counts = { superseded: 3, contradicted: 1 };
    const tail = mergedTail(head, runs, EMPTY_SUMMARY, counts, {
      merging: 'complete',
      strict: false,
      audit: false,
    });
    expect(head).toEqual({
      ...HEAD,
      tool: TOOL,
      run: { from: 'site-server', startedAt: '2024-05-01T07:30:00Z' },
    });
    expect(tail.run).toEqual({
      from: 'site-server',
      startedAt: '2024-05-01T07:30:00Z',
      finishedAt: '2024-05-01T09:30:00Z',
      complete: true,
    });
    expect(tail.summary).toMatchObject({ exitCode: 0, superseded: 3, contradicted: 1 });
  });

  const summary: Summary = {
    ...EMPTY_SUMMARY,
    clients: 2,
    readyClients: 1,
    noAnswer: 0,
    verdicts: { 'client-push': { unproven: 2 } },
    here: { 'client-push': { unproven: 1, works: 1 } },
  };

  test.each<[string, MergedRun['ended'], 'complete' | 'incomplete', boolean, boolean, number]>([
    ['all are complete', 'complete', 'complete', false, true, 0],
    ['all are complete, strictly', 'complete', 'complete', true, true, 3],
    ['one was stopped', 'stopped', 'complete', true, false, 130],
    ['the merge is interrupted', 'complete', 'incomplete', false, false, 130],
  ])('%s', (_what, ended, merging, strict, complete, exitCode) => {
    const some = [...runs, run('06:00:00', null, { ended })];
    const tail = mergedTail(
      HEAD,
      some,
      summary,
      { superseded: 0, contradicted: 0 },
      { merging, strict, audit: false },
    );
    expect([tail.run.complete, tail.summary.exitCode]).toEqual([complete, exitCode]);
  });

  test('of a server the newest stands, and every server is there', () => {
    const older = { indirect: [seen('mp01', 80, 'refused'), seen('mp01', 443, 'open')] };
    const newer = { indirect: [seen('dp01', 80, 'open'), seen('mp01', 80, 'filtered')] };
    expect(joinIndirect([older, newer])).toEqual([
      seen('mp01', 80, 'filtered'),
      seen('mp01', 443, 'open'),
      seen('dp01', 80, 'open'),
    ]);
  });
});
