import { malformed } from './malformed.ts';
import { NdrReader } from './ndr.ts';
import type { PduHeader } from './pdu.ts';

/** Bytes of a request's or response's own header: allocation hint, context, operation. */
const CALL_HEADER_BYTES = 8;
const AUTH_TRAILER_BYTES = 8;

/** Access denied, as a fault (nca_s_fault_access_denied) or as an operation's status. */
export const ACCESS_DENIED = 0x00000005;

/** Body of a request in one fragment for context 0 (C706 12.6.4.9). */
export function encodeRequest(operation: number, stub: Buffer): Buffer {
  const head = Buffer.alloc(CALL_HEADER_BYTES);
  head.writeUInt32LE(stub.length, 0);
  head.writeUInt16LE(operation, 6);
  return Buffer.concat([head, stub]);
}

/**
 * The part of the stub that a response's fragment carries (C706 12.6.4.10).
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeResponse(header: PduHeader, body: Buffer): Buffer {
  const trailer = header.authLength === 0 ? 0 : AUTH_TRAILER_BYTES + header.authLength;
  const end = body.length - trailer;
  if (end < CALL_HEADER_BYTES) throw malformed('short response');
  return body.subarray(CALL_HEADER_BYTES, end);
}

/**
 * The status in a fault's body (C706 12.6.4.7).
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeFault(header: PduHeader, body: Buffer): number {
  const reader = new NdrReader(body, header.order);
  reader.bytes(CALL_HEADER_BYTES);
  return reader.u32();
}
