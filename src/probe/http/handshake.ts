import type { X509Certificate } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import type { Deadline } from '../deadline.ts';
import { codeOf } from '../../base/error-code.ts';
import { AnswerFailure } from '../failure.ts';
import { deadlineFailure } from '../tcp.ts';
import type { HandshakeWatch } from './handshake-watch.ts';
import type { Wire } from './wire.ts';

/** RFC 8446 6: alerts that say that server and client have no version or cipher in common. */
const NOTHING_IN_COMMON_ALERTS: ReadonlySet<number> = new Set([40, 70, 71]);

/** The same, found on this side. */
const NOTHING_IN_COMMON_CODES: ReadonlySet<string> = new Set([
  'ERR_SSL_DH_KEY_TOO_SMALL',
  'ERR_SSL_EE_KEY_TOO_SMALL',
  'ERR_SSL_NO_CIPHERS_AVAILABLE',
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
  'ERR_SSL_UNKNOWN_CIPHER_RETURNED',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_WRONG_CIPHER_RETURNED',
  'ERR_SSL_WRONG_SIGNATURE_TYPE',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** What was agreed on. */
export interface Session {
  readonly protocol: string | null;
  readonly cipher: string;
  readonly certificate: X509Certificate | undefined;
  /** OpenSSL's code of the chain's problem. */
  readonly chainProblem: string | null;
}

/** A finished handshake, or why there is none. */
export type HandshakeResult =
  | {
      readonly state: 'finished';
      readonly socket: tls.TLSSocket;
      readonly session: Session;
      /** What broke the connection since; `socket.errored` does not always keep it. */
      readonly lastError: () => unknown;
    }
  | { readonly state: 'failed'; readonly failure: Error; readonly code: string };

/**
 * A TLS handshake over `wire`, whatever the certificate: that is judged later.
 *
 * @param host for the server name indication, which takes no address (RFC 6066 3)
 * @param watch reads along on the same wire; what it saw explains a failure
 */
export function shakeHands(
  wire: Wire,
  watch: HandshakeWatch,
  host: string,
  secureContext: tls.SecureContext,
  deadline: Deadline,
): Promise<HandshakeResult> {
  return new Promise((resolve) => {
    const socket = tls.connect({
      socket: wire,
      secureContext,
      rejectUnauthorized: false,
      // Names are compared apart, so that the chain's problem stays visible.
      checkServerIdentity: () => undefined,
      minDHSize: 1,
      ...(net.isIP(host) === 0 && { servername: host.replace(/\.$/u, '') }),
    });
    const settle = (result: HandshakeResult): void => {
      deadline.offEnd(onDeadline);
      if (result.state === 'failed') {
        socket.destroy();
        wire.destroy();
      }
      resolve(result);
    };
    let lastError: unknown = null;
    const fail = (error: unknown): void => {
      lastError ??= error;
      const code = codeOf(error);
      settle({ state: 'failed', failure: handshakeFailure(code, watch, wire), code });
    };
    const onDeadline = (): void => {
      const late = deadlineFailure(deadline, 'silent');
      // OpenSSL waits for five bytes before it looks at the first.
      const failure =
        deadline.reason === 'deadline' && watch.isForeign
          ? new AnswerFailure('wrong-service', 'not-tls')
          : late;
      settle({ state: 'failed', failure, code: late.code });
    };
    deadline.onEnd(onDeadline);
    socket.once('secureConnect', () => {
      try {
        const session = sessionOf(socket);
        settle({ state: 'finished', socket, session, lastError: () => lastError });
      } catch (error) {
        fail(error);
      }
    });
    socket.on('error', fail);
    socket.once('close', () => fail(null));
    if (deadline.reason !== null) onDeadline();
  });
}

/** To be read at once: a connection that breaks right after its handshake forgets all of it. */
function sessionOf(socket: tls.TLSSocket): Session {
  return {
    protocol: socket.getProtocol(),
    cipher: socket.getCipher().name,
    certificate: socket.getPeerX509Certificate(),
    chainProblem: socket.authorized ? null : String(socket.authorizationError),
  };
}

function handshakeFailure(code: string, watch: HandshakeWatch, wire: Wire): Error {
  if (watch.isForeign) return new AnswerFailure('wrong-service', 'not-tls');
  if (watch.alert !== null) {
    return NOTHING_IN_COMMON_ALERTS.has(watch.alert)
      ? new AnswerFailure('inconclusive', 'no-common-tls', `alert ${watch.alert}`)
      : new AnswerFailure('wrong-service', 'tls-handshake-failed', `alert ${watch.alert}`);
  }
  if (NOTHING_IN_COMMON_CODES.has(code)) {
    return new AnswerFailure('inconclusive', 'no-common-tls', code);
  }
  return wire.ending ?? new AnswerFailure('wrong-service', 'tls-handshake-failed', code);
}
