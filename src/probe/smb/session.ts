import type { SmbEvidence } from '../observation.ts';
import type { Trace } from '../observe.ts';
import { notSmb } from './failures.ts';
import type { Smb1Negotiated, Smb2Negotiated } from './negotiate.ts';
import { NT_STATUS } from './nt-status.ts';
import { decodeNtlmChallenge, encodeNtlmNegotiate } from './ntlm.ts';
import type { NtlmChallenge } from './ntlm.ts';
import { receiveReply } from './reply.ts';
import { SMB1_COMMAND } from './smb1-header.ts';
import { decodeSmb1SessionSetup, encodeSmb1SessionSetup } from './smb1-session-setup.ts';
import { SMB2_COMMAND } from './smb2-header.ts';
import { decodeSmb2SessionSetup, encodeSmb2SessionSetup } from './smb2-session-setup.ts';
import { decodeNegTokenResp, encodeNegTokenInit } from './spnego.ts';

/** The same for everybody: it names nobody. */
const FIRST_TOKEN = encodeNegTokenInit(encodeNtlmNegotiate());

/** How a server took the first message of a session setup. */
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
  const { stream, dialect, nextMessageId: messageId } = negotiated;
  stream.send(encodeSmb2SessionSetup(messageId, dialect, FIRST_TOKEN));
  const reply = await receiveReply(stream, { messageId, multiplexId: 'any' }, trace);
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
  const { stream, answer, nextMultiplexId: multiplexId } = negotiated;
  stream.send(encodeSmb1SessionSetup(multiplexId, answer.sessionKey, FIRST_TOKEN));
  const reply = await receiveReply(stream, { messageId: 0n, multiplexId }, trace);
  if (reply.protocol !== 'smb1' || reply.reply.command !== SMB1_COMMAND.sessionSetup) {
    throw notSmb('no reply to the session setup');
  }
  return {
    status: reply.reply.status,
    readToken: () => decodeSmb1SessionSetup(reply.reply),
  };
}

/**
 * The challenge, or null where the server ended or refused the session setup.
 * @throws AnswerFailure `not-smb` for a token that does not hold what its status promises
 */
export function challengeOf(reply: SessionReply): NtlmChallenge | null {
  if (reply.status !== NT_STATUS.moreProcessingRequired) return null;
  return decodeNtlmChallenge(decodeNegTokenResp(reply.readToken()));
}
