import type { ProbeContext } from '../context.ts';
import { type Deadline, answerTime } from '../deadline.ts';
import type { Observation } from '../observation.ts';
import type { Connected } from '../tcp.ts';

/** Milliseconds that a web server may take for its answer. */
export function patienceOf({ timeoutMs, responseTimeoutMs = timeoutMs }: ProbeContext): number {
  return responseTimeoutMs;
}

/** The phase in which a web server has to answer. */
export function answering(
  { rttMs }: Connected,
  context: ProbeContext,
  deadline: Deadline,
): Deadline {
  return deadline.phase(answerTime(patienceOf(context), rttMs).ms);
}

/** Whether the answer was given up before six round trips, so that silence says nothing. */
export function isCutShort({ rttMs }: Observation, context: ProbeContext): boolean {
  return rttMs !== null && answerTime(patienceOf(context), rttMs).bound === 'cut';
}
