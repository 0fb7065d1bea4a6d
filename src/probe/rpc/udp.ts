import { randomUUID } from 'node:crypto';
import dgram from 'node:dgram';
import { codeOf } from '../../base/error-code.ts';
import type { EndpointMapperUdpCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import type { Deadline } from '../deadline.ts';
import { AnswerFailure, type NetworkFailure, networkFailure } from '../failure.ts';
import type { Observation, UdpEvidence } from '../observation.ts';
import { observe } from '../observe.ts';
import { deadlineFailure } from '../tcp.ts';
import { MANAGEMENT, type Syntax } from './interfaces.ts';
import { encodeUuid, malformed } from './ndr.ts';
import {
  LAST_CONNECTIONLESS_TYPE,
  LITTLE_ENDIAN_LABEL,
  type PacketType,
  checkDataRepresentation,
  packetTypeOf,
  packetTypeValue,
} from './pdu.ts';

/** inq_if_ids (C706 appendix Q): takes no arguments and leaves no state on the server. */
const INQUIRE_INTERFACES = 0;

/** How many requests are sent before the deadline, a quarter of it apart. */
const REQUESTS = 3;
const RESEND_SHARE = 1 / 4;

interface Reply {
  readonly datagram: Buffer;
  /** Null where the request was sent more than once: it is unknown which one was answered. */
  readonly rttMs: number | null;
}

/**
 * Sends a connectionless request to the endpoint mapper. Silence from a UDP port proves nothing.
 */
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
      // Not removeAllListeners: a socket that still binds closes by a listener of its own.
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
    // Only a connected socket hears of ICMP's "port unreachable".
    if (deadline.reason === null) socket.connect(port, address);
    else onDeadline();
  });
}

/** Windows reports ICMP's "port unreachable" as a reset of the datagram socket (WSAECONNRESET). */
export function datagramFailure(code: string, address: string): NetworkFailure {
  return networkFailure(code === 'ECONNRESET' ? 'ECONNREFUSED' : code, address);
}

const HEADER_BYTES = 80;
const CONNECTIONLESS_VERSION = 4;

/** The call may be executed twice, so the server need not call back first. */
const IDEMPOTENT = 0x20;

/** No hint for interface and activity (C706 12.5.2.10). */
const NO_HINT = 0xffff;

/**
 * A whole connectionless request without arguments (C706 12.5.2).
 * @param activity UUID that answers to this request carry
 */
export function encodeConnectionlessRequest(
  abstractSyntax: Syntax,
  operation: number,
  activity: string,
): Buffer {
  const packet = Buffer.alloc(HEADER_BYTES);
  packet.writeUInt8(CONNECTIONLESS_VERSION, 0);
  packet.writeUInt8(packetTypeValue('request'), 1);
  packet.writeUInt8(IDEMPOTENT, 2);
  packet.writeUInt8(LITTLE_ENDIAN_LABEL, 4);
  // Bytes 8 to 23: no object.
  encodeUuid(abstractSyntax.uuid).copy(packet, 24);
  encodeUuid(activity).copy(packet, 40);
  // One 32-bit version: major in the lower half, minor in the upper.
  packet.writeUInt16LE(abstractSyntax.major, 60);
  packet.writeUInt16LE(abstractSyntax.minor, 62);
  packet.writeUInt16LE(operation, 68);
  packet.writeUInt16LE(NO_HINT, 70);
  packet.writeUInt16LE(NO_HINT, 72);
  return packet;
}

/**
 * The type of a connectionless packet (C706 12.5.2). It need not carry our activity: a server may
 * call back first.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeConnectionlessType(packet: Buffer): PacketType {
  const [version, type, , , label] = packet;
  if (packet.length < HEADER_BYTES || type === undefined || label === undefined) {
    throw malformed('short packet');
  }
  if (version !== CONNECTIONLESS_VERSION) throw malformed('version');
  const name = type <= LAST_CONNECTIONLESS_TYPE ? packetTypeOf(type) : null;
  if (name === null) throw malformed('packet type');
  checkDataRepresentation(label);
  if (HEADER_BYTES + packet.readUInt16LE(74) > packet.length) {
    throw malformed('packet longer than its datagram');
  }
  return name;
}
