import { NDR, type Syntax, encodeSyntax } from './interfaces.ts';
import { NdrReader, malformed } from './ndr.ts';

export const PDU_HEADER_BYTES = 16;

/** The largest fragment that a bind offers to receive; a larger one is refused. */
const MAX_FRAGMENT_BYTES = 5_840;
export const PDU_VERSION = 5;

/** C706 says 0; some servers send 1. */
export const PDU_LAST_MINOR_VERSION = 1;
const FIRST_FRAGMENT = 0x01;
const LAST_FRAGMENT = 0x02;

/** The common header of the connection-oriented protocol (C706 12.6.3.1). */
export interface PduHeader {
  readonly type: PacketType;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Bytes of the whole fragment, header included. */
  readonly fragmentLength: number;
  readonly authLength: number;
  readonly callId: number;
}

/**
 * Decodes the 16 bytes that every fragment begins with.
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodePduHeader(bytes: Buffer): PduHeader {
  if (bytes.length < PDU_HEADER_BYTES) throw malformed('short header');
  checkDataRepresentation(bytes.readUInt8(4));
  const reader = new NdrReader(bytes);
  if (reader.u8() !== PDU_VERSION) throw malformed('version');
  if (reader.u8() > PDU_LAST_MINOR_VERSION) throw malformed('minor version');
  const type = packetTypeOf(reader.u8());
  if (type === null) throw malformed('packet type');
  const flags = reader.u8();
  reader.bytes(4);
  const fragmentLength = reader.u16();
  if (fragmentLength < PDU_HEADER_BYTES || fragmentLength > MAX_FRAGMENT_BYTES) {
    throw malformed(`fragment of ${fragmentLength} bytes`);
  }
  return {
    type,
    isFirst: (flags & FIRST_FRAGMENT) !== 0,
    isLast: (flags & LAST_FRAGMENT) !== 0,
    fragmentLength,
    authLength: reader.u16(),
    callId: reader.u32(),
  };
}

/** A whole packet in one fragment. */
export function encodePdu(type: PacketType, callId: number, body: Buffer): Buffer {
  const header = Buffer.alloc(PDU_HEADER_BYTES);
  header.writeUInt8(PDU_VERSION, 0);
  header.writeUInt8(packetTypeValue(type), 2);
  header.writeUInt8(FIRST_FRAGMENT | LAST_FRAGMENT, 3);
  header.writeUInt8(LITTLE_ENDIAN_LABEL, 4);
  header.writeUInt16LE(PDU_HEADER_BYTES + body.length, 8);
  header.writeUInt32LE(callId, 12);
  return Buffer.concat([header, body]);
}

/**
 * First byte of a packet's data representation: little-endian integers, ASCII. The bytes after it,
 * all zero, say IEEE floating point (C706 14.1).
 */
export const LITTLE_ENDIAN_LABEL = 0x10;

/**
 * Refuses integers that are not little-endian: Windows sends no others, on any processor.
 * @param label first byte of the packet's data representation (C706 14.1)
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function checkDataRepresentation(label: number): void {
  if (label >> 4 !== LITTLE_ENDIAN_LABEL >> 4) throw malformed('data representation');
}

/** Packet types by number; both protocols share the numbering (C706 12.1). */
const PACKET_TYPES = [
  'request',
  'ping',
  'response',
  'fault',
  'working',
  'nocall',
  'reject',
  'ack',
  'cl_cancel',
  'fack',
  'cancel_ack',
  'bind',
  'bind_ack',
  'bind_nak',
  'alter_context',
  'alter_context_resp',
  'auth3',
  'shutdown',
  'co_cancel',
  'orphaned',
] as const;

export type PacketType = (typeof PACKET_TYPES)[number];

/** The last type that the connectionless protocol knows. */
export const LAST_CONNECTIONLESS_TYPE = PACKET_TYPES.indexOf('cancel_ack');

export function packetTypeOf(value: number): PacketType | null {
  return PACKET_TYPES[value] ?? null;
}

export function packetTypeValue(type: PacketType): number {
  return PACKET_TYPES.indexOf(type);
}

/** A bind_ack's result for the one presentation context that was offered. */
type BindAckResult = 'accepted' | 'interface-not-supported' | 'refused';

