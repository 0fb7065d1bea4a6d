import type net from 'node:net';
import type { Deadline } from '../deadline.ts';
import { ByteStream } from '../tcp.ts';
import { notSmb } from './failures.ts';
import {
  NETBIOS_HEADER_BYTES,
  checkNetbiosType,
  decodeNetbiosHeader,
  encodeNetbiosMessage,
} from './netbios.ts';
import { SIGNATURE_BYTES, protocolOf } from './signature.ts';

const MAX_KEEP_ALIVES = 64;

/** SMB messages over one connection. */
export class MessageStream {
  readonly #bytes: ByteStream;

  constructor(socket: net.Socket, deadline: Deadline) {
    this.#bytes = new ByteStream(socket, deadline);
  }

  send(message: Buffer): void {
    this.#bytes.write(encodeNetbiosMessage(message));
  }

  /**
   * The next whole message, from its signature on; keep-alives are passed over.
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

  /** Byte by byte at first: foreign bytes are told at the first of them. */
  async #awaitHeader(): Promise<Buffer> {
    const type = await this.#bytes.read(1);
    checkNetbiosType(type.readUInt8(0));
    return Buffer.concat([type, await this.#bytes.read(NETBIOS_HEADER_BYTES - 1)]);
  }

  close(): void {
    this.#bytes.close();
  }
}
