import net from 'node:net';
import type { Simulator } from '../../src/lab/simulator/simulator.ts';

/** A TCP client that sends and reads bytes, for tests that write every byte themselves. */
export class RawClient {
  readonly #socket: net.Socket;
  #received: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => {};

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    for (const event of ['end', 'close', 'error']) {
      socket.on(event, () => {
        this.#ended = true;
        this.#wake();
      });
    }
  }

  static connect({ address, port }: Simulator): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host: address, port, allowHalfOpen: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RawClient(socket)));
    });
  }

  send(...parts: readonly (Buffer | string)[]): void {
    this.#socket.write(
      Buffer.concat(parts.map((part) => (typeof part === 'string' ? hex(part) : part))),
    );
  }

  /** The next bytes; fewer where the server ends the connection before. */
  async read(length: number): Promise<Buffer> {
    while (this.#received.length < length && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const bytes = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return bytes;
  }

  /** Everything until the server ends the connection. */
  readToEnd(): Promise<Buffer> {
    return this.read(Number.MAX_SAFE_INTEGER);
  }

  /** Says that nothing more will be sent. */
  finish(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/** Bytes from hexadecimal digits; white space may separate them. */
export const hex = (digits: string): Buffer => Buffer.from(digits.replace(/\s/gu, ''), 'hex');
