import { openerOf } from '../catalogue/ends.ts';
import { type Vantage, VANTAGES } from '../catalogue/vocabulary.ts';
import type { ClientFacts, RequirementFacts, WarningFacts } from '../judge/facts.ts';
import { judgeSaved } from '../judge/saved.ts';
import { type WarningCode, flowOf } from '../judge/warning.ts';
import type { HeadFacts } from '../report/model/report.ts';
import { vantagesOf } from '../report/model/vantages.ts';

/** What a report's head says that its clients are taken apart and put together by. */
export type SidesHead = Pick<HeadFacts, 'run' | 'site' | 'methods' | 'catalogue'>;

/** The ends from which a client's flows were looked at. */
export function sidesOf(
  { requirements }: Pick<ClientFacts, 'requirements'>,
  head: SidesHead,
): readonly Vantage[] {
  const vantages = vantagesOf(head);
  if (vantages.length === 1) return vantages;
  const sides = VANTAGES.filter((side) =>
    requirements.some((requirement) => isOf(requirement, side, head) && wasLookedAt(requirement)),
  );
  return sides.length === 0 ? [head.run.from] : sides;
}

/** What one end saw of a client that both have looked at, as its own report would have it. */
export function sideOf(facts: ClientFacts, side: Vantage, head: SidesHead): ClientFacts {
  const requirements = facts.requirements.map((requirement) =>
    isOf(requirement, side, head) || isKnownBeforehand(requirement)
      ? requirement
      : notChecked(requirement),
  );
  const warnings = facts.warnings.filter((warning) => warnedFrom(warning).includes(side));
  return {
    ...facts,
    answered: side === 'client' ? true : facts.answered,
    methods: judgeSaved({ ...facts, requirements, warnings }, head, [side]),
    requirements,
    warnings,
  };
}

function isOf({ id }: RequirementFacts, side: Vantage, { catalogue }: SidesHead): boolean {
  return catalogue[id]?.from === side;
}

function wasLookedAt({ outcome }: RequirementFacts): boolean {
  return outcome !== 'not-checked' && !isKnownBeforehand({ outcome });
}

/** Whether no end could look, whichever it is. */
function isKnownBeforehand({ outcome }: Pick<RequirementFacts, 'outcome'>): boolean {
  return outcome === 'not-named' || outcome === 'by-hand';
}

function notChecked({ id }: RequirementFacts): RequirementFacts {
  return { id, status: 'unproven', outcome: 'not-checked', unmetHosts: [], endpoints: [] };
}

function warnedFrom({ code, facts }: WarningFacts): readonly Vantage[] {
  const flow = flowOf(facts);
  return flow === null ? WARNED_FROM[code] : [openerOf(flow)];
}

/** The client's own computer is seen from the site server, the servers from the client. */
const WARNED_FROM: Record<WarningCode, readonly Vantage[]> = {
  'path-mtu': VANTAGES,
  'dynamic-partly': ['site-server'],
  'verb-blocked': ['client'],
  'verb-refused': ['client'],
  relayed: ['client'],
  'incomplete-chain': ['client'],
  'clock-skew': ['site-server'],
  'smb1-only': ['site-server'],
  'address-translation': ['site-server'],
  'short-name-differs': ['site-server'],
  'proxy-ignored': VANTAGES,
  'unknown-issuer': ['client'],
  'client-certificate': ['client'],
  'server-name': ['client'],
  'http-404': ['client'],
  'legacy-tls': ['client'],
  'service-record': ['client'],
  'communication-differs': ['client'],
  'stand-in': VANTAGES,
  'no-boundary-group': VANTAGES,
  'boundary-group-without': VANTAGES,
};
