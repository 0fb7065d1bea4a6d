import type { Vantage } from '../catalogue/vocabulary.ts';
import type {
  ClientFacts,
  EndpointFacts,
  EvidenceFacts,
  RequirementFacts,
  WarningFacts,
} from '../judge/facts.ts';
import { wasLeftForAnother } from '../judge/readiness.ts';
import { judgeSaved } from '../judge/saved.ts';
import { STATUS_OF, compareOutcomes } from '../judge/vocabulary.ts';
import type { WarningCode } from '../judge/warning.ts';
import type { SidesHead } from './sides.ts';

/** A requirement, and the hosts of which nothing is known, for want of something of this end's own. */
interface Failed {
  readonly requirement: RequirementFacts;
  readonly hosts: readonly string[];
}

/** The requirements of a client of which one end could not look at all hosts. */
export function failedOf(
  { requirements }: Pick<ClientFacts, 'requirements'>,
  side: Vantage,
  { catalogue }: SidesHead,
): readonly Failed[] {
  const ofSide = requirements.filter(({ id }) => catalogue[id]?.from === side);
  const isError = ({ outcome }: EndpointFacts): boolean => outcome === 'error';
  const failing = new Set(ofSide.flatMap((each) => hostsOf(each, isError)));
  return ofSide
    .map((requirement) => ({
      requirement,
      hosts: hostsOf(
        requirement,
        (endpoint) =>
          isError(endpoint) || (wasLeftForAnother(endpoint) && failing.has(endpoint.host)),
      ),
    }))
    .filter(({ requirement, hosts }) => hosts.length > 0 || requirement.outcome === 'error');
}

/** Those that are neither met nor unmet, with an endpoint that is so. */
function hostsOf(
  { status, endpoints, unmetHosts }: RequirementFacts,
  isSo: (endpoint: EndpointFacts) => boolean,
): readonly string[] {
  const decided = new Set(unmetHosts);
  // What another computer at the client's address answers does not count: nothing is met then.
  if (status === 'met') {
    for (const { host, outcome } of endpoints) if (outcome === 'open') decided.add(host);
  }
  return [...new Set(endpoints.filter(isSo).map(({ host }) => host))].filter(
    (host) => !decided.has(host),
  );
}

/**
 * A client as it was seen last, with what was proven of it before where its last entry ended in an
 * error; the methods are judged anew from all of them.
 * @param earlier another entry about the client, seen from that end too
 * @param sides the ends that the last entry tells of
 * @returns the last entry itself where the earlier one adds nothing
 */
export function keepProven(
  last: ClientFacts,
  earlier: ClientFacts,
  side: Vantage,
  sides: readonly Vantage[],
  head: SidesHead,
): ClientFacts {
  const before = new Map(earlier.requirements.map((each) => [each.id, each]));
  const kept = new Map(
    failedOf(last, side, head).flatMap((failed) => {
      const { id } = failed.requirement;
      const proven = before.get(id);
      const joined = proven === undefined ? null : byHosts(failed, proven);
      return joined === null ? [] : [[id, joined]];
    }),
  );
  if (kept.size === 0) return last;
  const requirements = last.requirements.map((each) => kept.get(each.id) ?? each);
  const told = new Set(last.warnings.map(keyOf));
  const warnings = [
    ...last.warnings,
    ...earlier.warnings.filter(
      (warning) => !told.has(keyOf(warning)) && isOfOne(warning, [...kept.values()]),
    ),
  ];
  const { unknown = [] } = last;
  return {
    ...last,
    answered: last.answered ?? earlier.answered,
    methods: judgeSaved({ requirements, warnings, unknown }, head, sides),
    requirements,
    warnings,
  };
}

/**
 * A requirement of which each host is as it was seen last, or as it was proven before.
 * @returns null where nothing was
 */
function byHosts(
  { requirement, hosts }: Failed,
  before: RequirementFacts,
): RequirementFacts | null {
  if (requirement.endpoints.every(({ host }) => hosts.includes(host))) {
    return before.status === 'unproven' && before.unmetHosts.length === 0 ? null : before;
  }
  const proven = hosts.filter(
    (host) =>
      before.unmetHosts.includes(host) ||
      before.endpoints.some((each) => each.host === host && each.outcome === 'open'),
  );
  if (proven.length === 0) return null;
  const endpoints = [...new Set(requirement.endpoints.map(({ host }) => host))].flatMap((host) =>
    (proven.includes(host) ? before : requirement).endpoints.filter((each) => each.host === host),
  );
  const unmetHosts = [
    ...requirement.unmetHosts,
    ...before.unmetHosts.filter((host) => proven.includes(host)),
  ];
  const others = endpoints.filter(({ host }) => !unmetHosts.includes(host));
  const [outcome = requirement.outcome] = (others.length === 0 ? endpoints : others)
    .map((each) => each.outcome)
    .toSorted(compareOutcomes);
  return { id: requirement.id, status: STATUS_OF[outcome], outcome, unmetHosts, endpoints };
}

function keyOf({ code, facts }: WarningFacts): string {
  return `${code} ${facts.host} ${'flow' in facts ? facts.flow : ''}`;
}

/** Whether a warning was found in what one of the requirements showed. */
function isOfOne(
  { code, facts }: WarningFacts,
  requirements: readonly RequirementFacts[],
): boolean {
  const kind = FOUND_IN[code];
  return requirements.some(
    ({ id, endpoints }) =>
      (!('flow' in facts) || id.endsWith(`/${facts.flow}`)) &&
      endpoints.some(
        ({ host, evidence }) =>
          host === facts.host && (kind === 'any' || ('kind' in evidence && evidence.kind === kind)),
      ),
  );
}

type EvidenceKind = Extract<EvidenceFacts, { kind: string }>['kind'];

/** The answer that shows what is warned of; several kinds do for `any`. */
const FOUND_IN = {
  'clock-skew': 'smb',
  'smb1-only': 'smb',
  'server-name': 'smb',
  'address-translation': 'rpc-endpoint-mapper',
  'dynamic-partly': 'rpc-dynamic',
  'unknown-issuer': 'http',
  'incomplete-chain': 'http',
  'client-certificate': 'http',
  'http-404': 'http',
  'legacy-tls': 'http',
  relayed: 'http',
  'verb-blocked': 'http',
  'path-mtu': 'any',
  'short-name-differs': 'any',
  'stand-in': 'any',
  'proxy-ignored': 'any',
} as const satisfies Record<WarningCode, EvidenceKind | 'any'>;
