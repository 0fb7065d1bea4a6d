import type { CheckResult, CheckResults, EndpointResult } from '../../probe/result.ts';
import { STATUS_OF } from '../../judge/vocabulary.ts';
import type { BoundCheck, BoundPlan } from '../../plan/checks.ts';

/**
 * The checks of one client that are worth repeating: those of every host that has not met its
 * requirement by any port or address.
 */
export function checksAgain(
  { requirements, checks }: BoundPlan,
  results: CheckResults,
): readonly BoundCheck[] {
  const mistaken = addressesOfOthers(results);
  const again = new Set(
    requirements
      .flatMap(({ targets }) => targets)
      .filter((target) => !target.checks.some(({ key }) => isMet(results.get(key), mistaken)))
      .flatMap((target) => target.checks)
      .filter(({ key }) => isWorthAsking(results.get(key)))
      .map(({ key }) => key),
  );
  // Dynamic ports come from the mapper's list, which changes when the client restarts.
  const needsMapper = checks.some(
    ({ key, check }) => check.kind === 'rpc-dynamic' && again.has(key),
  );
  return checks.filter(
    ({ key, check }) => again.has(key) || (needsMapper && check.kind === 'rpc-endpoint-mapper'),
  );
}

/** The checks of servers that are worth repeating. */
export function serversAgain(results: CheckResults): readonly BoundCheck[] {
  return [...results]
    .filter(([, result]) => !isMet(result, new Set()))
    .map(([key, { check }]) => ({ key, check }));
}

/** Joins the results of two looks: for each check, the last one in which anything was seen. */
export function joinResults(earlier: CheckResults, later: CheckResults): CheckResults {
  const seen = [...later].filter(([key, result]) => {
    const before = earlier.get(key);
    return before === undefined || sawSomething(result) || !sawSomething(before);
  });
  return new Map([...earlier, ...seen]);
}

/**
 * Whether a result may replace an earlier one. One that was interrupted, failed on this machine, or
 * was skipped as pointless does not.
 */
function sawSomething({ endpoints }: CheckResult): boolean {
  if (endpoints.some(({ observation }) => errorCodeOf(observation) === 'ABORT_ERR')) return false;
  return endpoints.some(
    ({ observation }) => observation.outcome !== 'error' && wasAsked(observation),
  );
}

function errorCodeOf(observation: EndpointResult['observation']): string | null {
  return 'code' in observation ? (observation.code ?? null) : null;
}

/** A host is not probed by UDP if nothing else on it answers. */
function wasAsked(observation: EndpointResult['observation']): boolean {
  return !(observation.outcome === 'inconclusive' && observation.cause === 'nothing-answered');
}

/** Probing a silent UDP port again would prove nothing more. */
function isWorthAsking(result: CheckResult | undefined): boolean {
  if (result?.check.kind !== 'rpc-endpoint-mapper-udp') return true;
  return !result.endpoints.some(
    ({ observation }) => observation.outcome === 'inconclusive' && wasAsked(observation),
  );
}

/**
 * Addresses where another computer answered. Results there do not count: the name may lead
 * elsewhere by now.
 */
function addressesOfOthers(results: CheckResults): ReadonlySet<string> {
  const others = [...results.values()]
    .flatMap(({ endpoints }) => endpoints)
    .filter(({ observation }) => observation.outcome === 'wrong-host');
  return new Set(others.flatMap(({ address }) => (address === null ? [] : [address])));
}

function isMet(result: CheckResult | undefined, mistaken: ReadonlySet<string>): boolean {
  return (
    result?.endpoints.some(
      ({ address, observation }) =>
        STATUS_OF[observation.outcome] === 'met' && !(address !== null && mistaken.has(address)),
    ) ?? false
  );
}
