import http from 'node:http';
import type { Duplex } from 'node:stream';
import { codeOf } from '../../base/error-code.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import type { HttpEvidence } from '../observation.ts';
import { deadlineFailure } from '../tcp.ts';
import { lookForMarker } from './body.ts';
import type { Target } from './target.ts';
import { type Head, headOf } from './who-answered.ts';
import type { Wire } from './wire.ts';

const MAX_HEADER_BYTES = 65_536;

/** The stream that carries HTTP, and the wire under it; without TLS they are the same. */
interface Carrier {
  readonly stream: Duplex;
  readonly wire: Wire;
  /** What broke the stream, null while nothing did. */
  readonly lastError: () => unknown;
}

/**
 * One GET over an established stream, which is closed afterwards. Redirects are not followed, and
 * the body is read only where its content decides.
 *
 * @throws AnswerFailure `wrong-service` for what is no HTTP response
 * @throws NetworkFailure `silent` when the deadline passes before the response decides
 */
export function exchange(
  { stream, wire, lastError }: Carrier,
  target: Target,
  deadline: Deadline,
  watch: ResponseWatch,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    if (stream.destroyed) {
      // A request on a destroyed stream would wait forever.
      reject(exchangeFailure(lastError(), wire));
      return;
    }
    // A createConnection without an agent: no pool, no keep-alive.
    const request = http.request({
      createConnection: () => stream,
      method: 'GET',
      path: target.path,
      setHost: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      // Real servers send two lengths, control bytes in a cookie, bare line feeds. That is dangerous
      // only where two parsers read the same bytes; here there is one.
      insecureHTTPParser: true,
      headers: {
        Host: target.authority,
        'User-Agent': 'ccm-preflight',
        Accept: '*/*',
        'Accept-Encoding': 'identity',
        Connection: 'close',
      },
    });
    const settle = (finish: () => void): void => {
      deadline.offEnd(onDeadline);
      finish();
      request.destroy();
      wire.destroy();
    };
    // The parser fails at bytes after a complete response; the response stays valid.
    let isWhole = (): boolean => false;
    // The response by its status alone, where the body could only say more.
    let fallback: Response | null = null;
    const fail = (error: unknown): void => {
      if (isWhole()) return;
      settle(() => (fallback === null ? reject(exchangeFailure(error, wire)) : resolve(fallback)));
    };
    const onDeadline = (): void =>
      settle(() =>
        fallback === null || deadline.reason === 'interrupted'
          ? reject(deadlineFailure(deadline, 'silent'))
          : resolve(fallback),
      );
    let answered = false;
    const onResponse = (response: http.IncomingMessage): void => {
      answered = true;
      const head = headOf(response);
      watch.noteHead(head);
      const bare: Response = {
        ...head,
        redirect: response.headers.location ?? null,
        content: 'not-looked-for',
        demand: 'not-told',
      };
      const sought = soughtIn(head, target, watch);
      if (sought === null) {
        settle(() => resolve(bare));
        return;
      }
      if (sought.what === 'demand') fallback = bare;
      isWhole = () => response.complete;
      response.on('error', fail);
      lookForMarker(response, sought.text, (found) =>
        settle(() => resolve({ ...bare, ...meaningOf(found, sought) })),
      );
    };
    deadline.onEnd(onDeadline);
    request.on('error', fail);
    request.once('close', () => {
      if (!answered) fail(null);
    });
    request.once('response', onResponse);
    request.once('upgrade', onResponse);
    request.end();
    if (deadline.reason !== null) onDeadline();
  });
}

function exchangeFailure(error: unknown, wire: Wire): Error {
  const code = codeOf(error);
  // HPE_INVALID_EOF_STATE: the connection ended within the headers.
  if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE') {
    return new AnswerFailure('wrong-service', 'not-http', code);
  }
  if (code.startsWith('ERR_SSL_')) {
    return new AnswerFailure('wrong-service', 'tls-handshake-failed', code);
  }
  return wire.ending ?? new AnswerFailure('wrong-service', 'closed-before-answer');
}

/** nginx and its derivatives send a 400 with "No required SSL certificate was sent". */
const CERTIFICATE_WORDS = 'SSL certificate';

export type Response = Head &
  Pick<HttpEvidence, 'content'> & {
    /** The Location as received; evidence holds it cleaned and cut. */
    readonly redirect: string | null;
    /** Whether the body tells that a client certificate is missing. */
    readonly demand: 'told' | 'not-told';
  };

/** Callbacks while a response comes in. */
interface ResponseWatch {
  /** Called as soon as status line and headers are in. */
  readonly noteHead: (head: Head) => void;
  /** Whether the server has asked for a client certificate and there was none to present. */
  readonly wantsCertificate: () => boolean;
}

/** A text whose presence in the body decides. */
interface Sought {
  readonly what: 'content' | 'demand';
  readonly text: string;
}

/** What to look for in the body; null where the status is enough. */
function soughtIn({ status }: Head, { marker }: Target, watch: ResponseWatch): Sought | null {
  if (marker === null) return null;
  if (status === 200) return { what: 'content', text: marker };
  return status === 400 && watch.wantsCertificate()
    ? { what: 'demand', text: CERTIFICATE_WORDS }
    : null;
}

/** What a found or missing text means. */
function meaningOf(found: 'found' | 'missing', { what }: Sought): Partial<Response> {
  if (what === 'content') return { content: found };
  return { demand: found === 'found' ? 'told' : 'not-told' };
}
