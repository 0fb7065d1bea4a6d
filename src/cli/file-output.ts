import { fsync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { promisify } from 'node:util';

/**
 * An open file as a stream. Node's own stream, for standard output, silently loses the rest of a
 * chunk of which a nearly full disk took only a part.
 */
export class FileOutput extends Writable {
  readonly #fd: number;

  constructor(fd: number) {
    super();
    this.#fd = fd;
    // The failing write reports the error; without a listener it would be fatal.
    this.on('error', () => {});
  }

  readonly sync = (): Promise<void> => promisify(fsync)(this.#fd);

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null) => void,
  ): void {
    try {
      for (let at = 0; at < chunk.length;) at += writeSync(this.#fd, chunk, at);
      done();
    } catch (thrown) {
      done(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }
}