/** `denied`: refused because the client is anonymous. */
export type BindResult = BindAckResult | 'denied';

const ACCEPTANCE = 0;
const PROVIDER_REJECTION = 2;
const ABSTRACT_SYNTAX_NOT_SUPPORTED = 1;
const NDR_BYTES = encodeSyntax(NDR);
const OFFER_HEAD_BYTES = 12;
/** A context's number, an interface and a transfer syntax. */
const CONTEXT_BYTES = 44;

/**
 * Body of a bind or an alter_context that offers each interface with NDR, as contexts that are
 * numbered from `firstContext` (C706 12.6.4.3, 12.6.4.1).
 */
export function encodeBind(abstractSyntaxes: readonly Syntax[], firstContext = 0): Buffer {
  const body = Buffer.alloc(OFFER_HEAD_BYTES + abstractSyntaxes.length * CONTEXT_BYTES);
  body.writeUInt16LE(MAX_FRAGMENT_BYTES, 0);
  body.writeUInt16LE(MAX_FRAGMENT_BYTES, 2);
  // Bytes 4 to 7: association group, 0 asks for a new one.
  body.writeUInt8(abstractSyntaxes.length, 8);
  // A long offer repeats one interface, so each is encoded once.
  const encoded = new Map<Syntax, Buffer>();
  for (const [index, syntax] of abstractSyntaxes.entries()) {
    const at = OFFER_HEAD_BYTES + index * CONTEXT_BYTES;
    const bytes = encoded.get(syntax) ?? encodeSyntax(syntax);
    encoded.set(syntax, bytes);
    body.writeUInt16LE(firstContext + index, at);
    // The number of transfer syntaxes.
    body.writeUInt8(1, at + 2);
    bytes.copy(body, at + 4);
    NDR_BYTES.copy(body, at + 4 + bytes.length);
  }
  return body;
}

/**
 * The result of the first context in the body of a bind_ack or an alter_context_resp (C706
 * 12.6.4.4, 12.6.4.2).
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeBindAck(body: Buffer): BindAckResult {
  const reader = new NdrReader(body);
  // Maximum fragments both ways, association group.
  reader.bytes(8);
  // Secondary address. The body starts at offset 16 of the packet, so its alignment is the same.
  reader.bytes(reader.u16());
  reader.align(4);
  const results = reader.u8();
  if (results === 0) throw malformed('no context result');
  reader.bytes(3);
  const result = reader.u16();
  const reason = reader.u16();
  // The transfer syntax that was chosen.
  reader.bytes(20);
  if (result === ACCEPTANCE) return 'accepted';
  return result === PROVIDER_REJECTION && reason === ABSTRACT_SYNTAX_NOT_SUPPORTED
    ? 'interface-not-supported'
    : 'refused';
}

/** Bytes of a request's or response's own header: allocation hint, context, operation. */
const CALL_HEADER_BYTES = 8;
const AUTH_TRAILER_BYTES = 8;

/** Access denied, as a fault (nca_s_fault_access_denied) or as an operation's status. */
export const ACCESS_DENIED = 0x00000005;

/** Body of a request in one fragment (C706 12.6.4.9). */
export function encodeRpcRequest(operation: number, stub: Buffer, context = 0): Buffer {
  const head = Buffer.alloc(CALL_HEADER_BYTES);
  head.writeUInt32LE(stub.length, 0);
  head.writeUInt16LE(context, 4);
  head.writeUInt16LE(operation, 6);
  return Buffer.concat([head, stub]);
}

/**
 * The part of the stub that a response's fragment carries (C706 12.6.4.10).
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeRpcResponse(header: PduHeader, body: Buffer): Buffer {
  const trailer = header.authLength === 0 ? 0 : AUTH_TRAILER_BYTES + header.authLength;
  const end = body.length - trailer;
  if (end < CALL_HEADER_BYTES) throw malformed('short response');
  return body.subarray(CALL_HEADER_BYTES, end);
}

/**
 * The status in a fault's body (C706 12.6.4.7).
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeFault(body: Buffer): number {
  const reader = new NdrReader(body);
  reader.bytes(CALL_HEADER_BYTES);
  return reader.u32();
}
