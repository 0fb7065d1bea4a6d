import { AnswerFailure, NetworkFailure } from '../failure.ts';
import { type AdvertisedPort, decisivePorts } from './advertised.ts';
import type { ConnectAttempt } from './connect-attempt.ts';

/** A connect to an advertised port. */
export interface DynamicAttempt extends Pick<AdvertisedPort, 'hasSpooler' | 'isInRange'> {
  readonly attempt: ConnectAttempt;
}

/**
 * What the connects to the advertised ports say together; null where one that speaks for the range
 * was accepted: `open`.
 */
export function dynamicFailure(
  attempts: readonly DynamicAttempt[],
  control: ConnectAttempt | null,
): NetworkFailure | AnswerFailure | null {
  const failure = failureOf(decisivePorts(attempts), control);
  if (failure === null || failure.outcome === 'error') return failure;
  return attempts.some(({ attempt }) => attempt.outcome === 'open')
    ? new AnswerFailure('inconclusive', 'outside-range-only')
    : failure;
}

function failureOf(
  attempts: readonly DynamicAttempt[],
  control: ConnectAttempt | null,
): NetworkFailure | AnswerFailure | null {
  const seen = attempts.map(({ attempt }) => attempt);
  if (seen.some(({ outcome }) => outcome === 'open')) return null;

  // What this machine could not try might have been open.
  const error = codeOfFirst(seen, 'error');
  if (error !== null) return new NetworkFailure('error', error);

  const refused = codeOfFirst(seen, 'refused');
  const unreachable = codeOfFirst(seen, 'unreachable');
  const filtered = codeOfFirst(seen, 'filtered');
  if (filtered === null) {
    if (refused !== null) return new NetworkFailure('refused', refused);
    if (unreachable !== null) return new NetworkFailure('unreachable', unreachable);
  }
  if (filtered === null || refused !== null || unreachable !== null) {
    return new AnswerFailure('inconclusive', 'mixed-answers');
  }
  // A host that answers elsewhere does not swallow packets itself, and the documented firewall
  // exceptions admit the spooler: in both cases the silence is the network's. Otherwise it may be
  // the host's own firewall, which filters these ports per service.
  return control?.outcome === 'refused' || attempts.some(({ hasSpooler }) => hasSpooler)
    ? new NetworkFailure('filtered', filtered)
    : new AnswerFailure('inconclusive', 'silent-per-service');
}

function codeOfFirst(
  attempts: readonly ConnectAttempt[],
  outcome: Exclude<ConnectAttempt['outcome'], 'open'>,
): string | null {
  for (const attempt of attempts) {
    if (attempt.outcome === outcome) return attempt.code;
  }
  return null;
}
