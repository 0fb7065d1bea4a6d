import http from 'node:http';
import type { Duplex } from 'node:stream';
import { cleanOrNull } from '../clean.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure, codeOf } from '../failure.ts';
import type { HttpEvidence } from '../observation.ts';
import { deadlineFailure } from '../tcp.ts';
import { lookForMarker } from './content.ts';
import type { Target } from './target.ts';
import type { Wire } from './wire.ts';

const MAX_HEADER_BYTES = 65_536;

/** In the body of a 400 of nginx, "No required SSL certificate was sent", and of its kin. */
const CERTIFICATE_WORDS = 'SSL certificate';

/** The part of the evidence that a response's head tells. */
export type Head = Pick<HttpEvidence, 'reason' | 'server' | 'location'> & {
  readonly status: number;
};

export type Response = Head &
  Pick<HttpEvidence, 'content'> & {
    /** Whether the body tells that a client certificate is missing. */
    readonly demand: 'told' | 'not-told';
  };

/** An HTTP stream and the wire under it; without TLS they are the same. */
export interface Carrier {
  readonly stream: Duplex;
  readonly wire: Wire;
  /** What broke the stream, null while nothing did. */
  readonly lastError: () => unknown;
}

/** Who is asked and told while a response comes in. */
export interface ResponseWatch {
  /** Told as soon as status line and headers are in. */
  readonly noteHead: (head: Head) => void;
  /** Whether the server has asked for a client certificate that there was none to present for. */
  readonly wantsCertificate: () => boolean;
}

/** A text whose presence in the body decides. */
interface Sought {
  readonly what: 'content' | 'demand';
  readonly text: string;
}

/**
 * One GET over an established stream, which is dropped afterwards. Redirects are not followed, and
 * a body is read only where its content decides.
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
      // A request on a dead stream would wait for ever.
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
      // Live servers send both lengths at once, control bytes in a cookie, bare line feeds. What
      // makes that dangerous, another reader of the same bytes, there is none of here.
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
      deadline.signal.removeEventListener('abort', onDeadline);
      finish();
      request.destroy();
      wire.destroy();
    };
    // A status that decides without its body, once it is here.
    let fallback: Response | null = null;
    const fail = (error: unknown): void =>
      settle(() => (fallback === null ? reject(exchangeFailure(error, wire)) : resolve(fallback)));
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
      const bare: Response = { ...head, content: 'not-looked-for', demand: 'not-told' };
      const sought = soughtIn(head, target, watch);
      if (sought === null) {
        settle(() => resolve(bare));
        return;
      }
      if (sought.what === 'demand') fallback = bare;
      response.on('error', fail);
      lookForMarker(response, sought.text, (found) =>
        settle(() => resolve({ ...bare, ...meaningOf(found, sought) })),
      );
    };
    deadline.signal.addEventListener('abort', onDeadline, { once: true });
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

function soughtIn({ status }: Head, { marker }: Target, watch: ResponseWatch): Sought | null {
  if (marker === null) return null;
  if (status === 200) return { what: 'content', text: marker };
  return status === 400 && watch.wantsCertificate()
    ? { what: 'demand', text: CERTIFICATE_WORDS }
    : null;
}

function meaningOf(found: 'found' | 'missing', { what }: Sought): Partial<Response> {
  if (what === 'content') return { content: found };
  return { demand: found === 'found' ? 'told' : 'not-told' };
}

function headOf(response: http.IncomingMessage): Head {
  return {
    status: response.statusCode ?? 0,
    reason: cleanOrNull(response.statusMessage),
    server: cleanOrNull([response.headers.server].flat()[0]),
    location: cleanOrNull(response.headers.location, 1024),
  };
}

function exchangeFailure(error: unknown, wire: Wire): Error {
  const code = codeOf(error);
  // The parser's word for a connection that ends amid the headers.
  if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE') {
    return new AnswerFailure('wrong-service', 'not-http', code);
  }
  if (code.startsWith('ERR_SSL_')) {
    return new AnswerFailure('wrong-service', 'tls-handshake-failed', code);
  }
  return wire.ending ?? new AnswerFailure('wrong-service', 'closed-before-answer');
}
