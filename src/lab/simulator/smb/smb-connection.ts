import { randomBytes } from 'node:crypto';
import type { SimulatorReply } from '../messages.ts';
import { Malformed, Reader, u16 } from '../wire.ts';
import { STATUS, type Computer, logon } from './logon.ts';
import { answerSessionMessages } from './netbios.ts';
import { SMB1_COMMAND, SMB1_PROTOCOL_ID, offeredDialects, readSmb1 } from './smb1.ts';
import {
  COMMAND,
  SMB2_PROTOCOL_ID,
  readSmb2Header,
  smb2Error,
  SMB2_HEADER_BYTES,
  smb2Response,
  type Smb2RequestHeader,
} from './smb2-message.ts';
import {
  DIALECTS,
  WILDCARD_REVISION,
  negotiateResponse,
  answerSmb2Negotiate,
  type Dialect,
} from './smb2-negotiate.ts';

/** One client's connection: what was agreed on so far, and the answer to each message. */
export class SmbServerConnection {
  readonly #computer: Computer;
  readonly #highest: Dialect;
  readonly #sessionId = randomBytes(6).readUIntLE(0, 6) + 1;
  /** Null before a negotiate, and after one that asks for a second. */
  #revision: number | null = null;

  constructor(computer: Computer, highest: Dialect) {
    this.#computer = computer;
    this.#highest = highest;
  }

  answer(packet: Buffer): SimulatorReply {
    return answerSessionMessages(packet, (message) => this.#answerMessage(message));
  }

  #answerMessage(message: Buffer): SimulatorReply {
    const protocolId = message.subarray(0, 4);
    if (protocolId.equals(SMB2_PROTOCOL_ID)) return this.#answerSmb2(message);
    if (protocolId.equals(SMB1_PROTOCOL_ID)) return this.#answerSmb1(message);
    throw new Malformed('protocol id');
  }

  #answerSmb2(message: Buffer): SimulatorReply {
    const header = readSmb2Header(message);
    switch (header.command) {
      case COMMAND.negotiate: {
        // MS-SMB2 3.3.5.4: a second negotiate ends the connection, without an answer.
        if (this.#revision !== null) return 'disconnect';
        const { reply, revision } = answerSmb2Negotiate(
          header,
          message,
          this.#computer,
          this.#highest,
        );
        this.#revision = revision;
        return reply;
      }
      case COMMAND.sessionSetup:
        if (this.#revision === null) return 'disconnect';
        return setUpSmb2Session(header, message, this.#computer, BigInt(this.#sessionId));
      default:
        if (this.#revision === null) return 'disconnect';
        return smb2Error(header, STATUS.userSessionDeleted);
    }
  }

  /** SMB1 alone is refused; a client that offers both is answered with SMB2. */
  #answerSmb1(message: Buffer): SimulatorReply {
    const request = readSmb1(message);
    return request.command === SMB1_COMMAND.negotiate && this.#revision === null
      ? this.#moveToSmb2(offeredDialects(request))
      : 'disconnect';
  }

  /** The multi-protocol negotiate (MS-SMB2 3.3.5.3), answered with message id 0. */
  #moveToSmb2(offered: readonly string[]): SimulatorReply {
    const header = {
      command: COMMAND.negotiate,
      creditsAsked: 1,
      messageId: 0n,
      treeId: 0,
      sessionId: 0n,
    };
    if (this.#highest !== '2.0.2' && offered.includes('SMB 2.???')) {
      return negotiateResponse(header, WILDCARD_REVISION, this.#computer, []);
    }
    if (offered.includes('SMB 2.002')) {
      this.#revision = DIALECTS['2.0.2'];
      return negotiateResponse(header, this.#revision, this.#computer, []);
    }
    return 'disconnect';
  }
}

const TOKEN_OFFSET = SMB2_HEADER_BYTES + 8;

/** Answers SMB2 SESSION_SETUP (MS-SMB2 2.2.5, 2.2.6). */
function setUpSmb2Session(
  header: Smb2RequestHeader,
  message: Buffer,
  computer: Computer,
  sessionId: bigint,
): Buffer {
  const reader = new Reader(message, SMB2_HEADER_BYTES);
  if (reader.u16() !== 25) return smb2Error(header, STATUS.invalidParameter);
  const offset = reader.skip(10).u16();
  const length = reader.u16();
  const { status, token } = logon(new Reader(message, offset).bytes(length), computer);
  const reply = { ...header, sessionId };
  if (status !== STATUS.moreProcessingRequired) return smb2Error(reply, status);
  return smb2Response(
    reply,
    status,
    Buffer.concat([u16(9), u16(0), u16(TOKEN_OFFSET), u16(token.length), token]),
  );
}
