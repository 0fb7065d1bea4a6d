import { randomUUID } from 'node:crypto';
import dgram from 'node:dgram';
import type { EndpointMapperUdpCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { codeOf } from '../../base/error-code.ts';
import { AnswerFailure, networkFailure, type NetworkFailure } from '../failure.ts';
import type { Observation, UdpEvidence } from '../observation.ts';
import { observe } from '../observe.ts';
import { deadlineFailure } from '../tcp.ts';
import { decodeConnectionlessType, encodeConnectionlessRequest } from './connectionless.ts';
import { malformed } from './malformed.ts';
import { MANAGEMENT } from './syntax.ts';

/** inq_if_ids: without arguments, and the server keeps nothing of it. */
const INQUIRE_INTERFACES = 0;
/** The request is sent this often; a quarter of the deadline lies between. */
const REQUESTS = 3;
const RESEND_SHARE = 1 / 4;

interface Reply {
  readonly datagram: Buffer;
  /** Null where the request was sent again, and so which one was answered is unknown. */
  readonly rttMs: number | null;
}

/** Sends a connectionless request to the endpoint mapper; silence says nothing of a UDP port. */
export function probeEndpointMapperUdp(
  check: EndpointMapperUdpCheck,
  address: string,
  context: ProbeContext,
): Promise<Observation<UdpEvidence>> {
  const evidence: UdpEvidence = { kind: 'rpc-endpoint-mapper-udp', packetType: null };
  return observe(context, evidence, async (trace, deadline) => {
    const request = encodeConnectionlessRequest(MANAGEMENT, INQUIRE_INTERFACES, randomUUID());
    const reply = await exchange(address, check.port, request, deadline);
    trace.reached = 'connected';
    trace.rttMs = reply.rttMs;
    if (reply.datagram.equals(request)) throw malformed('echo');
    trace.evidence = { ...evidence, packetType: decodeConnectionlessType(reply.datagram) };
    trace.reached = 'protocol';
  });
}

/**
 * Sends a datagram until the first answer.
 * @throws NetworkFailure `refused`, `unreachable`, `error`
 * @throws AnswerFailure `inconclusive`/`no-answer-udp` when the deadline passes
 */
function exchange(
  address: string,
  port: number,
  request: Buffer,
  deadline: Deadline,
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
      // Not all listeners: the socket waits with one of its own to close while it still binds.
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
    socket.once('message', onMessage);
    socket.once('connect', onConnect);
    // Only a connected socket is told of ICMP's "port unreachable".
    if (deadline.reason === null) socket.connect(port, address);
    else onDeadline();
  });
}

/** Windows reports ICMP's "port unreachable" as a reset of the datagram socket (WSAECONNRESET). */
export function datagramFailure(code: string, address: string): NetworkFailure {
  return networkFailure(code === 'ECONNRESET' ? 'ECONNREFUSED' : code, address);
}
