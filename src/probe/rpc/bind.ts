import type { ByteOrder } from './byte-order.ts';
import { malformed } from './malformed.ts';
import { NdrReader } from './ndr.ts';
import { MAX_FRAGMENT_BYTES } from './pdu.ts';
import { NDR, encodeSyntax, type Syntax } from './syntax.ts';

/** What a server says to the one presentation context that was offered, in a bind_ack. */
export type BindAckResult = 'accepted' | 'interface-not-supported' | 'refused';

/** `denied`: refused to whoever does not authenticate. */
export type BindResult = BindAckResult | 'denied';

const ACCEPTANCE = 0;
const PROVIDER_REJECTION = 2;
const ABSTRACT_SYNTAX_NOT_SUPPORTED = 1;

const NDR_BYTES = encodeSyntax(NDR);

/** Body of a bind that offers one interface with NDR (C706 12.6.4.3). */
export function encodeBind(abstractSyntax: Syntax): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt16LE(MAX_FRAGMENT_BYTES, 0);
  head.writeUInt16LE(MAX_FRAGMENT_BYTES, 2);
  // Bytes 4 to 7: association group, 0 asks for a new one. Byte 8: number of contexts.
  head.writeUInt8(1, 8);
  // Bytes 12 and 13: context id 0. Byte 14: number of transfer syntaxes.
  head.writeUInt8(1, 14);
  return Buffer.concat([head, encodeSyntax(abstractSyntax), NDR_BYTES]);
}

/**
 * The result of the first context in a bind_ack's body (C706 12.6.4.4).
 * @throws AnswerFailure `wrong-service`/`not-rpc`
 */
export function decodeBindAck(body: Buffer, order: ByteOrder): BindAckResult {
  const reader = new NdrReader(body, order);
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
