import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditOf, breaksAsExpected } from '../../src/judge/audit.ts';
import type { AuditDoubt, AuditResult, AuditedFlow } from '../../src/judge/audit.ts';
import { factsOf, interruptedFacts } from '../../src/judge/facts.ts';
import { judgeSaved } from '../../src/judge/saved.ts';
import { EMPTY_SUMMARY, addToSummary, exitCodeOf } from '../../src/judge/summary.ts';
import type { Cause, Evidence, Observation, Outcome } from '../../src/probe/observation.ts';
import { OBSERVED_OUTCOMES } from '../../src/judge/vocabulary.ts';
import { buildHead } from '../../src/report/model/build.ts';
import type { ReportHead } from '../../src/report/model/report.ts';
import { EN } from '../../src/text/en/index.ts';
import {
  type Judged,
  type Scene,
  type See,
  type Sight,
  httpEvidence,
  judge,
  observed,
  smbEvidence,
} from '../support/observations.ts';

const SITE = {
  product: 'cm2007',
  roles: { managementPoints: ['mp01.contoso.com'] },
  install: {
    manual: { runFrom: String.raw`\\files01\ccm` },
    groupPolicy: { package: 'local' },
  },
} as const;

const NOTHING: Evidence = { kind: 'none' };

function seen(
  outcome: 'unhealthy' | 'inconclusive',
  cause: Cause,
  evidence: Evidence,
): Observation {
  return { outcome, cause, reached: 'protocol', rttMs: 1, evidence };
}

function headOf({ plan }: Judged, from: Scene['from']): ReportHead {
  const tool = { name: 'ccm-preflight', version: '1.0.0' };
  return buildHead(plan, from, '2024-05-01T12:00:00.000Z', tool, EN);
}

/** What is found of a scene whose site expects these flows to be closed. */
function audit(
  closed: readonly string[],
  scene: Omit<Scene, 'site'>,
  site: Scene['site'] = SITE,
): readonly AuditedFlow[] {
  const expected = Object.fromEntries(closed.map((name) => [name, 'closed']));
  const judged = judge({ ...scene, site: { ...site, expect: expected } });
  return auditOf(factsOf(judged.client), headOf(judged, scene.from));
}

function found(flows: readonly AuditedFlow[]): readonly string[] {
  return flows.map((each) =>
    [each.flow, each.found, ...(each.doubt === null ? [] : [each.doubt])].join(' '),
  );
}

const but =
  (kind: string, sight: Sight): See =>
  (check) =>
    check.kind === kind ? sight : 'open';

