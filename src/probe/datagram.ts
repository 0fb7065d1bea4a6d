import dgram from 'node:dgram';
import { codeOf } from '../base/error-code.ts';
import type { Deadline } from './deadline.ts';
import { AnswerFailure, type NetworkFailure, networkFailure } from './failure.ts';
import { deadlineFailure } from './tcp.ts';

/** How many requests are sent before the deadline, a quarter of it apart. */
const REQUESTS = 3;
const RESEND_SHARE = 1 / 4;

export interface Reply {
  readonly datagram: Buffer;
  /** Null if the request was sent more than once: it is unknown which one was answered. */
  readonly rttMs: number | null;
}

/**
 * Sends a datagram until the first answer.
 * @param isAnswer whether a datagram is one; others are passed over
 * @throws NetworkFailure `refused`, `unreachable`, `error`
 * @throws AnswerFailure `inconclusive`/`no-answer-udp` when the deadline passes
 */
export function exchangeDatagrams(
  address: string,
  port: number,
  request: Buffer,
  deadline: Deadline,
  isAnswer: (datagram: Buffer) => boolean = () => true,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const socket = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4');
    const resendMs = deadline.remainingMs() * RESEND_SHARE;
    let resend: NodeJS.Timeout | undefined;
    let sent = 0;
    let startedAt = 0;
    let finished = false;

    const finish = (): void => {
      finished = true;
      deadline.offEnd(onDeadline);
      clearInterval(resend);
      // Not removeAllListeners: a socket that is still binding needs its own listener to close.
      socket.removeListener('error', onError);
      socket.removeListener('message', onMessage);
      socket.removeListener('connect', onConnect);
      // An ICMP error may still arrive while the socket closes.
      socket.on('error', () => {});
      socket.close();
    };
    const onDeadline = (): void => {
      finish();
      reject(
        deadline.reason === 'interrupted'
          ? deadlineFailure(deadline, 'silent')
          : new AnswerFailure('inconclusive', 'no-answer-udp'),
      );
    };
    const onError = (error: unknown): void => {
      if (finished) return;
      finish();
      reject(datagramFailure(codeOf(error), address));
    };
    const send = (): void => {
      sent += 1;
      socket.send(request, (error) => {
        if (error) onError(error);
      });
      if (sent >= REQUESTS) clearInterval(resend);
    };

    const onMessage = (datagram: Buffer): void => {
      if (finished || !isAnswer(datagram)) return;
      const rttMs = sent === 1 ? performance.now() - startedAt : null;
      finish();
      resolve({ datagram, rttMs });
    };
    const onConnect = (): void => {
      startedAt = performance.now();
      resend = setInterval(send, resendMs);
      send();
    };

    deadline.onEnd(onDeadline);
    socket.on('error', onError);
    socket.on('message', onMessage);
    socket.once('connect', onConnect);
    // Only a connected socket hears of ICMP's "port unreachable".
    const connect = (): void => {
      if (!finished) socket.connect(port, address);
    };
    const source = deadline.watch.sourceFor?.(address);
    if (deadline.reason !== null) onDeadline();
    else if (source === undefined) connect();
    else socket.bind({ address: source, port: 0 }, connect);
  });
}

/** Windows reports ICMP's "port unreachable" as a reset of the datagram socket (WSAECONNRESET). */
export function datagramFailure(code: string, address: string): NetworkFailure {
  return networkFailure(code === 'ECONNRESET' ? 'ECONNREFUSED' : code, address);
}
