import type { SmbEvidence } from '../observation.ts';
import type { Trace } from '../observe.ts';
import { notSmb } from './failures.ts';
import type { MessageStream } from './message-stream.ts';
import { NT_STATUS } from './nt-status.ts';
import { protocolOf } from './signature.ts';
import { decodeSmb1Reply } from './smb1-header.ts';
import type { Smb1Message } from './smb1-header.ts';
import { decodeSmb2Header } from './smb2-header.ts';
import type { Smb2Header } from './smb2-header.ts';

/** Interim responses, break notifications and answers to nobody that one request may bring. */
const MAX_PASSED_OVER = 32;

export interface Smb2Reply {
  readonly protocol: 'smb2';
  readonly header: Smb2Header;
  /** The whole message, header included. */
  readonly message: Buffer;
}

export interface Smb1Reply {
  readonly protocol: 'smb1';
  readonly reply: Smb1Message;
}

/** Which request a reply must belong to, in either protocol. */
interface Request {
  readonly messageId: bigint;
  /** `any` where the request was SMB2's, which an SMB1 server can't number. */
  readonly multiplexId: number | 'any';
}

/**
 * The final reply to a request; interim ones (MS-SMB2 3.2.5.1.5) and others' are passed over.
 * @throws AnswerFailure `not-smb`, and what `MessageStream.receive` throws
 */
export async function receiveReply(
  stream: MessageStream,
  request: Request,
  trace: Trace<SmbEvidence>,
): Promise<Smb2Reply | Smb1Reply> {
  for (let messages = 0; messages <= MAX_PASSED_OVER; messages += 1) {
    const message = await stream.receive();
    if (protocolOf(message) === 'smb2') {
      const header = decodeSmb2Header(message);
      noteProtocol(trace);
      if (header.messageId === request.messageId && header.status !== NT_STATUS.pending) {
        return { protocol: 'smb2', header, message };
      }
    } else {
      const reply = decodeSmb1Reply(message);
      noteProtocol(trace);
      if (request.multiplexId === 'any' || request.multiplexId === reply.multiplexId) {
        return { protocol: 'smb1', reply };
      }
    }
  }
  throw notSmb('no final reply');
}

/** The other attempt may have reached the service already. */
function noteProtocol(trace: Trace<SmbEvidence>): void {
  if (trace.reached !== 'service') trace.reached = 'protocol';
}
