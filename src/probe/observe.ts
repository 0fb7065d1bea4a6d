import { codeOf } from '../base/error-code.ts';
import type { ProbeContext } from './context.ts';
import { Deadline } from './deadline.ts';
import { AnswerFailure, NetworkFailure } from './failure.ts';
import type { Evidence, Observation, Reached } from './observation.ts';
import { type Connected, connectTcp } from './tcp.ts';

/** What a probe notes as it goes, so that a failure still shows how far it got. */
export interface Trace<E extends Evidence> {
  reached: Reached;
  rttMs: number | null;
  evidence: E;
}

/**
 * Keeps the promise that a probe never throws: runs `probe` under one deadline and turns whatever
 * it throws into an outcome. A probe that returns has found its service: `open`.
 * @param boundMs milliseconds for the whole attempt; its phases have times of their own
 */
export async function observe<E extends Evidence>(
  context: ProbeContext,
  evidence: E,
  probe: (trace: Trace<E>, deadline: Deadline) => Promise<void>,
  boundMs: number = context.timeoutMs,
): Promise<Observation<E>> {
  const { timeoutMs, signal, watch } = context;
  const deadline = new Deadline(boundMs, signal, watch, timeoutMs);
  const trace: Trace<E> = { reached: 'resolved', rttMs: null, evidence };
  try {
    await probe(trace, deadline);
    return { outcome: 'open', ...trace };
  } catch (thrown) {
    if (thrown instanceof NetworkFailure) {
      return { outcome: thrown.outcome, code: thrown.code, ...trace };
    }
    if (thrown instanceof AnswerFailure) {
      // An answer proves that the connection was accepted.
      const reached = trace.reached === 'resolved' ? cameFrom(thrown) : trace.reached;
      return { outcome: thrown.outcome, cause: thrown.why, ...trace, reached };
    }
    // A fault of our own is never reported as the network's.
    return { outcome: 'error', code: codeOf(thrown), ...trace };
  } finally {
    deadline.dispose();
  }
}

/** Like `connectTcp`, and notes in `trace` that it connected and how long that took. */
export async function connectNoting<E extends Evidence>(
  trace: Trace<E>,
  address: string,
  port: number,
  deadline: Deadline,
): Promise<Connected> {
  const connected = await connectTcp(address, port, deadline);
  trace.reached = 'connected';
  trace.rttMs = connected.rttMs;
  return connected;
}

/** A wrong answer proves a connection, even where the probe has not noted it yet. */
function cameFrom({ outcome }: AnswerFailure): Reached {
  return outcome === 'wrong-service' ? 'connected' : 'resolved';
}
