import type { SmbCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure, NetworkFailure } from '../failure.ts';
import type { Observation, SmbEvidence } from '../observation.ts';
import { observe } from '../observe.ts';
import type { Trace } from '../observe.ts';
import { connectTcp } from '../tcp.ts';
import { firstSuccess } from './attempts.ts';
import { branchOf } from './branch.ts';
import type { Branch } from './branch.ts';
import { NOTHING_SEEN, negotiateEvidence, withChallenge } from './evidence.ts';
import { compareIdentity } from './identity.ts';
import { MessageStream } from './message-stream.ts';
import { negotiateMultiProtocol, negotiateSmb2 } from './negotiate.ts';
import type { Negotiated } from './negotiate.ts';
import { statusText } from './nt-status.ts';
import { challengeOf, setUpSmb1Session, setUpSmb2Session } from './session.ts';
import type { SessionReply } from './session.ts';

type SmbTrace = Trace<SmbEvidence>;

/**
 * Asks an address for SMB2, where need be for SMB1, and then by an anonymous session setup, which
 * is never finished, for the computer's names and clock. A valid negotiate answer is `open`; a
 * computer that must match and tells other names is `wrong-host`.
 */
export function probeSmb(
  check: SmbCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<SmbEvidence>> {
  return observe<SmbEvidence>(context, NOTHING_SEEN, async (trace, deadline) => {
    const stream = await connectFirst(address, check.port, trace, deadline);
    const branch = branchOf(deadline);
    try {
      const negotiated = await firstSuccess(
        stream === null
          ? Promise.reject(new AnswerFailure('wrong-service', 'reset-before-answer'))
          : dropOnFailure(stream, negotiateSmb2(stream, trace)),
        () => attemptMultiProtocol(address, check.port, branch, trace),
        deadline.remainingMs() / 2,
      );
      if (negotiated.stream !== stream) stream?.close();
      await identify(negotiated, trace, context.now);
      negotiated.stream.close();
    } finally {
      branch.cancel();
      stream?.close();
    }
    if (
      check.identity === 'must-match' &&
      compareIdentity(check.host, trace.evidence) === 'different'
    ) {
      throw new AnswerFailure('wrong-host', 'other-computer-name');
    }
  });
}

/** Null where the connection was accepted and reset at once: that leaves the second attempt. */
async function connectFirst(
  address: string,
  port: number,
  trace: SmbTrace,
  deadline: Deadline,
): Promise<MessageStream | null> {
  try {
    const { socket, rttMs } = await connectTcp(address, port, deadline);
    trace.reached = 'connected';
    trace.rttMs = rttMs;
    return new MessageStream(socket, deadline);
  } catch (thrown) {
    if (!(thrown instanceof AnswerFailure)) throw thrown;
    trace.reached = 'connected';
    return null;
  }
}

/** The second attempt, on a connection that its branch drops when it loses. */
async function attemptMultiProtocol(
  address: string,
  port: number,
  { deadline }: Branch,
  trace: SmbTrace,
): Promise<Negotiated> {
  const { socket } = await connectTcp(address, port, deadline);
  const stream = new MessageStream(socket, deadline);
  const drop = (): void => stream.close();
  deadline.onEnd(drop);
  if (deadline.reason !== null) drop();
  return dropOnFailure(stream, negotiateMultiProtocol(stream, trace));
}

async function dropOnFailure<T>(stream: MessageStream, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (failure) {
    stream.close();
    throw failure;
  }
}

/** Notes the service, then all that the computer tells of itself; what it keeps back is no fault. */
async function identify(
  negotiated: Negotiated,
  trace: SmbTrace,
  now: ProbeContext['now'],
): Promise<void> {
  trace.reached = 'service';
  trace.evidence = negotiateEvidence(negotiated, now());
  try {
    const reply = await setUpSession(negotiated, trace, now);
    if (reply === null) return;
    trace.evidence = { ...trace.evidence, sessionStatus: statusText(reply.status) };
    const challenge = challengeOf(reply);
    if (challenge !== null) trace.evidence = withChallenge(trace.evidence, challenge, now());
  } catch (failure) {
    if (failure instanceof AnswerFailure && failure.outcome === 'unhealthy') {
      trace.reached = 'protocol';
      throw failure;
    }
    if (!(failure instanceof AnswerFailure || failure instanceof NetworkFailure)) throw failure;
  }
}

/** Null where there is no session setup that would tell more. */
async function setUpSession(
  negotiated: Negotiated,
  trace: SmbTrace,
  now: ProbeContext['now'],
): Promise<SessionReply | null> {
  switch (negotiated.kind) {
    case 'smb1':
      return negotiated.answer.security.kind === 'extended'
        ? setUpSmb1Session(negotiated, trace)
        : null;
    case 'smb2':
      return setUpSmb2Session(negotiated, trace);
    case 'smb2-wildcard': {
      const settled = await negotiateSmb2(negotiated.stream, trace, negotiated.nextMessageId);
      trace.evidence = negotiateEvidence(settled, now());
      return setUpSmb2Session(settled, trace);
    }
  }
}
