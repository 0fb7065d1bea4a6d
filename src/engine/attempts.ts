import { pauseUnlessAborted } from '../base/abort.ts';
import { SHORTAGE_CODES } from '../probe/failure.ts';
import type { Cause, Evidence, Observation } from '../probe/observation.ts';

const SHORTAGE_PAUSE_MS = 100;
export const SHORTAGE_PAUSES = 50;

export interface Attempted {
  readonly observation: Observation;
  readonly attempts: number;
}

/**
 * Probes once, and again up to `retries` times while nothing answers. A shortage of this machine
 * (open files, ephemeral ports) is waited out and not counted.
 * @param doneElsewhere how many other probes have ended without a shortage so far
 */
export async function attempt(
  send: () => Promise<Observation>,
  retries: number,
  signal: AbortSignal,
  doneElsewhere: () => number = () => 0,
): Promise<Attempted> {
  let attempts = 1;
  let pauses = 0;
  let known = doneElsewhere();
  let observation = await send();
  while (!signal.aborted) {
    if (isShortage(observation) && pauses < SHORTAGE_PAUSES) {
      // As long as others come to their end, what they held will be free.
      const done = doneElsewhere();
      pauses = done === known ? pauses + 1 : 0;
      known = done;
      await pauseForShortage(signal);
    } else if (gotNoAnswer(observation) && attempts <= retries) {
      attempts += 1;
    } else {
      break;
    }
    observation = better(observation, await send());
  }
  return { observation, attempts };
}

/** Ends at once on interrupt. */
export function pauseForShortage(signal: AbortSignal): Promise<void> {
  return pauseUnlessAborted(SHORTAGE_PAUSE_MS, signal);
}

export function isShortage(observation: Observation): boolean {
  return observation.outcome === 'error' && SHORTAGE_CODES.has(observation.code);
}

/** Inconclusive because all, or some, got no answer. */
const UNANSWERED_CAUSES: ReadonlySet<Cause> = new Set([
  'no-answer-udp',
  'silent-per-service',
  'mixed-answers',
  'outside-range-only',
]);

/** An echo request, or the program for it, that had no turn on a busy machine. */
const HAD_NO_TURN: ReadonlySet<string> = new Set(['PING_FAILED', 'ECHO_LATE']);
const SAW_NOTHING: ReadonlySet<string> = new Set(['ABORT_ERR', ...HAD_NO_TURN]);

/** Nothing came back, which a lost packet explains as well as a firewall. */
function gotNoAnswer(observation: Observation): boolean {
  switch (observation.outcome) {
    case 'filtered':
    case 'silent':
      return true;
    case 'inconclusive':
      return UNANSWERED_CAUSES.has(observation.cause);
    case 'open':
      return isLookupUnanswered(observation.evidence) || isNameUnanswered(observation.evidence);
    case 'error':
      return HAD_NO_TURN.has(observation.code);
    case 'refused':
    case 'unreachable':
    case 'unresolved':
    case 'wrong-service':
    case 'wrong-host':
    case 'unhealthy':
      return false;
  }
}

/** The endpoint mapper is there, but its list, which the dynamic ports come from, did not arrive. */
function isLookupUnanswered(evidence: Evidence): boolean {
  return (
    evidence.kind === 'rpc-endpoint-mapper' &&
    evidence.lookup === 'failed' &&
    evidence.lookupStatus === null
  );
}

/** SMB is there, but the session setup that tells the computer's name got no answer. */
function isNameUnanswered(evidence: Evidence): boolean {
  return (
    evidence.kind === 'smb' &&
    evidence.sessionStatus === null &&
    evidence.netbiosComputerName === null &&
    evidence.dnsComputerName === null
  );
}

/**
 * A second attempt that saw less, was interrupted or had no turn takes nothing back from the first;
 * one that heard another computer's name does.
 */
function better(earlier: Observation, later: Observation): Observation {
  if (later.outcome === 'wrong-host') return later;
  if (earlier.outcome === 'open' && later.outcome !== 'open') return earlier;
  return later.outcome === 'error' && SAW_NOTHING.has(later.code) ? earlier : later;
}
