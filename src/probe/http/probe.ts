import type { HttpCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { type Deadline, answerTime, attemptTime } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import { type HttpEvidence, type Observation, REACHED } from '../observation.ts';
import { type Trace, observe } from '../observe.ts';
import { type Connected, connectTcp, deadlineFailure } from '../tcp.ts';
import { suspectDemand } from './client-certificate.ts';
import { NO_ANSWER, NO_HEAD, answerEvidence, answerOf, askedOf, headEvidence } from './answer.ts';
import { exchange } from './exchange.ts';
import type { Head } from './head.ts';
import { type HighestVersion, secureContextOf } from './handshake.ts';
import { type Target, emptyEvidence, targetOf } from './target.ts';
import { type TlsAttempt, attemptTls } from './tls-attempt.ts';
import { type Judgement, type Seen, whoAnswered } from './who-answered.ts';
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
  return observe<HttpEvidence>(
    context,
    emptyEvidence(target),
    (trace, deadline) =>
      check.tls
        ? probeOverTls(target, context, trace, deadline)
        : probePlain(target, context, trace, deadline),
    attemptTime(context.timeoutMs) + REQUESTS * (context.responseTimeoutMs ?? 0),
  );
}

/** At most so many requests one after the other. */
const REQUESTS = 2;

/**
 * The phase in which a web server has to answer. It may take as long as a client would wait, for
 * what it serves may have to be started first.
 */
function answering({ rttMs }: Connected, context: ProbeContext, deadline: Deadline): Deadline {
  const { timeoutMs, responseTimeoutMs } = context;
  return deadline.phase(responseTimeoutMs ?? answerTime(timeoutMs, rttMs).ms);
}

async function probePlain(
  target: Target,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
  deadline: Deadline,
): Promise<void> {
  const connected = await connectTcp(target.address, target.check.port, deadline);
  trace.reached = 'connected';
  trace.rttMs = connected.rttMs;
  const answer = answering(connected, context, deadline);
  const wire = new Wire(connected.socket);
  const noteHead = (head: Head): void => {
    trace.reached = 'protocol';
    trace.evidence = { ...trace.evidence, ...headEvidence(head, context) };
  };
  const response = await exchange(
    { stream: wire, wire, lastError: () => wire.errored },
    target,
    answer,
    { noteHead },
  ).finally(() => answer.dispose());
  trace.evidence = { ...trace.evidence, ...answerEvidence(response) };
  conclude(answerOf(response, target, null), target, context, trace);
}

/** Ends the probe with what the table says of an answer. */
function conclude(
  seen: Seen,
  target: Target,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
): void {
  const judgement: Judgement = whoAnswered(seen, askedOf(target, context));
  if (judgement.outcome !== 'open') throw new AnswerFailure(judgement.outcome, judgement.cause);
  trace.reached = 'service';
}

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
  const connected = await connectTcp(target.address, target.check.port, deadline);
  trace.reached = 'connected';
  trace.rttMs = connected.rttMs;
  const first = await talkOverTls(connected, target, 'TLSv1.3', context, deadline);
  // Noted before the second attempt: if that one is interrupted, this is what was seen.
  note(trace, first, context);
  const decisive = await lookAgain(first, target, context, deadline);
  note(trace, decisive, context);
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
    const connected = await connectTcp(target.address, target.check.port, deadline);
    return await talkOverTls(connected, target, 'TLSv1.2', context, deadline);
  } catch {
    // The first attempt has a result; the second's failure to connect does not change it.
    return null;
  }
}

async function talkOverTls(
  connected: Connected,
  target: Target,
  highest: HighestVersion,
  context: ProbeContext,
  deadline: Deadline,
): Promise<TlsAttempt> {
  const answer = answering(connected, context, deadline);
  try {
    return await attemptTls(connected.socket, target, highest, context, answer);
  } finally {
    answer.dispose();
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

function note(
  trace: Trace<HttpEvidence>,
  { reached, head, tls, ending }: TlsAttempt,
  context: ProbeContext,
): void {
  trace.reached = reached;
  trace.evidence = {
    ...trace.evidence,
    ...(head === null ? NO_HEAD : headEvidence(head, context)),
    ...(ending.kind === 'answer' ? answerEvidence(ending.response) : NO_ANSWER),
    tls,
  };
}

/** The certificate comes first: a client that rejects it never sees a status. */
function judge(
  { certificateProblem, ending, tls }: TlsAttempt,
  target: Target,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
): void {
  if (certificateProblem !== null) throw certificateProblem;
  switch (ending.kind) {
    case 'failed':
      throw ending.failure;
    case 'answer':
      conclude(answerOf(ending.response, target, tls), target, context, trace);
      break;
    case 'certificate-demanded':
      conclude('certificate-demanded', target, context, trace);
      break;
  }
}
