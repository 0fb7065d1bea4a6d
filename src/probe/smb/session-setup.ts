import type { SmbEvidence } from '../observation.ts';
import type { Trace } from '../observe.ts';
import { receiveReply } from './connection.ts';
import type { Smb1Negotiated, Smb2Negotiated } from './negotiate.ts';
import {
  FIRST_TOKEN,
  type NtlmChallenge,
  decodeNegTokenResp,
  decodeNtlmChallenge,
} from './ntlm.ts';
import type { Smb2Dialect } from './smb2-negotiate.ts';
import {
  NT_STATUS,
  SMB1_COMMAND,
  SMB2_COMMAND,
  SMB2_HEADER_BYTES,
  type Smb1Message,
  encodeSmb1Request,
  encodeSmb2Request,
  notSmb,
  slice,
} from './wire.ts';

/** A server's answer to the first message of a session setup. */
export interface SessionReply {
  readonly status: number;
  readonly readToken: () => Buffer;
}

/**
 * Sends the first message of an NTLM session setup over SMB2.
 * @throws AnswerFailure, NetworkFailure as `receiveReply`
 */
export async function setUpSmb2Session(
  negotiated: Smb2Negotiated,
  trace: Trace<SmbEvidence>,
): Promise<SessionReply> {
  const { connection, dialect, nextMessageId: messageId } = negotiated;
  connection.send(encodeSmb2SessionSetup(messageId, dialect, FIRST_TOKEN));
  const reply = await receiveReply(connection, { messageId, multiplexId: 'any' }, trace);
  if (reply.protocol !== 'smb2' || reply.header.command !== SMB2_COMMAND.sessionSetup) {
    throw notSmb('no reply to the session setup');
  }
  return {
    status: reply.header.status,
    readToken: () => decodeSmb2SessionSetup(reply.message),
  };
}

/**
 * The same over SMB1, to a server with extended security.
 * @throws AnswerFailure, NetworkFailure as `receiveReply`
 */
export async function setUpSmb1Session(
  negotiated: Smb1Negotiated,
  trace: Trace<SmbEvidence>,
): Promise<SessionReply> {
  const { connection, answer, nextMultiplexId: multiplexId } = negotiated;
  connection.send(encodeSmb1SessionSetup(multiplexId, answer.sessionKey, FIRST_TOKEN));
  const reply = await receiveReply(connection, { messageId: 0n, multiplexId }, trace);
  if (reply.protocol !== 'smb1' || reply.reply.command !== SMB1_COMMAND.sessionSetup) {
    throw notSmb('no reply to the session setup');
  }
  return {
    status: reply.reply.status,
    readToken: () => decodeSmb1SessionSetup(reply.reply),
  };
}

/**
 * The challenge, or null if the server ended or refused the session setup.
 * @throws AnswerFailure `not-smb` for a token that does not hold what its status promises
 */
export function challengeOf(reply: SessionReply): NtlmChallenge | null {
  if (reply.status !== NT_STATUS.moreProcessingRequired) return null;
  return decodeNtlmChallenge(decodeNegTokenResp(reply.readToken()));
}

const SMB2_SIGNING_ENABLED = 0x01;
const SMB2_REQUEST_BYTES = 24;

/** MS-SMB2 2.2.5: the size includes one byte of the buffer, whatever its length. */
const SMB2_REQUEST_STRUCTURE_SIZE = 25;
const SMB2_RESPONSE_BYTES = 8;
const SMB2_RESPONSE_STRUCTURE_SIZE = 9;

/** A SESSION_SETUP request that carries `token` (MS-SMB2 2.2.5). */
export function encodeSmb2SessionSetup(
  messageId: bigint,
  dialect: Smb2Dialect,
  token: Buffer,
): Buffer {
  const fixed = Buffer.alloc(SMB2_REQUEST_BYTES);
  fixed.writeUInt16LE(SMB2_REQUEST_STRUCTURE_SIZE, 0);
  fixed.writeUInt8(SMB2_SIGNING_ENABLED, 3);
  fixed.writeUInt16LE(SMB2_HEADER_BYTES + SMB2_REQUEST_BYTES, 12);
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
  const body = slice(message, SMB2_HEADER_BYTES, SMB2_RESPONSE_BYTES, 'session setup response');
  if (body.readUInt16LE(0) !== SMB2_RESPONSE_STRUCTURE_SIZE) throw notSmb('session setup size');
  return slice(message, body.readUInt16LE(4), body.readUInt16LE(6), 'security buffer');
}

const SMB1_REQUEST_WORDS_BYTES = 24;
const SMB1_RESPONSE_WORDS_BYTES = 8;
const SMB1_NO_FURTHER_COMMAND = 0xff;
const SMB1_MAX_BUFFER_BYTES = 16_644;

/** Unicode, NT commands, NTSTATUS, extended security. */
const SMB1_CAPABILITIES = 0x8000_0054;

/** MS-CIFS 2.2.4.53.1: zero makes old servers drop this machine's other connections. */
const SMB1_VIRTUAL_CIRCUIT = 1;

/** A SESSION_SETUP_ANDX request with extended security (MS-SMB 2.2.4.6.1). */
export function encodeSmb1SessionSetup(
  multiplexId: number,
  sessionKey: number,
  token: Buffer,
): Buffer {
  const parameters = Buffer.alloc(SMB1_REQUEST_WORDS_BYTES);
  parameters.writeUInt8(SMB1_NO_FURTHER_COMMAND, 0);
  parameters.writeUInt16LE(SMB1_MAX_BUFFER_BYTES, 4);
  parameters.writeUInt16LE(1, 6);
  parameters.writeUInt16LE(SMB1_VIRTUAL_CIRCUIT, 8);
  parameters.writeUInt32LE(sessionKey, 10);
  parameters.writeUInt16LE(token.length, 14);
  parameters.writeUInt32LE(SMB1_CAPABILITIES, 20);
  // Two empty Unicode strings, aligned to the header: the data begins at an odd offset, 59.
  const names = Buffer.alloc(token.length % 2 === 0 ? 5 : 4);
  const data = Buffer.concat([token, names]);
  return encodeSmb1Request(SMB1_COMMAND.sessionSetup, multiplexId, parameters, data);
}

/**
 * The security blob of a SESSION_SETUP_ANDX response (MS-SMB 2.2.4.6.2).
 * @throws AnswerFailure `not-smb` when it has another form or is cut short
 */
export function decodeSmb1SessionSetup(reply: Smb1Message): Buffer {
  if (reply.words.length !== SMB1_RESPONSE_WORDS_BYTES) throw notSmb('session setup words');
  return slice(reply.bytes, 0, reply.words.readUInt16LE(6), 'security blob');
}
