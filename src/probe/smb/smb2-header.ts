import { notSmb } from './failures.ts';
import { SMB2_SIGNATURE, protocolOf } from './signature.ts';

export const SMB2_HEADER_BYTES = 64;
export const SMB2_COMMAND = { negotiate: 0x0000, sessionSetup: 0x0001 } as const;
export type Smb2Command = (typeof SMB2_COMMAND)[keyof typeof SMB2_COMMAND];

const FLAG_SERVER_TO_CLIENT = 0x0000_0001;
const CREDITS_ASKED_FOR = 31;

export interface Smb2Header {
  readonly status: number;
  readonly command: number;
  readonly messageId: bigint;
}

/** A request without tree, session or signature (MS-SMB2 2.2.1.2). */
export function encodeSmb2Request(
  command: Smb2Command,
  messageId: bigint,
  creditCharge: 0 | 1,
  body: Buffer,
): Buffer {
  const header = Buffer.alloc(SMB2_HEADER_BYTES);
  SMB2_SIGNATURE.copy(header, 0);
  header.writeUInt16LE(SMB2_HEADER_BYTES, 4);
  header.writeUInt16LE(creditCharge, 6);
  header.writeUInt16LE(command, 12);
  header.writeUInt16LE(CREDITS_ASKED_FOR, 14);
  header.writeBigUInt64LE(messageId, 24);
  return Buffer.concat([header, body]);
}

/**
 * The header of a response, synchronous or asynchronous.
 * @throws AnswerFailure `not-smb` for anything else, our own request sent back included
 */
export function decodeSmb2Header(message: Buffer): Smb2Header {
  if (message.length < SMB2_HEADER_BYTES || protocolOf(message) !== 'smb2') {
    throw notSmb('no SMB2 header');
  }
  if (message.readUInt16LE(4) !== SMB2_HEADER_BYTES) throw notSmb('SMB2 header size');
  if ((message.readUInt32LE(16) & FLAG_SERVER_TO_CLIENT) === 0) throw notSmb('not a response');
  return {
    status: message.readUInt32LE(8),
    command: message.readUInt16LE(12),
    messageId: message.readBigUInt64LE(24),
  };
}
