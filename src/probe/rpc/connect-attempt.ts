import type { Deadline } from '../deadline.ts';
import { codeOf } from '../../base/error-code.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';
import { type Connected, hangUp } from '../tcp.ts';

/** `connectTcp`, or a test's stand-in: loopback can't be silent. */
export type Connect = (address: string, port: number, deadline: Deadline) => Promise<Connected>;

/** What became of one connect; `rttMs` is null where the reset was here before the success. */
export type ConnectAttempt =
  | { readonly outcome: 'open'; readonly rttMs: number | null }
  | {
      readonly outcome: 'refused' | 'filtered' | 'unreachable' | 'error';
      readonly code: string;
    };

/** Connects and hangs up. */
export async function attemptConnect(
  connect: Connect,
  address: string,
  port: number,
  deadline: Deadline,
): Promise<ConnectAttempt> {
  try {
    const { socket, rttMs } = await connect(address, port, deadline);
    hangUp(socket);
    return { outcome: 'open', rttMs };
  } catch (thrown) {
    return failedAttempt(thrown);
  }
}

function failedAttempt(thrown: unknown): ConnectAttempt {
  // Whoever answers has accepted the connection.
  if (thrown instanceof AnswerFailure) return { outcome: 'open', rttMs: null };
  if (!(thrown instanceof NetworkFailure)) return { outcome: 'error', code: codeOf(thrown) };
  const { outcome, code } = thrown;
  return outcome === 'refused' || outcome === 'filtered' || outcome === 'unreachable'
    ? { outcome, code }
    : { outcome: 'error', code };
}
