import http from 'node:http';
import type { Duplex } from 'node:stream';
import { codeOf } from '../../base/error-code.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure } from '../failure.ts';
import { deadlineFailure } from '../tcp.ts';
import { type Body, readBody } from './body.ts';
import { type Head, headOf } from './head.ts';
import type { Headers } from './signs.ts';
import type { HttpTarget } from './target.ts';
import type { Wire } from './wire.ts';

const MAX_HEADER_BYTES = 65_536;

/** How long to wait for a page that only adds detail to a status. */
const PAGE_PATIENCE_MS = 1_000;

/** The stream that carries HTTP, and the wire under it; without TLS they are the same. */
interface Carrier {
  readonly stream: Duplex;
  readonly wire: Wire;
  /** What broke the stream, null while nothing did. */
  readonly lastError: () => unknown;
}

/** What is requested, and from which authority. */
export type Asking = Pick<HttpTarget, 'method' | 'path' | 'authority' | 'headers' | 'marker'> & {
  /** Set if the page itself is the answer, so that a status alone is not enough. */
  readonly page?: 'wanted';
};

/**
 * Sends one request without a body over an established stream, and closes it afterwards. Redirects
 * are not followed, and the body is read only until it shows who answered.
 * @throws AnswerFailure `wrong-service` for what is no HTTP response
 * @throws NetworkFailure `silent` when the deadline passes before the response decides
 */
export function exchange(
  { stream, wire, lastError }: Carrier,
  target: Asking,
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
      method: target.method,
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
        ...target.headers,
      },
    });
    let patience: NodeJS.Timeout | undefined;
    const settle = (finish: () => void): void => {
      clearTimeout(patience);
      deadline.offEnd(onDeadline);
      finish();
      request.destroy();
      wire.destroy();
    };
    // The parser fails on bytes that follow a complete response; the response stays valid.
    let isWhole = (): boolean => false;
    // The response without its page, kept where the page could only add detail.
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
        headers: response.headers,
        content: 'not-looked-for',
        page: '',
      };
      // 101 has no body, nor an end of one.
      if (head.status < 200) {
        settle(() => resolve(bare));
        return;
      }
      const marker = head.status === 200 ? target.marker : null;
      if (marker === null && target.page !== 'wanted') {
        fallback = bare;
        patience = setTimeout(() => settle(() => resolve(bare)), PAGE_PATIENCE_MS);
      }
      isWhole = () => response.complete;
      response.on('error', fail);
      readBody(response, marker, (body) => settle(() => resolve({ ...bare, ...body })));
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

/** A response. */
export interface Response extends Head, Body {
  /** The Location header as received; the evidence has it cleaned and cut. */
  readonly redirect: string | null;
  readonly headers: Headers;
}

/** Callbacks while a response comes in. */
interface ResponseWatch {
  /** Called as soon as status line and headers are in. */
  readonly noteHead: (head: Head) => void;
}
