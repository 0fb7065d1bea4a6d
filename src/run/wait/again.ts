import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { CheckResult, EndpointResult } from '../../probe/result.ts';
import type { CheckResults } from '../../judge/requirement.ts';
import { STATUS_OF } from '../../judge/vocabulary.ts';
import type { Check } from '../../plan/check.ts';
import { checkKey, checksFor, targetsOf } from '../../plan/checks.ts';
import type { Plan } from '../../plan/plan.ts';

/**
 * The checks of one client that are worth repeating: those of every host that has not met its
 * requirement by any port or address.
 */
export function checksAgain(
  plan: Plan,
  from: Vantage,
  client: string,
  results: CheckResults,
): readonly Check[] {
  const mistaken = addressesOfOthers(results);
  const again = new Set(
    plan.requirements
      .filter(({ flow }) => flow.from === from)
      .flatMap((requirement) => targetsOf(requirement, plan, client))
      .filter(({ checks }) => !checks.some((check) => isMet(resultOf(check, results), mistaken)))
      .flatMap(({ checks }) => checks)
      .filter((check) => isWorthAsking(check, resultOf(check, results)))
      .map(checkKey),
  );
  const checks = checksFor(plan, from, client);
  // Dynamic ports come from the mapper's list, which changes when the client restarts.
  const needsMapper = checks.some(
    (check) => check.kind === 'rpc-dynamic' && again.has(checkKey(check)),
  );
  return checks.filter(
    (check) => again.has(checkKey(check)) || (needsMapper && check.kind === 'rpc-endpoint-mapper'),
  );
}

/** The checks of servers that are worth repeating. */
export function serversAgain(results: readonly CheckResult[]): readonly Check[] {
  return results.filter((result) => !isMet(result, new Set())).map(({ check }) => check);
}

/** Joins the results of two looks: for each check, the last result in which something was seen. */
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

/** A host is not asked by UDP where nothing else on it answers. */
function wasAsked(observation: EndpointResult['observation']): boolean {
  return !(observation.outcome === 'inconclusive' && observation.cause === 'nothing-answered');
}

/** Asking a silent UDP port again would prove nothing more. */
function isWorthAsking(check: Check, result: CheckResult | null): boolean {
  if (check.kind !== 'rpc-endpoint-mapper-udp' || result === null) return true;
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

function isMet(result: CheckResult | null, mistaken: ReadonlySet<string>): boolean {
  return (
    result?.endpoints.some(
      ({ address, observation }) =>
        STATUS_OF[observation.outcome] === 'met' && !(address !== null && mistaken.has(address)),
    ) ?? false
  );
}

function resultOf(check: Check, results: CheckResults): CheckResult | null {
  return results.get(checkKey(check)) ?? null;
}
