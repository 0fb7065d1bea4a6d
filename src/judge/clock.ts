import type { Vantage } from '../catalogue/vocabulary.ts';
import type { HttpEvidence, Observation } from '../probe/observation.ts';
import type { CheckResult, CheckResults } from '../probe/result.ts';
import type { ClockFacts } from '../self/facts.ts';
import type { RequirementFacts } from './facts.ts';

/**
 * Kerberos' limit. The whole seconds of a Date header and the delay of a slow path are small beside
 * it.
 */
const MAX_SKEW_MS = 300_000;

/**
 * Certificates that only this machine's clock calls expired or not yet valid. If the clocks of the
 * servers that answered disagree with it, and the certificate is good by theirs, this machine is
 * what has to be mended. In a run from the client, its own installation fails the same way.
 */
export function byServersClocks(results: CheckResults, from: Vantage): CheckResults {
  const answers = [...results.values()]
    .flatMap(({ endpoints }) => endpoints)
    .flatMap(({ observation: { evidence } }) => (evidence.kind === 'http' ? [evidence] : []));
  const skew = medianSkew(answers);
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
 * How far this machine's clock is from those of the web servers that answered; null if none sent
 * the time. Methods share checks, so each server counts once.
 */
export function clockOf(requirements: readonly RequirementFacts[]): ClockFacts | null {
  const answers = new Map(
    requirements
      .flatMap(({ endpoints }) => endpoints)
      .flatMap(({ address, port, evidence }) =>
        'kind' in evidence && evidence.kind === 'http' && skewOf(evidence) !== null
          ? [[`${address} ${port}`, evidence] as const]
          : [],
      ),
  );
  const skew = medianSkew([...answers.values()]);
  if (skew === null) return null;
  // `+ 0` turns -0 into 0, because JSON has no sign for zero.
  return { aheadSeconds: Math.round(-skew / 1000) + 0, servers: answers.size };
}

/** Whether a clock is further off than Kerberos allows. */
export function isOff({ aheadSeconds }: ClockFacts): boolean {
  return Math.abs(aheadSeconds) * 1000 > MAX_SKEW_MS;
}

/**
 * How many milliseconds a server's clock is ahead of this one; null if it did not send its time.
 */
function skewOf({ serverTime, localTime }: HttpEvidence): number | null {
  const skew = Date.parse(serverTime ?? '') - Date.parse(localTime ?? '');
  return Number.isNaN(skew) ? null : skew;
}

/**
 * The median of how many milliseconds the servers' clocks are ahead of this one; null if none sent
 * its time. Of two in the middle, the one closer to this machine's clock counts: two clocks then
 * agree.
 */
function medianSkew(answers: readonly HttpEvidence[]): number | null {
  const skews = answers
    .map(skewOf)
    .filter((skew) => skew !== null)
    .toSorted((one, other) => one - other);
  const middle = [(skews.length - 1) / 2, skews.length / 2].map(Math.floor);
  const [skew = null] = middle
    .flatMap((index) => skews[index] ?? [])
    .toSorted((one, other) => Math.abs(one) - Math.abs(other));
  return skew;
}
