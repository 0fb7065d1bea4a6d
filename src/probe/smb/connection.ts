import type { Deadline } from '../deadline.ts';
import type { SmbEvidence } from '../observation.ts';
import type { Trace } from '../observe.ts';
import { ByteStream, type Connected } from '../tcp.ts';
import {
  NT_STATUS,
  SIGNATURE_BYTES,
  type Smb1Message,
  type Smb2Header,
  decodeSmb1Reply,
  decodeSmb2Header,
  notSmb,
  protocolOf,
} from './wire.ts';

const MAX_KEEP_ALIVES = 64;

/** Sends and receives SMB messages over one TCP connection. */
export class SmbConnection {
  readonly #bytes: ByteStream;

  constructor(connected: Connected, deadline: Deadline) {
    this.#bytes = new ByteStream(connected, deadline);
  }

  send(message: Buffer): void {
    this.#bytes.write(encodeNetbiosMessage(message));
  }

  /**
   * The next whole message, from its signature on; keep-alives are skipped.
   * @throws AnswerFailure `not-smb` at the first byte that SMB does not have there
   * @throws AnswerFailure `closed-before-answer`, `reset-before-answer`
   * @throws NetworkFailure `silent` when the deadline passes
   */
  async receive(): Promise<Buffer> {
    for (let packets = 0; packets <= MAX_KEEP_ALIVES; packets += 1) {
      const header = this.#bytes.readNow(NETBIOS_HEADER_BYTES) ?? (await this.#awaitHeader());
      const packet = decodeNetbiosHeader(header);
      if (packet.type === 'keep-alive') continue;
      const whole = this.#bytes.readNow(packet.length);
      if (whole !== null) {
        protocolOf(whole);
        return whole;
      }
      const signature = await this.#bytes.read(SIGNATURE_BYTES);
      protocolOf(signature);
      const rest = await this.#bytes.read(packet.length - SIGNATURE_BYTES);
      return Buffer.concat([signature, rest]);
    }
    throw notSmb('nothing but keep-alives');
  }

  /** Reads the first byte alone: if it is foreign, there is no need to wait for three more. */
  async #awaitHeader(): Promise<Buffer> {
    const type = await this.#bytes.read(1);
    checkNetbiosType(type.readUInt8(0));
    return Buffer.concat([type, await this.#bytes.read(NETBIOS_HEADER_BYTES - 1)]);
  }

  close(): void {
    this.#bytes.close();
  }
}

/** Interim responses, break notifications and unrelated replies that one request may bring. */
const MAX_PASSED_OVER = 32;

export interface Smb2Reply {
  readonly protocol: 'smb2';
  readonly header: Smb2Header;
  /** The whole message, header included. */
  readonly message: Buffer;
}

interface Smb1Reply {
  readonly protocol: 'smb1';
  readonly reply: Smb1Message;
}

/** Which request a reply must belong to, in either protocol. */
interface Request {
  readonly messageId: bigint;
  /** `any` for a request in SMB2: an SMB1 server has no multiplex id to answer it with. */
  readonly multiplexId: number | 'any';
}

/**
 * The final reply to a request. Interim responses (MS-SMB2 3.2.5.1.5) and replies to other requests
 * are skipped.
 * @throws AnswerFailure `not-smb`, and what `SmbConnection.receive` throws
 */
export async function receiveReply(
  connection: SmbConnection,
  request: Request,
  trace: Trace<SmbEvidence>,
): Promise<Smb2Reply | Smb1Reply> {
  for (let messages = 0; messages <= MAX_PASSED_OVER; messages += 1) {
    const message = await connection.receive();
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

/** Never goes back, because the other attempt may have reached the service already. */
function noteProtocol(trace: Trace<SmbEvidence>): void {
  if (trace.reached !== 'service') trace.reached = 'protocol';
}

/** RFC 1002 4.3.1: the two packet types that occur on port 445. */
const SESSION_MESSAGE = 0x00;
const KEEP_ALIVE = 0x85;

/**
 * The shorter of the two headers, SMB1's; and more than any negotiate or session setup response
 * has.
 */
const MIN_MESSAGE_BYTES = 32;
const MAX_MESSAGE_BYTES = 65_536;
const NETBIOS_HEADER_BYTES = 4;

type NetbiosPacket =
  { readonly type: 'message'; readonly length: number } | { readonly type: 'keep-alive' };

/** A message with its direct TCP header: a zero byte, 24 bits of length (MS-SMB2 2.1). */
export function encodeNetbiosMessage(message: Buffer): Buffer {
  const header = Buffer.alloc(NETBIOS_HEADER_BYTES);
  header.writeUIntBE(message.length, 1, 3);
  return Buffer.concat([header, message]);
}

/**
 * Refuses a packet by its first byte, so that a foreign banner is recognised without waiting.
 * @throws AnswerFailure `not-smb`
 */
function checkNetbiosType(type: number): void {
  if (type !== SESSION_MESSAGE && type !== KEEP_ALIVE) throw notSmb(`packet type ${type}`);
}

/**
 * What a 4-byte header announces.
 * @throws AnswerFailure `not-smb` for another type, or a length that no answer has
 */
export function decodeNetbiosHeader(header: Buffer): NetbiosPacket {
  if (header.length !== NETBIOS_HEADER_BYTES) throw notSmb('packet header cut short');
  const type = header.readUInt8(0);
  checkNetbiosType(type);
  const length = header.readUIntBE(1, 3);
  if (type === KEEP_ALIVE) {
    if (length !== 0) throw notSmb(`keep-alive of ${length} bytes`);
    return { type: 'keep-alive' };
  }
  if (length < MIN_MESSAGE_BYTES || length > MAX_MESSAGE_BYTES) {
    throw notSmb(`message of ${length} bytes`);
  }
  return { type: 'message', length };
}
