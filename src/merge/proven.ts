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
import { type CountedEndpoint, atUpdatePorts, thatCount } from '../judge/update-ports.ts';
import { STATUS_OF, bestOf } from '../judge/vocabulary.ts';
import { type WarningCode, flowOf, warningKey } from '../judge/warning.ts';
import { isSameHost } from './addresses.ts';
import { isAtOnePlace } from './location.ts';
import type { SidesHead } from './sides.ts';

const UPDATE_CONTENT = 'software-update-point/sup-http';
const UPDATES_OVER_TLS = 'software-update-point/sup-https';

/** A requirement, and the hosts of which nothing is known because of a fault at this end. */
interface Failed {
  readonly requirement: RequirementFacts;
  readonly hosts: readonly string[];
}

/** The requirements of a client for which one end could not probe all hosts, or did not. */
export function failedOf(
  { requirements }: Pick<ClientFacts, 'requirements'>,
  side: Vantage,
  { catalogue }: SidesHead,
): readonly Failed[] {
  const ofSide = requirements.filter(({ id }) => catalogue[id]?.from === side);
  const isError = ({ outcome }: CountedEndpoint): boolean => outcome === 'error';
  const overTls = requirements.find(({ id }) => id === UPDATES_OVER_TLS);
  const counted = (each: RequirementFacts): readonly CountedEndpoint[] =>
    each.id === UPDATE_CONTENT && overTls !== undefined
      ? thatCount(each, overTls)
      : each.endpoints.map((endpoint) => ({ endpoint, outcome: endpoint.outcome }));
  const failing = new Set(ofSide.flatMap((each) => hostsOf(each, counted(each), isError)));
  return ofSide
    .map((requirement) => ({
      requirement,
      hosts: hostsOf(
        requirement,
        counted(requirement),
        (each) =>
          isError(each) || (wasLeftForAnother(each.endpoint) && failing.has(each.endpoint.host)),
      ),
    }))
    .filter(
      ({ requirement, hosts }) =>
        hosts.length > 0 || requirement.outcome === 'error' || wasLeftOut(requirement),
    );
}

/** Whether the run left it out as it had other methods: of its own methods it looks at every flow. */
function wasLeftOut({ outcome }: RequirementFacts): boolean {
  return outcome === 'not-checked';
}

/** Hosts that are neither met nor unmet and have an endpoint for which `isSo` holds. */
function hostsOf(
  { status, unmetHosts }: RequirementFacts,
  counted: readonly CountedEndpoint[],
  isSo: (each: CountedEndpoint) => boolean,
): readonly string[] {
  const decided = new Set(unmetHosts);
  // What another computer at the client's address answers does not count: nothing is met then.
  if (status === 'met') {
    for (const { endpoint, outcome } of counted) if (outcome === 'open') decided.add(endpoint.host);
  }
  return [...new Set(counted.filter(isSo).map(({ endpoint }) => endpoint.host))].filter(
    (host) => !decided.has(host),
  );
}

