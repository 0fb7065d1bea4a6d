import net from 'node:net';
import { clean } from '../../base/clean.ts';
import type { RevocationListCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { answerTime, attemptTime } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import { type Response, exchange } from '../http/exchange.ts';
import { answering, isCutShort, patienceOf } from '../http/response-time.ts';
import { signsOf } from '../http/signs.ts';
import { Wire } from '../http/wire.ts';
import { type Observation, type RevocationEvidence, inDoubt } from '../observation.ts';
import { type Trace, connectNoting, observe } from '../observe.ts';
import { isResponderAnswer, listHeadOf } from './list.ts';

/**
 * A request without content, in Base64 (RFC 6960 A.1). A responder answers that it is malformed,
 * which proves that it is one; it has no status to look up.
 */
const EMPTY_REQUEST = 'MAA%3D';

const MAX_URL_LENGTH = 1024;

/**
 * Fetches the beginning of a revocation list, or asks a responder, at one address.
 * @returns `open` where a list that still holds, or a responder, answers; never rejects
 */
export async function probeRevocationList(
  check: RevocationListCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<RevocationEvidence>> {
  const { host, port, asks } = check;
  const name = net.isIPv6(host) ? `[${host}]` : host;
  const authority = port === 80 ? name : `${name}:${port}`;
  const path = asks === 'list' ? check.path : `${check.path.replace(/\/$/, '')}/${EMPTY_REQUEST}`;
  const url = clean(`http://${authority}${check.path}`, MAX_URL_LENGTH);
  const seen = await observe<RevocationEvidence>(
    context,
    { kind: 'revocation-list', url, status: null, nextUpdate: null },
    async (trace, deadline) => {
      const connected = await connectNoting(trace, address, port, deadline);
      const answer = answering(connected, context, deadline);
      const wire = new Wire(connected.socket);
      try {
        const response = await exchange(
          { stream: wire, wire, lastError: () => wire.errored },
          { method: 'GET', path, authority, headers: {}, marker: null, page: 'wanted' },
          answer,
          {
            noteHead: ({ status }) => {
              trace.reached = 'protocol';
              trace.evidence = { ...trace.evidence, status };
            },
          },
        );
        conclude(response, asks, context, trace);
      } finally {
        answer.dispose();
      }
    },
    attemptTime(context.timeoutMs) + answerTime(patienceOf(context), context.timeoutMs).ms,
  );
  return seen.outcome === 'silent' && isCutShort(seen, context) ? inDoubt(seen, 'slow-path') : seen;
}

/** Ends the probe with what an answer says. */
function conclude(
  { status, headers, page, redirect }: Response,
  asks: RevocationListCheck['asks'],
  { now }: ProbeContext,
  trace: Trace<RevocationEvidence>,
): void {
  const bytes = Buffer.from(page, 'latin1');
  if (status === 200 && asks === 'responder' && isResponderAnswer(bytes)) {
    trace.reached = 'service';
    return;
  }
  const head = status === 200 && asks === 'list' ? headOf(bytes) : null;
  if (head !== null) {
    trace.reached = 'service';
    if (head.nextUpdate === null) return;
    trace.evidence = { ...trace.evidence, nextUpdate: new Date(head.nextUpdate).toISOString() };
    if (head.nextUpdate < now()) throw new AnswerFailure('unhealthy', 'list-expired');
    return;
  }
  if (status === 407) throw new AnswerFailure('wrong-service', 'proxy-authentication');
  if (signsOf(status, headers, page).filter !== null) {
    throw new AnswerFailure('wrong-service', 'filter-page');
  }
  if (status >= 500) throw new AnswerFailure('unhealthy', 'server-error');
  // Windows follows redirects, and a responder may refuse an empty request.
  if (asks === 'responder' || (status >= 300 && status < 400 && redirect !== null)) {
    throw new AnswerFailure('inconclusive', 'unexpected-status');
  }
  throw new AnswerFailure(
    'wrong-service',
    status === 200 ? 'foreign-content' : 'unexpected-status',
  );
}

const PEM_BEGIN = '-----BEGIN X509 CRL-----';

/** A list in DER, as the standard demands, or in PEM, which Windows reads too. */
function headOf(bytes: Buffer): ReturnType<typeof listHeadOf> {
  const text = bytes.toString('latin1');
  if (!text.startsWith(PEM_BEGIN)) return listHeadOf(bytes);
  return listHeadOf(Buffer.from(text.slice(PEM_BEGIN.length), 'base64'));
}
