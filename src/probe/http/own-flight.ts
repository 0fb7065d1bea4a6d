/** RFC 8446 5.1. */
const APPLICATION_DATA = 23;
const RECORD_HEADER_BYTES = 5;

/** Message header, hash, content type, authentication tag (RFC 8446 4.4.4, 5.2). */
const FINISHED_RECORD_LENGTHS: ReadonlySet<number> = new Set([4 + 32 + 1 + 16, 4 + 48 + 1 + 16]);

/**
 * Reads along what this side sends. Over TLS 1.3 a server's demand for a client certificate is
 * encrypted, but our answer to it shows by its length: the first encrypted record is a Certificate
 * then, an empty one too, and else the Finished (RFC 8446 4.4.2).
 */
export class OwnFlight {
  #pending: Buffer = Buffer.alloc(0);
  #skip = 0;
  #firstLength: number | null = null;

  /** Whether a Certificate was sent; only true of a connection that agreed on TLS 1.3. */
  get hasCertificate(): boolean {
    return this.#firstLength !== null && !FINISHED_RECORD_LENGTHS.has(this.#firstLength);
  }

  /** Takes the next bytes to the server, split anyhow. */
  readonly feed = (chunk: Buffer): void => {
    let rest = chunk;
    while (rest.length > 0 && this.#firstLength === null) {
      const skipped = Math.min(this.#skip, rest.length);
      this.#skip -= skipped;
      const wanted = RECORD_HEADER_BYTES - this.#pending.length;
      this.#pending = Buffer.concat([this.#pending, rest.subarray(skipped, skipped + wanted)]);
      rest = rest.subarray(skipped + wanted);
      if (this.#pending.length === RECORD_HEADER_BYTES) this.#readHeader();
    }
  };

  #readHeader(): void {
    const length = this.#pending.readUInt16BE(3);
    if (this.#pending.readUInt8(0) === APPLICATION_DATA) this.#firstLength = length;
    this.#pending = Buffer.alloc(0);
    this.#skip = length;
  }
}
