import type { ProbeContext } from '../context.ts';
import { Deadline, answerTime } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import type { BesidesEvidence, HttpEvidence } from '../observation.ts';
import { connectTcp } from '../tcp.ts';
import { answerOf } from './answer.ts';
import { exchange } from './exchange.ts';
import { type HttpTarget, ROLE_REQUESTS, type WebRequest } from './target.ts';
import { attemptTls } from './tls-attempt.ts';
import type { Answer } from './who-answered.ts';
import { Wire } from './wire.ts';

/** What the installation asks of a role besides GET. */
export interface BesidesRequest extends Pick<WebRequest, 'method' | 'path' | 'headers'> {
  readonly name: BesidesEvidence['request'];
}

/** Paths that the GETs request, so they are known to exist. */
const ROLE_PATHS: ReadonlySet<string> = new Set(
  Object.values(ROLE_REQUESTS).map(({ path }) => path),
);

const EMPTY = { 'Content-Length': '0' };

/** The requests by which clients talk to a management point and to WSUS, without a body. */
export const BESIDES = {
  'management-point': {
    name: 'ccm-post',
    method: 'CCM_POST',
    path: '/ccm_system/request',
    headers: EMPTY,
  },
  'software-update-point': {
    name: 'post',
    method: 'POST',
    path: '/ClientWebService/client.asmx',
    headers: { ...EMPTY, 'Content-Type': 'text/xml; charset=utf-8' },
  },
  // BITS asks for a file's length, then for parts of it.
  'distribution-point': {
    name: 'range',
    method: 'HEAD',
    path: '/SMS_DP_SMSPKG$/',
    headers: { Range: 'bytes=0-0' },
  },
  'server-locator-point': null,
  'fallback-status-point': null,
  'cloud-management-gateway': null,
} as const satisfies Record<HttpTarget['check']['role'], BesidesRequest | null>;

/**
 * At least two packets on any Ethernet, and shorter than what any web server rejects as too long.
 */
const LONG_BYTES = 3_600;
const LONG_HEADER = { 'X-Ccm-Preflight': 'x'.repeat(LONG_BYTES) };

type Besides = Pick<HttpEvidence, 'besides' | 'fullSegmentsLost'>;

/** What became of one request. */
type Fate =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'cut' | 'unanswered' | 'not-told' };

/**
 * Sends a web server that has answered its GET well what the installation sends besides, first as a
 * request of several full-size packets. If that goes wrong, it is sent again in one packet, and
 * only what is lost each time is reported as blocked.
 * @param known what the GET showed
 */
export async function askBesides(
  target: HttpTarget,
  known: HttpEvidence,
  context: ProbeContext,
): Promise<Besides> {
  const request = BESIDES[target.check.role];
  const short: HttpTarget = request === null ? target : { ...target, ...request, marker: null };
  const long: HttpTarget = { ...short, headers: { ...short.headers, ...LONG_HEADER } };
  const passes = (fate: Fate): boolean => seenIn(fate, known, request) === 'passed';
  const isAnswered = (fate: Fate): boolean => seenIn(fate, known, null) === 'passed';

  const first = await ask(long, context);
  const told = async (passed: Fate): Promise<BesidesEvidence | null> =>
    (await isVerbDenied(request, passed, short, context))
      ? { request: 'ccm-post', seen: 'refused', status: NOT_FOUND, filter: null }
      : besidesOf(request, passed, known);
  if (passes(first)) return { besides: await told(first), fullSegmentsLost: null };
  // All at once, because each may take as long as a web server is allowed to.
  const isRange = request?.name === 'range';
  const [second, third, longAgain, control, head] = await Promise.all([
    ask(short, context),
    ask(short, context),
    first.kind === 'unanswered' ? ask(long, context) : first,
    request === null ? null : ask({ ...target, marker: null }, context),
    isRange ? ask({ ...short, headers: {} }, context) : null,
  ]);
  // Anything on the way may refuse an odd header; but if silence stays, it is the path's.
  const isLost =
    first.kind === 'unanswered' &&
    longAgain.kind === 'unanswered' &&
    [second, third].some(isAnswered);
  const fullSegmentsLost = isLost ? 'sent' : null;
  const passed = [second, third].find(passes);
  if (passed !== undefined) return { besides: await told(passed), fullSegmentsLost };
  if (request === null || control === null) return { besides: null, fullSegmentsLost: null };
  // A server that no longer answers at all is not reported as a filter.
  const isAlive = isAnswered(control);
  // HEAD itself may be blocked, or only a range in it.
  const isNarrow = head === null || passes(head);
  return {
    besides: !isAlive
      ? { request: request.name, seen: 'not-told', status: null, filter: null }
      : isNarrow
        ? besidesOf(request, third, known)
        : besidesOf({ ...request, name: 'head' }, head, known),
    fullSegmentsLost,
  };
}

/**
 * Whether a server whose answer did not arrive whole answers a question that has a short answer.
 */
export async function answersInShort(target: HttpTarget, context: ProbeContext): Promise<boolean> {
  const { responseTimeoutMs: _patience, ...short } = context;
  const fate = await ask({ ...target, method: 'HEAD', marker: null }, short);
  return fate.kind === 'answered';
}

function besidesOf(
  request: BesidesRequest | null,
  fate: Fate,
  known: HttpEvidence,
): BesidesEvidence | null {
  if (request === null) return null;
  const { status, filter } =
    fate.kind === 'answered' ? fate.answer : { status: null, filter: null };
  return { request: request.name, seen: seenIn(fate, known, request), status, filter };
}

