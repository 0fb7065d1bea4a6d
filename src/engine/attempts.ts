import { pauseUnlessAborted } from '../base/abort.ts';
import { SHORTAGE_CODES } from '../probe/failure.ts';
import { type Cause, type Evidence, type Observation, REACHED } from '../probe/observation.ts';

const SHORTAGE_PAUSE_MS = 100;
export const SHORTAGE_PAUSES = 50;

export interface Attempted {
  readonly observation: Observation;
  readonly attempts: number;
}

/**
 * Probes once, and again up to `retries` times while nothing answers. Where this machine runs short
 * of open files or ephemeral ports, the probe waits and tries again; that is not counted as a
 * retry.
 * @param doneElsewhere how many probes have ended without a shortage so far
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
      // Probes that end elsewhere free their sockets, so as long as some do, it is worth trying
      // again.
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

/** Resolves early on interrupt. */
export function pauseForShortage(signal: AbortSignal): Promise<void> {
  return pauseUnlessAborted(SHORTAGE_PAUSE_MS, signal);
}

export function isShortage(observation: Observation): boolean {
  return observation.outcome === 'error' && SHORTAGE_CODES.has(observation.code);
}

/** Causes of an inconclusive result in which some packet was not answered. */
const UNANSWERED_CAUSES: ReadonlySet<Cause> = new Set([
  'no-answer-udp',
  'silent-per-service',
  'mixed-answers',
  'outside-range-only',
  'slow-path',
  'session-cut',
  'bind-cut',
  'list-cut',
  'list-unanswered',
]);

/**
 * The connection ended before an answer. Another server behind the same name, or one that has just
 * restarted, may answer the next one.
 */
const CUT_CAUSES: ReadonlySet<Cause> = new Set(['closed-before-answer', 'reset-before-answer']);

/**
 * This machine was too busy: the echo request went out too late, or the ping program did not start.
 */
const HAD_NO_TURN: ReadonlySet<string> = new Set(['PING_FAILED', 'ECHO_LATE']);
const SAW_NOTHING: ReadonlySet<string> = new Set(['ABORT_ERR', ...HAD_NO_TURN]);

/**
 * The host does not answer its last router, or this machine, which ask for its hardware address. A
 * computer that wakes up, or a lost question, is asked again, and Windows does not give up either.
 */
const NEIGHBOUR_CODES: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'EHOSTDOWN']);

/** Whether no answer came back. The cause may be a firewall, or just a lost packet. */
function gotNoAnswer(observation: Observation): boolean {
  switch (observation.outcome) {
    case 'filtered':
    case 'silent':
      return true;
    case 'inconclusive':
      return UNANSWERED_CAUSES.has(observation.cause);
    case 'wrong-service':
      return CUT_CAUSES.has(observation.cause);
    case 'open':
      return isLookupUnanswered(observation.evidence);
    case 'unreachable':
      return NEIGHBOUR_CODES.has(observation.code);
    case 'error':
      return HAD_NO_TURN.has(observation.code);
    case 'refused':
    case 'unresolved':
    case 'wrong-host':
    case 'unhealthy':
      return false;
  }
}

/**
 * The endpoint mapper answered, but its list, which the dynamic ports come from, did not arrive.
 */
function isLookupUnanswered(evidence: Evidence): boolean {
  return (
    evidence.kind === 'rpc-endpoint-mapper' &&
    evidence.lookup === 'failed' &&
    evidence.lookupStatus === null
  );
}

/**
 * Which of two attempts counts. A later one that saw less, or was interrupted, does not undo an
 * earlier success; one that found another computer's name does. Silence does not undo what an
 * earlier connection showed.
 */
function better(earlier: Observation, later: Observation): Observation {
  if (later.outcome === 'wrong-host') return later;
  if (earlier.outcome === 'open' && later.outcome !== 'open') return earlier;
  if (sawMore(earlier, later)) return earlier;
  return later.outcome === 'error' && SAW_NOTHING.has(later.code) ? earlier : later;
}

/** Whether the later attempt ended in silence, and the earlier one got further or was told why. */
function sawMore(earlier: Observation, later: Observation): boolean {
  const isSilence = later.outcome === 'filtered' || later.outcome === 'silent';
  // Routers tell of an unreachable host only now and then (RFC 1812 4.3.2.8).
  if (isSilence && earlier.outcome === 'unreachable') return true;
  return (
    isSilence &&
    earlier.outcome !== 'error' &&
    REACHED.indexOf(earlier.reached) > REACHED.indexOf(later.reached)
  );
}