/**
 * A client as it was seen last, with what was proven of it before where its last entry ended in an
 * error; the methods are judged anew from all of them. What was proven of another computer that had
 * the name before proves nothing.
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
  // Elsewhere a client is led to other servers: what was proven of those says nothing.
  if (side === 'client' && !isAtOnePlace(last, earlier)) return last;
  const before = new Map(earlier.requirements.map((each) => [each.id, each]));
  const isStill = (host: string): boolean => isSameHost(last, earlier, host);
  const keep = ({
    requirement,
    hosts,
  }: Failed): readonly (readonly [string, RequirementFacts])[] => {
    const { id } = requirement;
    const proven = before.get(id);
    if (proven === undefined) return [];
    if (wasLeftOut(requirement)) {
      const isKnown = !wasLeftOut(proven) && proven.endpoints.every(({ host }) => isStill(host));
      return isKnown ? [[id, proven]] : [];
    }
    const same = hosts.filter(isStill);
    if (same.length === 0 && hosts.length > 0) return [];
    const joined = byHosts({ requirement, hosts: same }, proven);
    return joined === null ? [] : [[id, joined]];
  };
  const failed = failedOf(last, side, head);
  const kept = new Map(failed.flatMap(keep));
  const overTls = withoutErrors(
    kept.get(UPDATES_OVER_TLS) ?? last.requirements.find(({ id }) => id === UPDATES_OVER_TLS),
    before.get(UPDATES_OVER_TLS),
    isStill,
  );
  if (overTls !== null) {
    // Which of an update point's ports count is known anew, and so where nothing was seen, besides
    // what was not seen in any case.
    const told = last.requirements.map((each) => (each.id === overTls.id ? overTls : each));
    const isContent = ({ requirement }: Failed): boolean => requirement.id === UPDATE_CONTENT;
    const asTold = failedOf({ requirements: told }, side, head).filter(isContent);
    const hidden = last.requirements
      .filter(({ id }) => id === UPDATE_CONTENT)
      .map((requirement) => ({
        requirement,
        hosts: hostsOfTheirOwnWord(requirement, before.get(UPDATE_CONTENT)),
      }))
      .filter(({ hosts }) => hosts.length > 0);
    const all = [...failed.filter(isContent), ...asTold, ...hidden];
    const hosts = [...new Set(all.flatMap((each) => each.hosts))];
    const content = all.slice(-1).flatMap(({ requirement }) => keep({ requirement, hosts }));
    for (const [id, joined] of content) kept.set(id, joined);
  }
  const requirements = last.requirements
    .map((each) => kept.get(each.id) ?? each)
    .map((each) =>
      each.id === UPDATE_CONTENT && overTls !== null ? atUpdatePorts(each, overTls) : each,
    );
  if (requirements.every((each, at) => each === last.requirements[at])) return last;
  const warned = new Set(last.warnings.map(({ facts }) => warningKey(facts)));
  const warnings = [
    ...last.warnings,
    ...earlier.warnings.filter(
      (warning) =>
        !warned.has(warningKey(warning.facts)) &&
        (warning.facts.host === null || isStill(warning.facts.host)) &&
        isOfOne(warning, [...kept.values()]),
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
 * Update points with a port that is in error now and told its content before. What another pair of
 * ports says over TLS does not undo that (`update-ports.ts`).
 */
function hostsOfTheirOwnWord(
  last: RequirementFacts,
  before: RequirementFacts | undefined,
): readonly string[] {
  const isFound = ({ evidence }: EndpointFacts): boolean =>
    'kind' in evidence && evidence.kind === 'http' && evidence.content === 'found';
  return last.endpoints
    .filter(({ outcome }) => outcome === 'error')
    .filter(({ host, port }) =>
      before?.endpoints.some((each) => each.host === host && each.port === port && isFound(each)),
    )
    .map(({ host }) => host);
}

/** What is known of each endpoint, from before if need be; null if nothing is added. */
function withoutErrors(
  last: RequirementFacts | undefined,
  before: RequirementFacts | undefined,
  isStill: (host: string) => boolean,
): RequirementFacts | null {
  if (last === undefined || before === undefined) return null;
  const endpoints = last.endpoints.flatMap((each) => {
    const known = before.endpoints.filter(
      ({ host, port, outcome }) => host === each.host && port === each.port && outcome !== 'error',
    );
    return each.outcome === 'error' && known.length > 0 && isStill(each.host) ? known : [each];
  });
  return { ...last, endpoints };
}

/**
 * A requirement with each host as it was last seen, or as it was proven before.
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
  const unmet = [
    ...requirement.unmetHosts,
    ...before.unmetHosts.filter((host) => proven.includes(host)),
  ];
  const others = endpoints.filter(({ host }) => !unmet.includes(host));
  const outcome = bestOf((others.length === 0 ? endpoints : others).map((each) => each.outcome));
  const status = STATUS_OF[outcome];
  const unmetHosts =
    status === 'unmet' ? unmet : unmet.filter((host) => !requirement.fallbackHosts?.includes(host));
  return { ...requirement, status, outcome, unmetHosts, endpoints };
}

/** Whether a warning was found in what one of the requirements showed. */
function isOfOne(
  { code, facts }: WarningFacts,
  requirements: readonly RequirementFacts[],
): boolean {
  const kind = FOUND_IN[code];
  const flow = flowOf(facts);
  return requirements.some(
    ({ id, endpoints }) =>
      (flow === null || id.endsWith(`/${flow}`)) &&
      endpoints.some(
        ({ host, evidence }) =>
          host === facts.host && (kind === 'any' || ('kind' in evidence && evidence.kind === kind)),
      ),
  );
}

type EvidenceKind = Extract<EvidenceFacts, { kind: string }>['kind'];

/** The evidence that shows what is warned of; for `any` several kinds do. */
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
  'communication-differs': 'http',
  'verb-blocked': 'http',
  'verb-refused': 'http',
  'path-mtu': 'any',
  'short-name-differs': 'any',
  'service-record': 'any',
  'stand-in': 'any',
  'no-boundary-group': 'any',
  'boundary-group-without': 'any',
  'proxy-ignored': 'any',
} as const satisfies Record<WarningCode, EvidenceKind | 'any'>;
