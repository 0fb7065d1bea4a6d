import type { Cause, NetworkOutcome } from '../probe/observation.ts';
import type { EndpointResult } from '../probe/result.ts';

/** A look-up's error, or what the results that should have led to an address did not show. */
type NotProbedReason =
  | { readonly outcome: NetworkOutcome; readonly code: string }
  | { readonly outcome: 'inconclusive'; readonly cause: Cause };

/** The result of a check that had no address to probe. */
export function notProbed(
  host: string,
  port: number | null,
  reason: NotProbedReason,
): EndpointResult {
  return {
    host,
    address: null,
    port,
    attempts: 0,
    observation: { ...reason, reached: 'none', rttMs: null, evidence: { kind: 'none' } },
  };
}
