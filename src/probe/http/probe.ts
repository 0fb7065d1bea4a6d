import type { HttpCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import { type HttpEvidence, type Observation, REACHED, type TlsEvidence } from '../observation.ts';
import { type Trace, observe } from '../observe.ts';
import { connectTcp, deadlineFailure } from '../tcp.ts';
import { suspectDemand } from './client-certificate.ts';
import { type Response, exchange } from './exchange.ts';
import { secureContextOf } from './handshake.ts';
import { type Target, emptyEvidence, targetOf } from './target.ts';
import { type TlsAttempt, attemptTls } from './tls-attempt.ts';
import { type ClientCertificateDemand, type Head, judgeAnswer } from './who-answered.ts';
import { Wire } from './wire.ts';

/**
 * Asks a web role for its own URL, over TLS where the check says so, without following redirects.
 *
 * @param address the literal to connect to; Host header, server name indication and certificate go
 *   by the check's host
 * @returns `open` where the role itself answers or asks for a certificate or for credentials;
 *   never rejects
 */
export function probeHttp(
  check: HttpCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<HttpEvidence>> {
  const target = targetOf(check, address);
  return observe<HttpEvidence>(context, emptyEvidence(target), (trace, deadline) =>
    check.tls
      ? probeOverTls(target, context, trace, deadline)
      : probePlain(target, trace, deadline),
  );
}

async function probePlain(
  target: Target,
  trace: Trace<HttpEvidence>,
  deadline: Deadline,
): Promise<void> {
  const { socket, rttMs } = await connectTcp(target.address, target.check.port, deadline);
  trace.reached = 'connected';
  trace.rttMs = rttMs;
  const wire = new Wire(socket);
  const noteHead = (head: Head): void => {
    trace.reached = 'protocol';
    trace.evidence = { ...trace.evidence, ...head };
  };
  const response = await exchange(
    { stream: wire, wire, lastError: () => wire.errored },
    target,
    deadline,
    { noteHead, wantsCertificate: () => false },
  );
  trace.evidence = { ...trace.evidence, content: response.content };
  const judgement = judgeAnswer(response, target, 'none');
  if (judgement.outcome !== 'open') throw new AnswerFailure(judgement.outcome, judgement.cause);
  trace.reached = 'service';
}

const NO_HEAD = { status: null, reason: null, server: null, location: null };

/**
 * HTTPS: one attempt with every version, and where that leaves a doubt, a second one with TLS 1.2
 * at most, which shows a request for a client certificate.
 */
async function probeOverTls(
  target: Target,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
  deadline: Deadline,
): Promise<void> {
  // Throws for a fault in the user's PEM texts before anything is sent.
  secureContextOf(context.tls, 'TLSv1.3');
  const { socket, rttMs } = await connectTcp(target.address, target.check.port, deadline);
  trace.reached = 'connected';
  trace.rttMs = rttMs;
  const first = await attemptTls(socket, target, 'TLSv1.3', context, deadline);
  // Noted before the second attempt: if that one is interrupted, this is what was seen.
  note(trace, first);
  const decisive = await lookAgain(first, target, context, deadline);
  note(trace, decisive);
  judge(decisive, target, context, trace);
}

/** The attempt that decides: the second one where it got further, else the first. */
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

/** The first attempt, with the request for a certificate that only the second could see. */
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
 * After a failed handshake, unless the other end speaks no TLS at all; and after a finished 1.3
 * handshake that is followed by a break or a 500, as from servers that ask for a client certificate
 * too late.
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
    // The first attempt has a result; the second's failure to connect does not change it.
    return null;
  }
}

/** Whether the second attempt saw more than the first, or as much. */
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

/** The certificate comes first: a client that rejects it never sees a status. */
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
