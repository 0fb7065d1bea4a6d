import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import { REACHED } from '../observation.ts';
import type { HttpEvidence, TlsEvidence } from '../observation.ts';
import type { Trace } from '../observe.ts';
import { connectTcp, deadlineFailure } from '../tcp.ts';
import { suspectDemand } from './demand.ts';
import type { Response } from './response.ts';
import { type ClientCertificateDemand, judgeAnswer } from './judge.ts';
import { secureContextOf } from './secure-context.ts';
import type { Target } from './target.ts';
import { type TlsAttempt, attemptTls } from './tls-attempt.ts';

const NO_HEAD = { status: null, reason: null, server: null, location: null };

/**
 * HTTPS: an attempt with all that Node knows, and where that leaves a doubt, a second one with
 * TLS 1.2 at most, in which a demand for a client certificate can be seen.
 */
export async function probeOverTls(
  target: Target,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
  deadline: Deadline,
): Promise<void> {
  // A fault in the user's own PEM texts is told before anything is sent.
  secureContextOf(context.tls, 'TLSv1.3');
  const { socket, rttMs } = await connectTcp(target.address, target.check.port, deadline);
  trace.reached = 'connected';
  trace.rttMs = rttMs;
  const first = await attemptTls(socket, target, 'TLSv1.3', context, deadline);
  // Told at once, so that an interrupted second attempt leaves what the first saw.
  note(trace, first);
  const decisive = await lookAgain(first, target, context, deadline);
  note(trace, decisive);
  judge(decisive, target, context, trace);
}

/** The attempt that decides: the first, or a second one where that got further. */
async function lookAgain(
  first: TlsAttempt,
  target: Target,
  context: ProbeContext,
  deadline: Deadline,
): Promise<TlsAttempt> {
  if (deadline.reason !== null || first.certificateProblem !== null) return first;
  if (isWorthAnotherAttempt(first)) {
    const second = await attemptDowngraded(target, context, deadline);
    if (second !== null && gotFurther(second, first)) return second;
    if (deadline.reason === 'interrupted') throw deadlineFailure(deadline, 'silent');
    return second?.tls?.clientCertificate === 'asked' ? asking(first, context) : first;
  }
  return first;
}

/** The same attempt with what only the second could see. */
function asking(attempt: TlsAttempt, context: ProbeContext): TlsAttempt {
  const { tls, ending } = attempt;
  if (tls === null) return attempt;
  return {
    ...attempt,
    tls: { ...tls, clientCertificate: 'asked' },
    ending:
      ending.kind === 'failed' && context.tls.clientCertificate === undefined
        ? { ...ending, failure: suspectDemand(ending.failure) }
        : ending,
  };
}

/**
 * A handshake that failed, unless the other end speaks no TLS at all; and, after a finished 1.3
 * handshake, a break or a 500: that is how a client certificate is asked for too late.
 */
function isWorthAnotherAttempt({ ending, reached, tls, head }: TlsAttempt): boolean {
  if (reached === 'connected') {
    return (
      ending.kind === 'failed' &&
      !(ending.failure instanceof AnswerFailure && ending.failure.why === 'not-tls')
    );
  }
  if (tls?.protocol !== 'TLSv1.3') return false;
  return head === null ? ending.kind === 'failed' : head.status === 500;
}

async function attemptDowngraded(
  target: Target,
  context: ProbeContext,
  deadline: Deadline,
): Promise<TlsAttempt | null> {
  try {
    const { socket } = await connectTcp(target.address, target.check.port, deadline);
    return await attemptTls(socket, target, 'TLSv1.2', context, deadline);
  } catch {
    // The first attempt has an answer; that the second got no connection does not change it.
    return null;
  }
}

/** Whether the second attempt saw more than the first; of two that got as far, the later counts. */
function gotFurther(second: TlsAttempt, first: TlsAttempt): boolean {
  if (second.ending.kind !== 'failed') return true;
  if (isDeadline(second)) return false;
  return REACHED.indexOf(second.reached) >= REACHED.indexOf(first.reached);
}

function isDeadline({ ending }: TlsAttempt): boolean {
  return ending.kind === 'failed' && !(ending.failure instanceof AnswerFailure);
}

function note(trace: Trace<HttpEvidence>, { reached, head, tls, ending }: TlsAttempt): void {
  trace.reached = reached;
  const content = ending.kind === 'answer' ? ending.response.content : 'not-looked-for';
  trace.evidence = { ...trace.evidence, ...(head ?? NO_HEAD), content, tls };
}

/** A client turns a bad certificate down before it sees any status: that comes first. */
function judge(
  attempt: TlsAttempt,
  target: Target,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
): void {
  const { certificateProblem, ending, tls } = attempt;
  if (certificateProblem !== null) throw certificateProblem;
  if (ending.kind === 'failed') throw ending.failure;
  if (ending.kind === 'answer') {
    const judgement = judgeAnswer(ending.response, target, demandOf(ending.response, tls, context));
    if (judgement.outcome !== 'open') throw new AnswerFailure(judgement.outcome, judgement.cause);
  }
  trace.reached = 'service';
}

function demandOf(
  response: Response,
  tls: TlsEvidence | null,
  context: ProbeContext,
): ClientCertificateDemand {
  if (response.demand === 'told') return 'told';
  return tls?.clientCertificate === 'asked' && context.tls.clientCertificate === undefined
    ? 'asked'
    : 'none';
}