describe('what the site server finds of SMB that is expected to be closed', () => {
  test.each<[string, Sight, AuditResult, AuditDoubt | null]>([
    ['it answers', 'open', 'open', null],
    ['no answer, while a ping is answered', 'filtered', 'closed', null],
    ['the network says no, while a ping is answered', 'unreachable', 'closed', null],
    ['a refusal', 'refused', 'unproven', 'refused'],
    ['accepted, and nothing said', 'silent', 'unproven', 'answered-by-whom'],
    ['something else answers', 'wrong-service', 'unproven', 'answered-by-whom'],
    ['another computer', 'wrong-host', 'unproven', 'other-computer'],
    ['no address', 'unresolved', 'unproven', 'no-address'],
    ['this machine failed', 'error', 'unproven', 'could-not-look'],
    ['it can not be told', 'inconclusive', 'unproven', 'not-told'],
    ['SMB itself refuses', seen('unhealthy', 'negotiate-refused', NOTHING), 'open', null],
    ['a filter ends sessions', seen('inconclusive', 'session-cut', smbEvidence()), 'open', null],
  ])('%s', (_what, sight, result, doubt) => {
    const [smb, ...others] = audit(['smb'], { from: 'site-server', see: but('smb', sight) });
    expect(others).toEqual([]);
    expect(smb).toMatchObject({ flow: 'smb', found: result, doubt });
    expect(smb?.requirements).toEqual(['client-push/smb']);
  });

  test('where nothing at all answers it may be off', () => {
    expect(found(audit(['smb', 'icmp'], { from: 'site-server', see: () => 'filtered' }))).toEqual([
      'icmp unproven may-be-off',
      'smb unproven may-be-off',
    ]);
  });

  test('a refusal of another port is no sign of life: a firewall may have sent it', () => {
    const see: See = ({ kind }) => (kind === 'smb' ? 'filtered' : 'refused');
    expect(found(audit(['smb'], { from: 'site-server', see }))).toEqual([
      'smb unproven may-be-off',
    ]);
  });

  test('an address that answers nothing is not closed by another one that answers', () => {
    const at = (
      address: string,
      outcome: Outcome,
    ): { address: string; observation: Observation } => ({
      address,
      observation: observed(outcome),
    });
    const see: See = ({ kind }) =>
      kind === 'smb'
        ? [at('10.0.0.7', 'filtered'), at('10.0.0.8', 'filtered')]
        : [at('10.0.0.7', 'open'), at('10.0.0.8', 'filtered')];
    expect(found(audit(['smb'], { from: 'site-server', see }))).toEqual([
      'smb unproven may-be-off',
    ]);
  });

  test('one open address of several is a finding, and names itself alone', () => {
    const see: See = ({ kind }) =>
      kind === 'smb'
        ? [
            { address: '10.0.0.7', observation: observed('filtered') },
            { address: '10.0.0.8', observation: observed('open') },
          ]
        : 'open';
    const [smb] = audit(['smb'], { from: 'site-server', see });
    expect(smb?.found).toBe('open');
    expect(smb?.endpoints.map(({ address }) => address)).toEqual(['10.0.0.8']);
  });

  test('what another computer at the name answers is not the client, open or not', () => {
    const see: See = ({ kind }) => (kind === 'smb' ? 'wrong-host' : 'open');
    const closed = ['icmp', 'smb', 'rpc-endpoint-mapper'];
    expect(found(audit(closed, { from: 'site-server', see }))).toEqual([
      'icmp unproven other-computer',
      'smb unproven other-computer',
      'rpc-endpoint-mapper unproven other-computer',
    ]);
  });

  test('dynamic ports behind a closed endpoint mapper are not proven', () => {
    const see: See = ({ kind }) =>
      kind === 'rpc-endpoint-mapper'
        ? 'filtered'
        : kind === 'rpc-dynamic'
          ? seen('inconclusive', 'mapper-not-open', NOTHING)
          : 'open';
    const closed = ['rpc-endpoint-mapper', 'rpc-dynamic'];
    expect(found(audit(closed, { from: 'site-server', see }))).toEqual([
      'rpc-endpoint-mapper closed',
      'rpc-dynamic unproven not-told',
    ]);
  });

  test('an answer of another day, joined with the silence of this one, closes nothing', () => {
    const judged = judge({
      site: { ...SITE, expect: { smb: 'closed' } },
      from: 'site-server',
      see: but('smb', 'filtered'),
    });
    const facts = factsOf(judged.client);
    const head = headOf(judged, 'site-server');
    expect(found(auditOf(facts, head))).toEqual(['smb closed']);
    expect(found(auditOf({ ...facts, answered: false }, head))).toEqual([
      'smb unproven may-be-off',
    ]);
  });

  test('a run that was stopped proves what is open, and nothing else', () => {
    const proven = (sight: Sight): readonly string[] => {
      const judged = judge({
        site: { ...SITE, expect: { smb: 'closed' } },
        from: 'site-server',
        see: but('smb', sight),
      });
      const stopped = interruptedFacts(factsOf(judged.client));
      return found(auditOf(stopped, headOf(judged, 'site-server')));
    };
    expect(proven('filtered')).toEqual(['smb unproven interrupted']);
    expect(proven('open')).toEqual(['smb open']);
  });
});

