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

const MAX_HEADER_BYTES = 32_768;

/** The part of the evidence that a response's head tells. */
export type Head = Pick<HttpEvidence, 'reason' | 'server' | 'location'> & {
  readonly status: number;
};

export type Response = Head & Pick<HttpEvidence, 'content'>;

/** An HTTP stream and the wire under it; without TLS they are the same. */
export interface Carrier {
  readonly stream: Duplex;
  readonly wire: Wire;
  /** What broke the stream, null while nothing did. */
  readonly lastError: () => unknown;
}

/**
 * One GET over an established stream, which is dropped afterwards. Redirects are not followed, and
 * a body is read only where its content decides.
 *
 * @param noteHead told as soon as status line and headers are in
 * @throws AnswerFailure `wrong-service` for what is no HTTP response
 * @throws NetworkFailure `silent` when the deadline passes before the response decides
 */
export function exchange(
  { stream, wire, lastError }: Carrier,
  target: Target,
  deadline: Deadline,
  noteHead: (head: Head) => void,
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
    const fail = (error: unknown): void => settle(() => reject(exchangeFailure(error, wire)));
    const onDeadline = (): void => settle(() => reject(deadlineFailure(deadline, 'silent')));
    let answered = false;
    const onResponse = (response: http.IncomingMessage): void => {
      answered = true;
      const head = headOf(response);
      noteHead(head);
      if (target.marker === null || head.status !== 200) {
        settle(() => resolve({ ...head, content: 'not-looked-for' }));
        return;
      }
      response.on('error', fail);
      lookForMarker(response, target.marker, (content) =>
        settle(() => resolve({ ...head, content })),
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