/**
 * A server's own 4xx or 5xx is an answer, because the request held nothing that it could accept,
 * unless it says that it takes no such requests. An answer from a filter, or one without the signs
 * of IIS that the GET's headers had, is not the server's.
 */
function seenIn(
  fate: Fate,
  known: HttpEvidence,
  request: BesidesRequest | null,
): BesidesEvidence['seen'] {
  switch (fate.kind) {
    case 'answered': {
      const { filter, redirect, iis } = fate.answer;
      const isForeign =
        filter !== null ||
        redirect === 'elsewhere' ||
        // A portal's: site systems redirect no message, and clients send none a second time.
        (redirect === 'same-host' && isMessage(request)) ||
        (known.iis === 'headers' && iis !== 'headers');
      if (isForeign) return 'filtered';
      if (request === null) return 'passed';
      const isRefused =
        refusesVerb(fate.answer, known, request) ||
        (isMessage(request) && isWithoutService(fate.answer));
      return isRefused ? 'refused' : 'passed';
    }
    case 'cut':
    case 'unanswered':
      return 'cut';
    case 'not-told':
      return 'not-told';
  }
}

function isMessage(request: BesidesRequest | null): boolean {
  return request?.name === 'ccm-post' || request?.name === 'post';
}

/**
 * Whether a failure is told in place of the service: by the kernel's driver where the application
 * pool is stopped (that of CCM_System is not that of SMS_MP), or by a gateway before the server.
 */
function isWithoutService({ status, answeredBy }: Answer): boolean {
  return status === 502 || status === 504 || (status === 503 && answeredBy === 'http-api');
}

/** RFC 9110 15.5.6 and 15.6.2: refusals of the method itself, whatever the request holds. */
const VERB_REFUSALS: readonly number[] = [405, 501];

/** Whether a server takes no requests of this method, whatever they hold. */
function refusesVerb(
  { status, subStatus }: Answer,
  known: HttpEvidence,
  { path }: BesidesRequest,
): boolean {
  if (VERB_REFUSALS.includes(status)) return true;
  if (status !== 404) return false;
  // IIS's request filtering answers a denied verb with 404, and keeps the sub-status to itself.
  const isPathOfGet = ROLE_PATHS.has(path);
  return subStatus === '404.6' || (isPathOfGet && known.status !== 404);
}

const NOT_FOUND = 404;

/**
 * Whether a management point that says 404 to CCM_POST denies the method, as request filtering of
 * IIS does: then it also says so of the path whose GET it has just answered.
 */
async function isVerbDenied(
  request: BesidesRequest | null,
  fate: Fate,
  asked: HttpTarget,
  context: ProbeContext,
): Promise<boolean> {
  const isNotFound = (each: Fate): boolean =>
    each.kind === 'answered' && each.answer.status === NOT_FOUND && each.answer.filter === null;
  if (request?.name !== 'ccm-post' || !isNotFound(fate)) return false;
  return isNotFound(await ask({ ...asked, path: ROLE_REQUESTS[asked.check.role].path }, context));
}

async function ask(target: HttpTarget, context: ProbeContext): Promise<Fate> {
  const { timeoutMs, responseTimeoutMs = timeoutMs, signal, watch } = context;
  const most = answerTime(responseTimeoutMs, timeoutMs).ms;
  const deadline = new Deadline(timeoutMs + most, signal, watch, timeoutMs);
  try {
    const { socket, rttMs } = await connectTcp(target.address, target.check.port, deadline);
    const { ms, bound } = answerTime(responseTimeoutMs, rttMs);
    const answer = deadline.phase(ms);
    try {
      const fate = target.check.tls
        ? await askOverTls(socket, target, context, answer)
        : await askPlain(new Wire(socket), target, answer);
      return fate.kind === 'unanswered' && bound === 'cut' ? { kind: 'not-told' } : fate;
    } finally {
      answer.dispose();
    }
  } catch {
    // Without a connection no request was sent, so nothing is known.
    return { kind: 'not-told' };
  } finally {
    deadline.dispose();
  }
}

async function askPlain(wire: Wire, target: HttpTarget, deadline: Deadline): Promise<Fate> {
  const carrier = { stream: wire, wire, lastError: () => wire.errored };
  try {
    const response = await exchange(carrier, target, deadline, { noteHead: () => {} });
    return { kind: 'answered', answer: answerOf(response, target, null) };
  } catch (failure) {
    return fateOf(failure, deadline);
  }
}

async function askOverTls(
  socket: ConstructorParameters<typeof Wire>[0],
  target: HttpTarget,
  context: ProbeContext,
  deadline: Deadline,
): Promise<Fate> {
  const { ending, reached, tls } = await attemptTls(socket, target, 'TLSv1.3', context, deadline);
  if (ending.kind === 'answer') {
    return { kind: 'answered', answer: answerOf(ending.response, target, tls) };
  }
  // Before the handshake ends no request was sent. A server may ask for a certificate only after
  // it.
  return ending.kind === 'failed' && reached !== 'connected' && tls?.clientCertificate !== 'asked'
    ? fateOf(ending.failure, deadline)
    : { kind: 'not-told' };
}

function fateOf(failure: unknown, deadline: Deadline): Fate {
  if (deadline.reason === 'interrupted') return { kind: 'not-told' };
  if (failure instanceof AnswerFailure) return { kind: 'cut' };
  return { kind: deadline.reason === 'deadline' ? 'unanswered' : 'not-told' };
}