describe('what a client finds', () => {
  test('a flow of several methods is one finding, and one of them may be named alone', () => {
    const all = audit(['mp-http'], { from: 'client' });
    expect(all.map(({ requirements }) => requirements)).toEqual([
      ['client-push/mp-http', 'group-policy/mp-http', 'manual/mp-http'],
    ]);
    expect(all[0]?.endpoints).toHaveLength(1);
    const [one] = audit(['manual/mp-http'], { from: 'client' });
    expect(one?.requirements).toEqual(['manual/mp-http']);
  });

  test.each<[string, Observation, string]>([
    [
      'IIS refuses',
      seen('unhealthy', 'forbidden', httpEvidence({ status: 403, iis: 'headers' })),
      'mp-http open',
    ],
    [
      'a failure that may be anybody’s',
      seen('unhealthy', 'server-error', httpEvidence({ status: 503, iis: 'none' })),
      'mp-http unproven answered-by-whom',
    ],
    [
      'a filter’s page that bears signs of IIS',
      seen(
        'unhealthy',
        'server-error',
        httpEvidence({ status: 503, iis: 'page', filter: 'squid' }),
      ),
      'mp-http unproven answered-by-whom',
    ],
  ])('%s', (_what, sight, told) => {
    expect(found(audit(['mp-http'], { from: 'client', see: () => sight }))).toEqual([told]);
  });

  test('what the other end opens is looked at there', () => {
    expect(found(audit(['smb', 'mp-http'], { from: 'client' }))).toEqual([
      'smb not-checked',
      'mp-http open',
    ]);
  });

  test('a server that is not named is not proven', () => {
    const site = { product: 'cm2007', install: { manual: { runFrom: 'local' } } } as const;
    expect(found(audit(['mp-http'], { from: 'client' }, site))).toEqual([
      'mp-http unproven not-named',
    ]);
  });

  test('another web site at the first port of an update point is not the update point', () => {
    const site = {
      product: 'cm2007',
      communication: 'native',
      roles: { softwareUpdatePoints: ['sup01.contoso.com'] },
    } as const;
    const see: See = (check) =>
      check.kind === 'http' && check.port === 80
        ? observed('open', httpEvidence({ content: 'missing' }))
        : check.kind === 'http' && check.port === 8531
          ? 'open'
          : 'filtered';
    expect(found(audit(['sup-http'], { from: 'client', see }, site))).toEqual(['sup-http closed']);
  });
});

const NAMES = [
  'smb',
  'icmp',
  'rpc-endpoint-mapper',
  'client-push/rpc-dynamic',
  'mp-http',
  'share-smb',
];

describe('for whatever is seen', () => {
  const scenes = fc.record({
    from: fc.constantFrom('site-server' as const, 'client' as const),
    sights: fc.array(fc.constantFrom(...OBSERVED_OUTCOMES), { minLength: 12, maxLength: 12 }),
    closed: fc.subarray(NAMES),
  });
  const seeOf =
    (sights: readonly Outcome[]): See =>
    (check) =>
      sights[JSON.stringify(check).length % sights.length] ?? 'open';

  test('what is expected changes no verdict, no status and no warning', () => {
    fc.assert(
      fc.property(scenes, ({ from, sights, closed }) => {
        const see = seeOf(sights);
        const expected = Object.fromEntries(closed.map((name) => [name, 'closed']));
        const plain = judge({ site: SITE, from, see }).client;
        const audited = judge({ site: { ...SITE, expect: expected }, from, see }).client;
        expect(factsOf(audited)).toEqual(factsOf(plain));
      }),
    );
  });

  test('closed is told only where nothing came back, and open only where something did', () => {
    fc.assert(
      fc.property(scenes, ({ from, sights, closed }) => {
        for (const { found: result, endpoints, doubt } of audit(closed, {
          from,
          see: seeOf(sights),
        })) {
          expect(doubt === null).toBe(result !== 'unproven');
          const outcomes = endpoints.map(({ outcome }) => outcome);
          const isSilent = outcomes.every((each) => each === 'filtered' || each === 'unreachable');
          const isRight = {
            closed: outcomes.length > 0 && isSilent,
            open: outcomes.every((each) => each === 'open'),
            unproven: true,
            'not-checked': outcomes.length === 0,
          }[result];
          expect([result, isRight, outcomes]).toEqual([result, true, outcomes]);
        }
      }),
    );
  });

  test('the exit code without --audit is what it is without expectations', () => {
    fc.assert(
      fc.property(scenes, fc.boolean(), ({ from, sights, closed }, strict) => {
        const codeOf = (names: readonly string[]): number => {
          const expected = Object.fromEntries(names.map((name) => [name, 'closed']));
          const judged = judge({ site: { ...SITE, expect: expected }, from, see: seeOf(sights) });
          const summary = addToSummary(EMPTY_SUMMARY, factsOf(judged.client), headOf(judged, from));
          return exitCodeOf(summary, { complete: true, strict, audit: false });
        };
        expect(codeOf(closed)).toBe(codeOf([]));
      }),
    );
  });
});

