import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareClient } from '../../src/diff/compare.ts';
import { tellSeen, tellChangedVerdicts } from '../../src/diff/told.ts';
import { EN } from '../../src/text/en/index.ts';
import { JA } from '../../src/text/ja/index.ts';
import { Kinds } from '../../src/diff/kinds.ts';
import type { ChangedClient, ClientDiff } from '../../src/diff/model.ts';
import type { ClientFacts } from '../../src/judge/facts.ts';
import { joinSides, joinedHead } from '../../src/merge/join.ts';
import type { Vantage } from '../../src/catalogue/vocabulary.ts';
import { type World, anyWorld, headOf, seenFrom } from '../merge/world.ts';
import { runs } from '../support/long.ts';

const CLIENT = 'pc001.contoso.com';
const ENDS = fc.constantFrom<Vantage>('site-server', 'client');

const NOT_COMPARED: ClientDiff = { client: CLIENT, change: 'not-compared' };

const joined = (world: World): ClientFacts =>
  joinSides(
    seenFrom('site-server', world, CLIENT),
    seenFrom('client', world, CLIENT),
    joinedHead(headOf(world, 'site-server')),
  );

function changed(diff: ClientDiff | null): ChangedClient {
  if (diff === null || !('methods' in diff)) throw new Error('a change is expected');
  return diff;
}

describe('a client', () => {
  test('that is as it was did not change', () => {
    fc.assert(
      fc.property(anyWorld, ENDS, (world, from) => {
        const head = headOf(world, from);
        const facts = seenFrom(from, world, CLIENT);
        expect(compareClient(facts, facts, { old: head, new: head })).toBeNull();
      }),
      { numRuns: runs(100) },
    );
  });

  test('that both ends have looked at now is compared over the end that had', () => {
    fc.assert(
      fc.property(anyWorld, ENDS, (world, from) => {
        const head = headOf(world, from);
        const whole = joinedHead(head);
        const facts = seenFrom(from, world, CLIENT);
        const heads = { old: head, new: whole };
        const diff = compareClient(facts, joined(world), heads);
        // Where that end opens no flow, nothing was looked at before.
        expect(diff ?? NOT_COMPARED).toEqual(NOT_COMPARED);
      }),
      { numRuns: runs(100) },
    );
  });

  test('of a run that was interrupted there is not compared', () => {
    const world: World = { site: {}, see: () => 'open' };
    const head = headOf(world, 'site-server');
    const facts = seenFrom('site-server', world, CLIENT);
    const diff = compareClient(facts, { ...facts, interrupted: true }, { old: head, new: head });
    expect(diff).toEqual({ client: CLIENT, change: 'not-compared' });
  });

  test('every method that changed has a change of what was looked at, or a warning', () => {
    fc.assert(
      fc.property(anyWorld, anyWorld, ENDS, (one, other, from) => {
        const world = { ...other, site: one.site };
        const head = headOf(one, from);
        const [before, after] = [seenFrom(from, one, CLIENT), seenFrom(from, world, CLIENT)];
        const diff = compareClient(before, after, { old: head, new: head });
        const verdicts = ({ methods }: ClientFacts): unknown =>
          methods.map(({ verdict }) => verdict);
        expect(
          diff !== null || fc.stringify(verdicts(before)) === fc.stringify(verdicts(after)),
        ).toBe(true);
        for (const { because, warnings } of diff === null ? [] : changed(diff).methods) {
          const why = [...because, ...warnings.appeared, ...warnings.gone];
          expect(why).not.toEqual([]);
        }
      }),
      { numRuns: runs(100) },
    );
  });
});

