import http from 'node:http';
import type { Duplex } from 'node:stream';
import type { Deadline } from '../deadline.ts';
import { codeOf } from '../../base/error-code.ts';
import { AnswerFailure } from '../failure.ts';
import { deadlineFailure } from '../tcp.ts';
import { lookForMarker } from './content.ts';
import { type Response, type ResponseWatch, headOf, meaningOf, soughtIn } from './response.ts';
import type { Target } from './target.ts';
import type { Wire } from './wire.ts';

const MAX_HEADER_BYTES = 65_536;

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
      deadline.offEnd(onDeadline);
      finish();
      request.destroy();
      wire.destroy();
    };
    // Bytes after a whole response are an error to the parser, and none to what it has read.
    let isWhole = (): boolean => false;
    // A status that decides without its body, once it is here.
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
  // The parser's word for a connection that ends amid the headers.
  if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE') {
    return new AnswerFailure('wrong-service', 'not-http', code);
  }
  if (code.startsWith('ERR_SSL_')) {
    return new AnswerFailure('wrong-service', 'tls-handshake-failed', code);
  }
  return wire.ending ?? new AnswerFailure('wrong-service', 'closed-before-answer');
}
