import fc from 'fast-check';
import { VANTAGES, type Vantage } from '../../src/catalogue/vocabulary.ts';
import { type ClientFacts, type MethodFacts, factsOf, methodFacts } from '../../src/judge/facts.ts';
import { judgeMethods } from '../../src/judge/method.ts';
import type { Check } from '../../src/plan/check.ts';
import { checkKey } from '../../src/plan/checks.ts';
import { makePlan } from '../../src/plan/plan.ts';
import type { Outcome } from '../../src/probe/observation.ts';
import { buildHead } from '../../src/report/model/build.ts';
import type { ReportHead } from '../../src/report/model/report.ts';
import { EN } from '../../src/text/en/index.ts';
import {
  type See,
  type Sight,
  httpEvidence,
  judge,
  mapperEvidence,
  observed,
  smbEvidence,
  tlsEvidence,
} from '../support/observations.ts';
import { type SiteWords, anySite, siteOf } from '../support/sites.ts';

export const TOOL = { name: 'ccm-preflight', version: '1.0.0' };
export const STARTED = '2024-05-01T12:00:00.000Z';

const OUTCOMES = [
  'open',
  'refused',
  'filtered',
  'unreachable',
  'unresolved',
  'silent',
  'wrong-service',
  'wrong-host',
  'unhealthy',
  'inconclusive',
  'error',
] as const satisfies readonly Outcome[];

/** Most flows are open, so that every verdict comes about; some answers deserve a warning. */
const sight: fc.Arbitrary<Outcome | 'open-with-warning'> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('open' as const) },
  { weight: 2, arbitrary: fc.constantFrom(...OUTCOMES) },
  { weight: 2, arbitrary: fc.constant('open-with-warning' as const) },
);

const LATE = smbEvidence({ ntlmTime: '2024-05-01T13:00:00Z', localTime: '2024-05-01T12:00:00Z' });
const OLD = smbEvidence({ protocol: 'smb1', dnsComputerName: 'other.contoso.com' });

function withWarning({ kind, host }: Check): Sight {
  switch (kind) {
    case 'smb':
      return observed('open', host.length % 2 === 0 ? LATE : OLD);
    case 'rpc-endpoint-mapper':
      return observed('open', mapperEvidence({ bindings: ['192.0.2.1'] }));
    case 'http':
      return observed(
        'open',
        httpEvidence({ status: 404, tls: tlsEvidence({ issuerTrust: 'unknown' }) }),
      );
    default:
      return 'open';
  }
}

/** A site, and what each check of a client would see from the end that makes it. */
export interface World {
  readonly site: SiteWords;
  readonly see: See;
}

export const anyWorld: fc.Arbitrary<World> = fc
  .record({ site: anySite, seen: fc.array(sight, { minLength: 7, maxLength: 40 }) })
  .map(({ site, seen }) => ({
    site,
    see: (check) => {
      const key = checkKey(check);
      const sum = Buffer.from(key).reduce((total, byte) => Math.imul(total, 31) + byte, 7);
      const outcome = seen[Math.abs(sum | 0) % seen.length] ?? 'open';
      return outcome === 'open-with-warning' ? withWarning(check) : outcome;
    },
  }));

export function headOf({ site }: World, from: Vantage, startedAt = STARTED): ReportHead {
  return buildHead(makePlan(siteOf(site)), from, startedAt, TOOL, EN);
}

/** The client as one end reports it. */
export function seenFrom(from: Vantage, world: World, client: string): ClientFacts {
  return factsOf(judge({ ...world, from, client }).client);
}

/** The verdicts over everything there is to see, each flow looked at where it begins. */
export function wholeVerdicts(world: World, client: string): readonly MethodFacts[] {
  const plan = makePlan(siteOf(world.site));
  const ends = {
    'site-server': judge({ ...world, from: 'site-server', client }),
    client: judge({ ...world, from: 'client', client }),
  } as const;
  const requirements = plan.requirements.map(({ id, flow }) => ends[flow.from].requirement(id));
  const warnings = VANTAGES.flatMap((from) => ends[from].client.warnings);
  return judgeMethods(plan.methods, requirements, warnings, plan.site.product, VANTAGES).map(
    methodFacts,
  );
}