describe('the exit code of --audit', () => {
  const PUSH = ['client-push'] as const;
  const codeOf = (closed: readonly string[], see: See, clients = 1): number => {
    const expected = Object.fromEntries(closed.map((name) => [name, 'closed']));
    const judged = judge({
      site: { ...SITE, expect: expected },
      methods: PUSH,
      from: 'site-server',
      see,
    });
    const head = headOf(judged, 'site-server');
    let summary = EMPTY_SUMMARY;
    for (let at = 0; at < clients; at += 1) {
      summary = addToSummary(summary, factsOf(judged.client), head);
    }
    return exitCodeOf(summary, { complete: true, strict: false, audit: true });
  };

  test.each<[string, readonly string[], See, number]>([
    ['closed as expected, and the push breaks by nothing else', ['smb'], but('smb', 'filtered'), 0],
    ['open', ['smb'], () => 'open', 1],
    ['refused', ['smb'], but('smb', 'refused'), 3],
    ['nothing answers at all', ['smb'], () => 'filtered', 1],
    [
      'closed as expected, and another flow breaks the push',
      ['smb'],
      ({ kind }) => (kind === 'smb' || kind === 'rpc-endpoint-mapper' ? 'filtered' : 'open'),
      1,
    ],
    ['all that is expected is opened by the other end', ['mp-http'], () => 'open', 3],
    ['one is closed, the other end opens the other', ['smb', 'mp-http'], but('smb', 'filtered'), 0],
    [
      'ping is closed as expected, and the push breaks by nothing else',
      ['icmp'],
      but('icmp', 'filtered'),
      0,
    ],
  ])('%s: %s', (_what, closed, see, code) => {
    expect(codeOf(closed, see)).toBe(code);
    expect(codeOf(closed, see, 3)).toBe(code);
  });

  test('a stopped run ends with 130, whatever was found', () => {
    const end = { complete: false, strict: false, audit: true };
    expect(exitCodeOf(EMPTY_SUMMARY, end)).toBe(130);
  });
});

test('a method breaks as expected where all that breaks it is expected to be closed', () => {
  const of = (closed: Readonly<Record<string, 'closed'>>): boolean => {
    const judged = judge({
      site: { ...SITE, expect: closed },
      from: 'site-server',
      see: ({ kind }) => (kind === 'smb' || kind === 'icmp' ? 'filtered' : 'open'),
    });
    const [push] = factsOf(judged.client).methods;
    return push !== undefined && breaksAsExpected(push, headOf(judged, 'site-server'));
  };
  expect(of({ smb: 'closed', icmp: 'closed' })).toBe(true);
  expect(of({ smb: 'closed' })).toBe(false);
  expect(of({ 'mp-http': 'closed' })).toBe(false);
});

test('a method that a newer version saw more in the way of breaks by that too', () => {
  const judged = judge({
    site: { ...SITE, expect: { smb: 'closed' } },
    from: 'site-server',
    see: ({ kind }) => (kind === 'smb' ? 'filtered' : 'open'),
  });
  const head = headOf(judged, 'site-server');
  const facts = factsOf(judged.client);
  const [push] = judgeSaved(
    { ...facts, unknown: [{ id: 'client-push/newer', status: 'unmet' }] },
    head,
    ['site-server'],
  );
  expect(push?.unknown).toEqual(['client-push/newer']);
  expect(push && breaksAsExpected(push, head)).toBe(false);
});
