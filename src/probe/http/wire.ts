import type net from 'node:net';
import { Duplex } from 'node:stream';
import { codeOf } from '../../base/error-code.ts';
import { AnswerFailure } from '../failure.ts';
import { streamFailure } from '../tcp.ts';

/**
 * A connection that passes its bytes through and remembers how the other end closed it. Node's HTTP
 * and TLS run over it, because both report a close and a reset alike, as ECONNRESET.
 */
export class Wire extends Duplex {
  readonly #socket: net.Socket;
  readonly #watchOwn: (chunk: Buffer) => void;
  #ending: Error | null = null;

  /**
   * @param watch sees every chunk that the other end sends, before anyone else
   * @param watchOwn sees every chunk that is sent
   */
  constructor(
    socket: net.Socket,
    watch: (chunk: Buffer) => void = () => {},
    watchOwn: (chunk: Buffer) => void = () => {},
  ) {
    super();
    this.#socket = socket;
    this.#watchOwn = watchOwn;
    // A stream without an error listener would end the process.
    this.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      watch(chunk);
      if (!this.push(chunk)) socket.pause();
    });
    socket.once('end', () => {
      this.#ending ??= new AnswerFailure('wrong-service', 'closed-before-answer');
      this.push(null);
    });
    socket.on('error', (error: Error) => {
      this.#ending ??= streamFailure(codeOf(error));
      this.destroy(error);
    });
    socket.once('close', () => this.destroy());
  }

  /** What the other end's close or reset means before an answer; null while it is open. */
  get ending(): Error | null {
    return this.#ending;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: (error?: Error | null) => void,
  ): void {
    this.#watchOwn(chunk);
    this.#socket.write(chunk, callback);
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#socket.end(callback);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#socket.destroy();
    callback(error);
  }
}
