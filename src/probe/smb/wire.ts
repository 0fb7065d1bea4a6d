import { AnswerFailure } from '../failure.ts';

export const SIGNATURE_BYTES = 4;

/** `0xff 'SMB'` (MS-CIFS 2.2.3.1) and `0xfe 'SMB'` (MS-SMB2 2.2.1). */
const SMB1_SIGNATURE = Buffer.from('ff534d42', 'hex');
const SMB2_SIGNATURE = Buffer.from('fe534d42', 'hex');

/**
 * Which protocol a message belongs to.
 * @throws AnswerFailure `not-smb` for neither, and for the encrypted and compressed forms, which
 *   are not used before a session is set up
 */
export function protocolOf(message: Buffer): 'smb1' | 'smb2' {
  const signature = message.subarray(0, SIGNATURE_BYTES);
  if (signature.equals(SMB2_SIGNATURE)) return 'smb2';
  if (signature.equals(SMB1_SIGNATURE)) return 'smb1';
  throw notSmb(`signature ${signature.toString('hex')}`);
}

export const SMB2_HEADER_BYTES = 64;
export const SMB2_COMMAND = { negotiate: 0x0000, sessionSetup: 0x0001 } as const;

type Smb2Command = (typeof SMB2_COMMAND)[keyof typeof SMB2_COMMAND];

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

const SMB1_HEADER_BYTES = 32;
export const SMB1_COMMAND = { negotiate: 0x72, sessionSetup: 0x73 } as const;

type Smb1Command = (typeof SMB1_COMMAND)[keyof typeof SMB1_COMMAND];

const FLAG_REPLY = 0x80;

/** Case-insensitive and canonicalized paths, as every client sets them. */
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
  const header = Buffer.alloc(SMB1_HEADER_BYTES);
  SMB1_SIGNATURE.copy(header, 0);
  header.writeUInt8(command, 4);
  header.writeUInt8(REQUEST_FLAGS, 9);
  header.writeUInt16LE(REQUEST_FLAGS2, 10);
  header.writeUInt16LE(PROCESS_ID, 26);
  header.writeUInt16LE(multiplexId, 30);
  const wordCount = Buffer.of(parameters.length / 2);
  return Buffer.concat([header, wordCount, parameters, encodeWords(data.length), data]);
}

/**
 * A reply, split into its blocks.
 * @throws AnswerFailure `not-smb` for anything else, our own request sent back included
 */
export function decodeSmb1Reply(message: Buffer): Smb1Message {
  if (message.length < SMB1_HEADER_BYTES || protocolOf(message) !== 'smb1') {
    throw notSmb('no SMB1 header');
  }
  if ((message.readUInt8(9) & FLAG_REPLY) === 0) throw notSmb('not a reply');
  const wordCount = slice(message, SMB1_HEADER_BYTES, 1, 'word count').readUInt8(0);
  const parameters = slice(message, SMB1_HEADER_BYTES + 1, wordCount * 2, 'parameter words');
  const byteCountOffset = SMB1_HEADER_BYTES + 1 + wordCount * 2;
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

/** The NTSTATUS values that the probe acts on (MS-ERREF 2.3.1). */
export const NT_STATUS = {
  success: 0x0000_0000,
  pending: 0x0000_0103,
  moreProcessingRequired: 0xc000_0016,
  notSupported: 0xc000_00bb,
} as const;

/** `0xc0000016`. */
export function statusText(status: number): string {
  return `0x${status.toString(16).padStart(8, '0')}`;
}

/** The failure for bytes that no SMB server sends. */
export function notSmb(detail: string): AnswerFailure {
  return new AnswerFailure('wrong-service', 'not-smb', detail);
}

/** The failure for an SMB server that refuses to negotiate. */
export function negotiateRefused(status: number): AnswerFailure {
  return new AnswerFailure('unhealthy', 'negotiate-refused', statusText(status));
}

/**
 * A view of `length` bytes at `offset`.
 * @throws AnswerFailure `not-smb` when they do not all lie inside `bytes`
 */
export function slice(bytes: Buffer, offset: number, length: number, what: string): Buffer {
  if (offset + length > bytes.length) {
    throw notSmb(`${what}: ${offset}+${length} is past the end, ${bytes.length}`);
  }
  return bytes.subarray(offset, offset + length);
}

/** `bytes`, padded with zeros to a multiple of `alignment`. */
export function padTo(bytes: Buffer, alignment: number): Buffer {
  const missing = (alignment - (bytes.length % alignment)) % alignment;
  return Buffer.concat([bytes, Buffer.alloc(missing)]);
}

/** Little-endian 16-bit words. */
export function encodeWords(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes;
}

/** FILETIME counts from 1601, Unix time from 1970. */
const EPOCH_DIFFERENCE_MS = 11_644_473_600_000n;
const TICKS_PER_MS = 10_000n;

/** Times outside these bounds are not taken for a clock's. */
const EARLIEST_MS = 0n;
const LATEST_MS = BigInt(Date.UTC(2200, 0));

/**
 * A FILETIME (MS-DTYP 2.3.3: units of 100 ns since 1601) as ISO 8601, cut to milliseconds; null
 * for zero, which means "no time", and for times outside the bounds.
 */
export function filetimeToIso(filetime: bigint): string | null {
  const unixMs = filetime / TICKS_PER_MS - EPOCH_DIFFERENCE_MS;
  if (unixMs < EARLIEST_MS || unixMs >= LATEST_MS) return null;
  return new Date(Number(unixMs)).toISOString();
}
