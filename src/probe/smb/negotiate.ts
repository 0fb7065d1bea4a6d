import { randomBytes } from 'node:crypto';
import type { SmbEvidence } from '../observation.ts';
import type { Trace } from '../observe.ts';
import { type SmbConnection, type Smb2Reply, receiveReply } from './connection.ts';
import {
  type Smb1NegotiateResponse,
  decodeSmb1Negotiate,
  encodeSmb1Negotiate,
} from './smb1-negotiate.ts';
import {
  type Smb2Dialect,
  type Smb2NegotiateResponse,
  decodeSmb2Negotiate,
  encodeSmb2Negotiate,
} from './smb2-negotiate.ts';
import { NT_STATUS, SMB1_COMMAND, SMB2_COMMAND, negotiateRefused, notSmb } from './wire.ts';

const CLIENT_GUID_BYTES = 16;
const SALT_BYTES = 32;
const MULTIPLEX_ID = 1;

/** An SMB2 connection whose dialect is settled. */
export interface Smb2Negotiated {
  readonly kind: 'smb2';
  readonly connection: SmbConnection;
  readonly answer: Smb2NegotiateResponse;
  readonly dialect: Smb2Dialect;
  readonly nextMessageId: bigint;
}

/** An SMB2 connection whose server asks for a second negotiate, in SMB2. */
interface Smb2Wildcard {
  readonly kind: 'smb2-wildcard';
  readonly connection: SmbConnection;
  readonly answer: Smb2NegotiateResponse;
  readonly nextMessageId: bigint;
}

export interface Smb1Negotiated {
  readonly kind: 'smb1';
  readonly connection: SmbConnection;
  readonly answer: Smb1NegotiateResponse;
  readonly nextMultiplexId: number;
}

/** A connection whose server gave a valid negotiate answer. */
export type Negotiated = Smb2Negotiated | Smb2Wildcard | Smb1Negotiated;

/**
 * An SMB2 NEGOTIATE.
 * @throws AnswerFailure `negotiate-refused` for an SMB2 error or an SMB1 reply, `not-smb`, and what
 *   `SmbConnection.receive` throws
 */
export async function negotiateSmb2(
  connection: SmbConnection,
  trace: Trace<SmbEvidence>,
  messageId = 0n,
): Promise<Smb2Negotiated> {
  const random = randomBytes(CLIENT_GUID_BYTES + SALT_BYTES);
  const clientGuid = random.subarray(0, CLIENT_GUID_BYTES);
  const salt = random.subarray(CLIENT_GUID_BYTES);
  connection.send(encodeSmb2Negotiate(messageId, clientGuid, salt));
  const reply = await receiveReply(connection, { messageId, multiplexId: 'any' }, trace);
  if (reply.protocol === 'smb1') throw negotiateRefused(NT_STATUS.notSupported);
  const answer = negotiateAnswer(reply);
  const { dialect } = answer;
  if (dialect === 'wildcard') throw notSmb('wildcard dialect for an SMB2 negotiate');
  return { kind: 'smb2', connection, answer, dialect, nextMessageId: messageId + 1n };
}

/**
 * SMB1's multi-protocol NEGOTIATE, which a server may answer in SMB2 (MS-SMB2 3.3.5.3): with 2.0.2,
 * or with the wildcard that asks for `negotiateSmb2` on the same connection.
 * @throws as `negotiateSmb2`
 */
export async function negotiateMultiProtocol(
  connection: SmbConnection,
  trace: Trace<SmbEvidence>,
): Promise<Negotiated> {
  connection.send(encodeSmb1Negotiate(MULTIPLEX_ID));
  const reply = await receiveReply(connection, { messageId: 0n, multiplexId: MULTIPLEX_ID }, trace);
  if (reply.protocol === 'smb2') {
    const answer = negotiateAnswer(reply);
    const { dialect } = answer;
    return dialect === 'wildcard'
      ? { kind: 'smb2-wildcard', connection, answer, nextMessageId: 1n }
      : { kind: 'smb2', connection, answer, dialect, nextMessageId: 1n };
  }
  if (reply.reply.command !== SMB1_COMMAND.negotiate) throw notSmb('reply to another command');
  const answer = decodeSmb1Negotiate(reply.reply);
  return { kind: 'smb1', connection, answer, nextMultiplexId: MULTIPLEX_ID + 1 };
}

function negotiateAnswer({ header, message }: Smb2Reply): Smb2NegotiateResponse {
  if (header.command !== SMB2_COMMAND.negotiate) throw notSmb('reply to another command');
  if (header.status !== NT_STATUS.success) throw negotiateRefused(header.status);
  return decodeSmb2Negotiate(message);
}
