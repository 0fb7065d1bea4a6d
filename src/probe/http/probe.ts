import type { HttpCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { type Deadline, answerTime, attemptTime } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import {
  type HttpEvidence,
  type Observation,
  REACHED,
  type Reached,
  type TlsEvidence,
  inDoubt,
} from '../observation.ts';
import { type Trace, connectNoting, observe } from '../observe.ts';
import { type Connected, connectTcp, deadlineFailure } from '../tcp.ts';
import { suspectDemand } from './client-certificate.ts';
import { NO_ANSWER, NO_HEAD, answerEvidence, answerOf, askedOf, headEvidence } from './answer.ts';
import { answersInShort, askBesides } from './besides.ts';
import { type Response, exchange } from './exchange.ts';
import type { Head } from './head.ts';
import { type HighestVersion, secureContextOf } from './handshake.ts';
import { completeChain } from './missing-issuer.ts';
import { answering, isCutShort, patienceOf } from './response-time.ts';
import { type HttpTarget, emptyEvidence, targetOf } from './target.ts';
import { type TlsAttempt, attemptTls, certificateProblem } from './tls-attempt.ts';
import { type Judgement, type Seen, whoAnswered } from './who-answered.ts';
import { refusesInShort } from './unacceptable-hello.ts';
import { Wire } from './wire.ts';

/**
 * Asks a web role for its own URL, over TLS where the check says so, without following redirects.
 *
 * @param address the literal to connect to; Host header, server name indication and certificate go
 *   by the check's host
 * @returns `open` where the role itself answers or asks for a certificate or for credentials;
 *   never rejects
 */
export async function probeHttp(
  check: HttpCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<HttpEvidence>> {
  const target = targetOf(check, address);
  const seen = await observe<HttpEvidence>(
    context,
    emptyEvidence(target),
    (trace, deadline) =>
      check.tls
        ? probeOverTls(target, context, trace, deadline)
        : probePlain(target, context, trace, deadline),
    attemptTime(context.timeoutMs) +
      REQUESTS * answerTime(patienceOf(context), context.timeoutMs).ms,
  );
  switch (seen.outcome) {
    case 'open':
      return seen.evidence.status === null ? seen : withBesides(seen, target, context);
    case 'silent':
      return isCutShort(seen, context)
        ? inDoubt(seen, 'slow-path')
        : withLostAnswer(seen, target, context);
    default:
      return seen;
  }
}

/**
 * Adds the other requests of the installation. Without POST it can do nothing; without HEAD and
 * ranges BITS only works badly, so at a distribution point they decide nothing.
 */
async function withBesides(
  seen: Observation<HttpEvidence>,
  target: HttpTarget,
  context: ProbeContext,
): Promise<Observation<HttpEvidence>> {
  const evidence = { ...seen.evidence, ...(await askBesides(target, seen.evidence, context)) };
  const { besides } = evidence;
  if (besides === null || target.check.role === 'distribution-point') return { ...seen, evidence };
  const { reached, rttMs } = seen;
  switch (besides.seen) {
    case 'passed':
    case 'not-told':
    // The server's own word is no block: the path is open. The judge warns of it.
    case 'refused':
      return { ...seen, evidence };
    case 'cut':
    case 'filtered':
      return { outcome: 'wrong-service', cause: 'verb-blocked', reached, rttMs, evidence };
  }
}

async function withLostAnswer(
  seen: Observation<HttpEvidence>,
  target: HttpTarget,
  context: ProbeContext,
): Promise<Observation<HttpEvidence>> {
  if (!(await comesInShort(seen.reached, target, context))) return seen;
  return { ...seen, evidence: { ...seen.evidence, fullSegmentsLost: 'received' } };
}

/** Whether a short answer arrives at the stage at which a long one did not arrive whole. */
async function comesInShort(
  reached: Reached,
  target: HttpTarget,
  context: ProbeContext,
): Promise<boolean> {
  const { address, check } = target;
  switch (reached) {
    case 'none':
    case 'resolved':
      return false;
    case 'connected':
      return check.tls
        ? refusesInShort(address, check.port, context)
        : answersInShort(target, context);
    case 'tls':
    case 'protocol':
    case 'service':
      return answersInShort(target, context);
  }
}

/** At most this many requests in one attempt, one after the other. */
const REQUESTS = 2;

async function probePlain(
  target: HttpTarget,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
  deadline: Deadline,
): Promise<void> {
  const connected = await connectNoting(trace, target.address, target.check.port, deadline);
  const first = await get(connected, target, context, deadline, (head) => {
    trace.reached = 'protocol';
    trace.evidence = { ...trace.evidence, ...headEvidence(head, context) };
  });
  const response = isServerError(first) ? await getAgain(first, target, context, deadline) : first;
  trace.evidence = {
    ...trace.evidence,
    ...headEvidence(response, context),
    ...answerEvidence(response),
  };
  conclude(answerOf(response, target, null), target, context, trace);
}

async function get(
  connected: Connected,
  target: HttpTarget,
  context: ProbeContext,
  deadline: Deadline,
  noteHead: (head: Head) => void,
): Promise<Response> {
  const answer = answering(connected, context, deadline);
  const wire = new Wire(connected.socket);
  const carrier = { stream: wire, wire, lastError: () => wire.errored };
  try {
    return await exchange(carrier, target, answer, { noteHead });
  } finally {
    answer.dispose();
  }
}

function isServerError({ status }: Pick<Head, 'status'>): boolean {
  return status >= 500 && status < 600;
}

/**
 * If one of several servers behind a name fails, the next one's answer counts, unless it fails too.
 */
async function getAgain(
  first: Response,
  target: HttpTarget,
  context: ProbeContext,
  deadline: Deadline,
): Promise<Response> {
  try {
    const connected = await connectTcp(target.address, target.check.port, deadline);
    const second = await get(connected, target, context, deadline, () => {});
    return isServerError(second) ? first : second;
  } catch (thrown) {
    if (deadline.reason === 'interrupted') throw thrown;
    return first;
  }
}

/** Ends the probe with the table's judgement of an answer. */
function conclude(
  seen: Seen,
  target: HttpTarget,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
): void {
  const judgement: Judgement = whoAnswered(seen, askedOf(target, context));
  if (judgement.outcome !== 'open') throw new AnswerFailure(judgement.outcome, judgement.cause);
  trace.reached = 'service';
}

/**
 * HTTPS: one attempt with every version and, if that leaves a doubt, a second one with at most TLS
 * 1.2, which reveals a request for a client certificate.
 */
async function probeOverTls(
  target: HttpTarget,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
  deadline: Deadline,
): Promise<void> {
  // Throws before anything is sent if the user's PEM texts have a fault.
  secureContextOf(context.tls, 'TLSv1.3');
  const connected = await connectNoting(trace, target.address, target.check.port, deadline);
  const first = await talkOverTls(connected, target, 'TLSv1.3', context, deadline);
  // Noted before the second attempt, so that it remains if that one is interrupted.
  note(trace, first, context);
  const decisive = await withWholeChain(
    await lookAgain(first, target, context, deadline),
    target,
    context,
    deadline,
  );
  note(trace, decisive, context);
  judge(decisive, target, context, trace);
}

/** If the issuer is unknown because an intermediate is missing, fetches that, as Windows does. */
async function withWholeChain(
  attempt: TlsAttempt,
  target: HttpTarget,
  context: ProbeContext,
  deadline: Deadline,
): Promise<TlsAttempt> {
  const { chain, tls } = attempt;
  if (tls?.issuerTrust !== 'unknown') return attempt;
  const phase = deadline.phase(context.timeoutMs);
  const completed = await completeChain(chain, context.tls.ca, context.now(), phase);
  phase.dispose();
  if (completed === null) return attempt;
  const evidence: TlsEvidence = {
    ...tls,
    issuerTrust: completed.trust,
    missingIssuer: completed.missing,
  };
  const problem = certificateProblem(target.check.host, evidence, context);
  return { ...attempt, tls: evidence, certificateProblem: problem };
}

/** The attempt that decides: the second one if it got further, else the first. */
async function lookAgain(
  first: TlsAttempt,
  target: HttpTarget,
  context: ProbeContext,
  deadline: Deadline,
): Promise<TlsAttempt> {
  if (deadline.reason !== null || first.certificateProblem !== null) return first;
  if (isWorthAnotherAttempt(first)) {
    const second = await attemptAgain(target, 'TLSv1.2', context, deadline);
    if (second !== null && gotFurther(second, first)) return second;
    if (deadline.reason === 'interrupted') throw deadlineFailure(deadline, 'silent');
    return second?.tls?.clientCertificate === 'asked' ? asking(first, context) : first;
  }
  if (first.head !== null && isServerError(first.head)) {
    const second = await attemptAgain(target, 'TLSv1.3', context, deadline);
    if (second?.ending.kind === 'answer' && !isServerError(second.ending.response)) return second;
  }
  return first;
}

/** The first attempt, with the request for a certificate that only the second one could see. */
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

async function attemptAgain(
  target: HttpTarget,
  highest: HighestVersion,
  context: ProbeContext,
  deadline: Deadline,
): Promise<TlsAttempt | null> {
  try {
    const connected = await connectTcp(target.address, target.check.port, deadline);
    return await talkOverTls(connected, target, highest, context, deadline);
  } catch {
    // The first attempt has a result; the second's failure to connect does not change it.
    return null;
  }
}

async function talkOverTls(
  connected: Connected,
  target: HttpTarget,
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

/** Whether the second attempt saw as much as the first, or more. */
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
  { certificateProblem: problem, ending, tls }: TlsAttempt,
  target: HttpTarget,
  context: ProbeContext,
  trace: Trace<HttpEvidence>,
): void {
  // A doubt about the name does not outweigh what the server itself says.
  if (problem?.outcome === 'unhealthy') throw problem;
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
  if (problem !== null) throw problem;
}
