import type { TcpCheck } from '../plan/check.ts';
import type { ProbeContext } from './context.ts';
import { AnswerFailure } from './failure.ts';
import type { NoEvidence, Observation } from './observation.ts';
import { observe } from './observe.ts';
import { connectTcp, hangUp } from './tcp.ts';

/** Connects and hangs up: for services that say nothing before authentication. */
export function probeTcp(
  check: TcpCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<NoEvidence>> {
  return observe<NoEvidence>(context, { kind: 'none' }, async (trace, deadline) => {
    try {
      const { socket, rttMs } = await connectTcp(address, check.port, deadline);
      hangUp(socket);
      trace.rttMs = rttMs;
    } catch (thrown) {
      // A connection that is reset at once was accepted.
      if (!(thrown instanceof AnswerFailure)) throw thrown;
    }
    trace.reached = 'connected';
  });
}
