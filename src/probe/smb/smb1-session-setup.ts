import { slice } from './bytes.ts';
import { notSmb } from './failures.ts';
import { SMB1_COMMAND, encodeSmb1Request } from './smb1-header.ts';
import type { Smb1Message } from './smb1-header.ts';

const REQUEST_WORDS_BYTES = 24;
const RESPONSE_WORDS_BYTES = 8;
const NO_FURTHER_COMMAND = 0xff;
const MAX_BUFFER_BYTES = 16_644;
/** Unicode, NT commands, NTSTATUS, extended security. */
const CAPABILITIES = 0x8000_0054;
/** MS-CIFS 2.2.4.53.1: zero makes old servers drop this machine's other connections. */
const VIRTUAL_CIRCUIT = 1;

/** A SESSION_SETUP_ANDX request with extended security (MS-SMB 2.2.4.6.1). */
export function encodeSmb1SessionSetup(
  multiplexId: number,
  sessionKey: number,
  token: Buffer,
): Buffer {
  const parameters = Buffer.alloc(REQUEST_WORDS_BYTES);
  parameters.writeUInt8(NO_FURTHER_COMMAND, 0);
  parameters.writeUInt16LE(MAX_BUFFER_BYTES, 4);
  parameters.writeUInt16LE(1, 6);
  parameters.writeUInt16LE(VIRTUAL_CIRCUIT, 8);
  parameters.writeUInt32LE(sessionKey, 10);
  parameters.writeUInt16LE(token.length, 14);
  parameters.writeUInt32LE(CAPABILITIES, 20);
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
  if (reply.words.length !== RESPONSE_WORDS_BYTES) throw notSmb('session setup words');
  return slice(reply.bytes, 0, reply.words.readUInt16LE(6), 'security blob');
}