describe('a client whose SMB is blocked', () => {
  const open: World = {
    site: { roles: { managementPoints: ['mp01'] } },
    see: () => 'open',
  };
  const blocked: World = { ...open, see: ({ kind }) => (kind === 'smb' ? 'filtered' : 'open') };
  const refusing: World = { ...open, see: () => 'refused' };
  const off: World = { ...open, see: () => 'filtered' };
  const head = headOf(open, 'site-server');
  const diff = (before: World, after: World): ChangedClient =>
    changed(
      compareClient(
        seenFrom('site-server', before, CLIENT),
        seenFrom('site-server', after, CLIENT),
        { old: head, new: head },
      ),
    );

  test('is worse by the method that needs it', () => {
    expect(diff(open, blocked)).toMatchObject({
      change: 'worse',
      methods: [
        {
          method: 'client-push',
          verdict: { old: 'unproven', new: 'breaks' },
          because: ['client-push/smb'],
        },
      ],
      requirements: [{ id: 'client-push/smb', change: 'worse' }],
    });
  });

  test('and opened again is better', () => {
    expect(diff(blocked, open).change).toBe('better');
  });

  test('many of them are one kind, and those that are off another', () => {
    const kinds = new Kinds();
    for (let index = 0; index < 20; index += 1) {
      kinds.add({ ...diff(open, blocked), client: `pc${index}` });
      kinds.add({ ...diff(open, off), client: `off${index}` });
    }
    const found = kinds.of('worse', 'verdict');
    expect(found.map(({ named }) => [named.clients, named.names])).toEqual([
      [20, ['pc0', 'pc1', 'pc2']],
      [20, ['off0', 'off1', 'off2']],
    ]);
    expect(found.map(({ noAnswer }) => noAnswer)).toEqual([false, true]);
    expect(kinds.of('worse', 'seen')).toEqual([]);
  });

  test('and one that refused everything before, and says nothing now, is told as that', () => {
    const kinds = new Kinds();
    kinds.add(diff(refusing, off));
    const [kind] = kinds.of('other', 'seen');
    expect(kind).toMatchObject({ noAnswer: true, verdicts: [] });
    expect(kinds.of('other', 'verdict')).toEqual([]);
    expect(kinds.of('other', 'seen').map((each) => tellSeen(each, EN))).toEqual([
      [EN.diff.noAnswer],
    ]);
  });

  test('where nobody knows whether it answered before, it has not stopped', () => {
    const kinds = new Kinds();
    kinds.add({ ...diff(refusing, off), answered: { old: null, new: false } });
    expect(kinds.of('other', 'seen').map(({ noAnswer }) => noAnswer)).not.toContain(true);
  });

  test('and is off in both reports is as it was, in whatever way it says nothing', () => {
    const heads = { old: head, new: head };
    const unreachable: World = { ...open, see: () => 'unreachable' };
    const was = seenFrom('site-server', off, CLIENT);
    const is = seenFrom('site-server', unreachable, CLIENT);
    expect([was.answered, is.answered]).toEqual([false, false]);
    expect(compareClient(was, is, heads)).toBeNull();
    const nameless = seenFrom('site-server', { ...open, see: () => 'unresolved' }, CLIENT);
    expect(changed(compareClient(was, nameless, heads)).requirements).not.toEqual([]);
  });

  test('kinds are bounded, whatever a report says', () => {
    const kinds = new Kinds();
    const client = diff(open, blocked);
    const [requirement] = client.requirements;
    if (requirement === undefined) throw new Error('a requirement is expected');
    for (let index = 0; index < 2000; index += 1) {
      const unmetHosts = Array.from({ length: index }, (_none, host) => `h${host}`);
      const seen = { ...requirement.new, status: 'met', unmetHosts } as const;
      kinds.add({ ...client, requirements: [{ ...requirement, new: seen }] });
    }
    const found = kinds.of('worse', 'verdict');
    expect(found.length).toBeLessThan(300);
    expect(found.reduce((sum, { named }) => sum + named.clients, 0)).toBe(2000);
  });
});

test('a management point that all methods need is told once, with what became of each', () => {
  const works: World = { site: { roles: { managementPoints: ['mp01'] } }, see: () => 'open' };
  const noMp: World = { ...works, see: ({ kind }) => (kind === 'http' ? 'filtered' : 'open') };
  const neither: World = { ...works, see: ({ kind }) => (kind === 'icmp' ? 'open' : 'filtered') };
  const smbAlone: World = { ...works, see: ({ kind }) => (kind === 'smb' ? 'filtered' : 'open') };
  const heads = joinedHead(headOf(works, 'site-server'));
  const diff = (before: World, after: World): ChangedClient =>
    changed(compareClient(joined(before), joined(after), { old: heads, new: heads }));
  const kinds = new Kinds();
  kinds.add(diff(works, noMp));
  kinds.add(diff(works, noMp));
  kinds.add(diff(smbAlone, neither));
  const [kind, ...others] = kinds
    .of('worse', 'verdict')
    .filter(({ seen }) => seen.some(({ id }) => id.endsWith('/mp-http')));
  if (kind === undefined) throw new Error('a kind is expected');
  expect(others.map(({ named }) => named.clients)).toEqual([1]);
  expect(tellSeen(kind, EN)).toEqual(['management point HTTP: open → no answer']);
  expect(tellChangedVerdicts(kind, EN)).toEqual([
    'Group Policy, manual or logon script: unproven → breaks',
    'client push: works → breaks (2 clients)',
  ]);
  expect(tellChangedVerdicts(kind, JA)).toEqual([
    'グループ ポリシー、手動またはログオン スクリプト: 未確認 → 失敗する',
    'クライアント プッシュ インストール: 成功する → 失敗する (クライアント 2 台)',
  ]);
});
