import type { Vantage } from '../catalogue/vocabulary.ts';
import type { HttpEvidence, Observation } from '../probe/observation.ts';
import type { CheckResult, CheckResults } from '../probe/result.ts';

/** As far as Kerberos lets clocks differ; a Date header is whole seconds, and a slow path's. */
const MAX_SKEW_MS = 300_000;

/**
 * Certificates that have expired, or are not valid yet, by this machine's clock alone: where that is
 * wrong by the clocks of the servers that answer, and the certificate is good by theirs, it is this
 * machine that has to be mended. From the client its installation fails the same way.
 */
export function byServersClocks(results: CheckResults, from: Vantage): CheckResults {
  const skew = medianSkew([...results.values()]);
  if (skew === null || Math.abs(skew) <= MAX_SKEW_MS) return results;
  return new Map([...results].map(([key, result]) => [key, byClock(result, skew, from)]));
}

function byClock(result: CheckResult, skewMs: number, from: Vantage): CheckResult {
  return {
    ...result,
    endpoints: result.endpoints.map((endpoint) => ({
      ...endpoint,
      observation: reconsidered(endpoint.observation, skewMs, from),
    })),
  };
}

function reconsidered(observation: Observation, skewMs: number, from: Vantage): Observation {
  const { evidence } = observation;
  const isOfDates =
    'cause' in observation &&
    (observation.cause === 'certificate-expired' ||
      observation.cause === 'certificate-not-yet-valid');
  if (!isOfDates || evidence.kind !== 'http' || !isValidAt(evidence, skewMs)) return observation;
  const { reached, rttMs } = observation;
  const outcome = from === 'client' ? 'unhealthy' : 'inconclusive';
  return { outcome, cause: 'clock-here', reached, rttMs, evidence };
}

/** Whether the certificate is good by a clock that differs so much from the one here. */
function isValidAt({ tls, localTime }: HttpEvidence, skewMs: number): boolean {
  const time = Date.parse(localTime ?? '') + skewMs;
  return (
    !Number.isNaN(time) &&
    !isBefore(time, tls?.validFrom ?? null) &&
    !isAfter(time, tls?.validTo ?? null)
  );
}

function isBefore(time: number, limit: string | null): boolean {
  return limit !== null && time < Date.parse(limit);
}

function isAfter(time: number, limit: string | null): boolean {
  return limit !== null && time > Date.parse(limit);
}

/**
 * How many milliseconds the servers' clocks are ahead of this one; null where none tells. Of two in
 * the middle the one that agrees more with this machine's counts: it is not alone.
 */
function medianSkew(results: readonly CheckResult[]): number | null {
  const skews = results
    .flatMap(({ endpoints }) => endpoints)
    .flatMap(({ observation: { evidence } }) =>
      evidence.kind === 'http'
        ? [Date.parse(evidence.serverTime ?? '') - Date.parse(evidence.localTime ?? '')]
        : [],
    )
    .filter((skew) => !Number.isNaN(skew))
    .sort((one, other) => one - other);
  const middle = [(skews.length - 1) / 2, skews.length / 2].map(Math.floor);
  const [skew = null] = middle
    .flatMap((index) => skews[index] ?? [])
    .sort((one, other) => Math.abs(one) - Math.abs(other));
  return skew;
}
