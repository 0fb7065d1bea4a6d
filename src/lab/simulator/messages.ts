import type net from 'node:net';
import { Malformed } from './wire.ts';

/**
 * Longer than any message that a client of the simulated protocols sends before it has logged on.
 */
const MAX_MESSAGE_BYTES = 131_072;

/** How a protocol divides its stream into messages. */
export interface Framing {
  readonly headerBytes: number;
  /** The length of the whole message, with its header, from the header. */
  messageBytes(header: Buffer): number;
}

/** Bytes to send back, nothing, or the end of the connection. */
export type SimulatorReply = Buffer | 'nothing' | 'disconnect';

/** Answers each message of a connection with the reply from `answer`. */
export function answerMessages(
  socket: net.Socket,
  framing: Framing,
  answer: (message: Buffer) => SimulatorReply,
): void {
  let buffered: Buffer = Buffer.alloc(0);
  const takeMessage = (): Buffer | null => {
    if (buffered.length < framing.headerBytes) return null;
    const length = framing.messageBytes(buffered);
    if (length < framing.headerBytes || length > MAX_MESSAGE_BYTES) {
      throw new Malformed('message length');
    }
    if (buffered.length < length) return null;
    const message = buffered.subarray(0, length);
    buffered = buffered.subarray(length);
    return message;
  };
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    try {
      for (let message = takeMessage(); message !== null; message = takeMessage()) {
        const reply = answer(message);
        if (reply === 'disconnect') {
          socket.destroy();
          return;
        }
        if (reply !== 'nothing') socket.write(reply);
      }
    } catch (thrown) {
      if (!(thrown instanceof Malformed)) throw thrown;
      socket.destroy();
    }
  });
}
