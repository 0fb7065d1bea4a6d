import { slice } from './bytes.ts';
import { notSmb } from './failures.ts';
import { SMB2_COMMAND, SMB2_HEADER_BYTES, encodeSmb2Request } from './smb2-header.ts';
import type { Smb2Dialect } from './smb2-negotiate.ts';

const SIGNING_ENABLED = 0x01;
const REQUEST_BYTES = 24;
/** The structure size counts one byte of the buffer. */
const REQUEST_STRUCTURE_SIZE = 25;
const RESPONSE_BYTES = 8;
const RESPONSE_STRUCTURE_SIZE = 9;

/** A SESSION_SETUP request that carries `token` (MS-SMB2 2.2.5). */
export function encodeSmb2SessionSetup(
  messageId: bigint,
  dialect: Smb2Dialect,
  token: Buffer,
): Buffer {
  const fixed = Buffer.alloc(REQUEST_BYTES);
  fixed.writeUInt16LE(REQUEST_STRUCTURE_SIZE, 0);
  fixed.writeUInt8(SIGNING_ENABLED, 3);
  fixed.writeUInt16LE(SMB2_HEADER_BYTES + REQUEST_BYTES, 12);
  fixed.writeUInt16LE(token.length, 14);
  // MS-SMB2 2.2.1.2: reserved in 2.0.2.
  const creditCharge = dialect === '2.0.2' ? 0 : 1;
  const body = Buffer.concat([fixed, token]);
  return encodeSmb2Request(SMB2_COMMAND.sessionSetup, messageId, creditCharge, body);
}

/**
 * The security buffer of a SESSION_SETUP response (MS-SMB2 2.2.6).
 * @throws AnswerFailure `not-smb` when it does not lie inside the message
 */
export function decodeSmb2SessionSetup(message: Buffer): Buffer {
  const body = slice(message, SMB2_HEADER_BYTES, RESPONSE_BYTES, 'session setup response');
  if (body.readUInt16LE(0) !== RESPONSE_STRUCTURE_SIZE) throw notSmb('session setup size');
  return slice(message, body.readUInt16LE(4), body.readUInt16LE(6), 'security buffer');
}
