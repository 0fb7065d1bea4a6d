import { slice, words } from './bytes.ts';
import { notSmb } from './failures.ts';
import { SMB1_SIGNATURE, protocolOf } from './signature.ts';

const HEADER_BYTES = 32;
export const SMB1_COMMAND = { negotiate: 0x72, sessionSetup: 0x73 } as const;
export type Smb1Command = (typeof SMB1_COMMAND)[keyof typeof SMB1_COMMAND];

const FLAG_REPLY = 0x80;
/** Case-blind and canonical paths, as every client says. */
const REQUEST_FLAGS = 0x18;
/** MS-CIFS 2.2.3.1, MS-SMB 2.2.3.1: long names, extended security, NTSTATUS, Unicode. */
const REQUEST_FLAGS2 = 0xc801;
export const FLAG2_UNICODE = 0x8000;
const PROCESS_ID = 0xfeff;

export interface Smb1Message {
  readonly command: number;
  /** NTSTATUS, or a DOS error class and code. */
  readonly status: number;
  readonly flags2: number;
  readonly multiplexId: number;
  /** The parameter block: a whole number of 16-bit words. */
  readonly words: Buffer;
  readonly bytes: Buffer;
}

/** A request: header, parameter words, data bytes (MS-CIFS 2.2.3). */
export function encodeSmb1Request(
  command: Smb1Command,
  multiplexId: number,
  parameters: Buffer,
  data: Buffer,
): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  SMB1_SIGNATURE.copy(header, 0);
  header.writeUInt8(command, 4);
  header.writeUInt8(REQUEST_FLAGS, 9);
  header.writeUInt16LE(REQUEST_FLAGS2, 10);
  header.writeUInt16LE(PROCESS_ID, 26);
  header.writeUInt16LE(multiplexId, 30);
  const wordCount = Buffer.of(parameters.length / 2);
  return Buffer.concat([header, wordCount, parameters, words(data.length), data]);
}

/**
 * A reply, split into its blocks.
 * @throws AnswerFailure `not-smb` for anything else, our own request sent back included
 */
export function decodeSmb1Reply(message: Buffer): Smb1Message {
  if (message.length < HEADER_BYTES || protocolOf(message) !== 'smb1') {
    throw notSmb('no SMB1 header');
  }
  if ((message.readUInt8(9) & FLAG_REPLY) === 0) throw notSmb('not a reply');
  const wordCount = slice(message, HEADER_BYTES, 1, 'word count').readUInt8(0);
  const parameters = slice(message, HEADER_BYTES + 1, wordCount * 2, 'parameter words');
  const byteCountOffset = HEADER_BYTES + 1 + wordCount * 2;
  const byteCount = slice(message, byteCountOffset, 2, 'byte count').readUInt16LE(0);
  return {
    command: message.readUInt8(4),
    status: message.readUInt32LE(5),
    flags2: message.readUInt16LE(10),
    multiplexId: message.readUInt16LE(30),
    words: parameters,
    bytes: slice(message, byteCountOffset + 2, byteCount, 'data bytes'),
  };
}
