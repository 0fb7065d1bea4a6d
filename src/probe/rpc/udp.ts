import { randomUUID } from 'node:crypto';
import type { EndpointMapperUdpCheck } from '../../plan/check.ts';
import type { ProbeContext } from '../context.ts';
import { exchangeDatagrams } from '../datagram.ts';
import type { Observation, UdpEvidence } from '../observation.ts';
import { observe } from '../observe.ts';
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
    const reply = await exchangeDatagrams(address, check.port, request, deadline);
    trace.reached = 'connected';
    trace.rttMs = reply.rttMs;
    if (reply.datagram.equals(request)) throw malformed('echo');
    trace.evidence = { ...evidence, packetType: decodeConnectionlessType(reply.datagram) };
    trace.reached = 'protocol';
  });
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
