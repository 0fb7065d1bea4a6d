import type { CertificateRequest } from './client-certificate.ts';

/** RFC 5246 6.2.1, RFC 8446 5.1: types of a TLS record. */
const CHANGE_CIPHER_SPEC = 20;
export const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;

/** RFC 5246 7.4: types of a handshake message. */
const CERTIFICATE = 11;
const CERTIFICATE_REQUEST = 13;
const RECORD_HEADER_BYTES = 5;
const MESSAGE_HEADER_BYTES = 4;

/** More than any real handshake in plain text has, however long its certificate chain. */
const MAX_HANDSHAKE_BYTES = 262_144;

/** How many pieces are kept separately. Each is an object, far larger than the byte it may hold. */
const MAX_PIECES = 1_024;

/**
 * Reads along what a TLS server sends in plain text. Up to TLS 1.2 that includes its certificate
 * and its request for the client's, which Node reports to no client.
 */
export class HandshakeWatch {
  #pending: Buffer = Buffer.alloc(0);
  /**
   * Parts of a message, joined only when it is complete, because each record may hold a single
   * byte.
   */
  #pieces: Buffer[] = [];
  #gathered = 0;
  /** Length of the next message; null until its header is complete. */
  #wanted: number | null = null;
  #skip = 0;
  #state: 'plain' | 'encrypted' | 'foreign' = 'plain';
  #began = false;
  #encryptedHandshakes = 0;
  #certificateRequested = false;
  #leaf: Buffer | null = null;
  #alert: number | null = null;

  /** Whether the first bytes are not a TLS record. */
  get isForeign(): boolean {
    return this.#state === 'foreign';
  }

  /**
   * `renegotiation` if a second handshake began (up to TLS 1.2), as IIS does to ask for a
   * certificate once it knows the URL; `handshake` if a CertificateRequest came in plain text.
   */
  get certificateRequest(): CertificateRequest {
    if (this.#encryptedHandshakes > 1) return 'renegotiation';
    return this.#certificateRequested ? 'handshake' : 'none';
  }

  /** The server's own certificate, as DER. */
  get leaf(): Buffer | null {
    return this.#leaf;
  }

  /** The number of the first alert in plain text (RFC 8446 6). */
  get alert(): number | null {
    return this.#alert;
  }

  /** Takes the next bytes from the server, in pieces of any size. */
  readonly feed = (chunk: Buffer): void => {
    let rest = this.#state === 'foreign' ? Buffer.alloc(0) : chunk;
    while (rest.length > 0) {
      const skipped = Math.min(this.#skip, rest.length);
      this.#skip -= skipped;
      const fresh = rest.subarray(skipped);
      this.#pending = this.#pending.length === 0 ? fresh : Buffer.concat([this.#pending, fresh]);
      rest = this.#takeRecord();
    }
  };

  /** Takes one record off the pending bytes and returns what follows it. */
  #takeRecord(): Buffer {
    const nothing = Buffer.alloc(0);
    const pending = this.#pending;
    if (!this.#began && pending.length > 0) this.#judgeFirstBytes(pending);
    if (this.#state === 'foreign') {
      this.#pending = nothing;
      return nothing;
    }
    if (pending.length < RECORD_HEADER_BYTES) return nothing;
    const type = pending.readUInt8(0);
    const length = pending.readUInt16BE(3);
    if (this.#state === 'encrypted') {
      if (type === HANDSHAKE) this.#encryptedHandshakes += 1;
      this.#pending = nothing;
      this.#skip = length;
      return pending.subarray(RECORD_HEADER_BYTES);
    }
    if (pending.length < RECORD_HEADER_BYTES + length) return nothing;
    this.#pending = nothing;
    this.#readRecord(type, pending.subarray(RECORD_HEADER_BYTES, RECORD_HEADER_BYTES + length));
    return pending.subarray(RECORD_HEADER_BYTES + length);
  }

  #judgeFirstBytes(bytes: Buffer): void {
    const type = bytes.readUInt8(0);
    const isRecord = type === HANDSHAKE || type === ALERT;
    if (!isRecord || (bytes.length > 1 && bytes.readUInt8(1) !== 3)) this.#state = 'foreign';
    this.#began = bytes.length > 1;
  }

  #readRecord(type: number, body: Buffer): void {
    switch (type) {
      case CHANGE_CIPHER_SPEC:
      case APPLICATION_DATA:
        this.#state = 'encrypted';
        break;
      case ALERT:
        if (body.length >= 2) this.#alert ??= body.readUInt8(1);
        break;
      case HANDSHAKE:
        this.#readMessages(body);
        break;
      default:
        break;
    }
  }

  #readMessages(body: Buffer): void {
    if (this.#gathered + body.length > MAX_HANDSHAKE_BYTES) return;
    this.#pieces.push(body);
    this.#gathered += body.length;
    if (this.#pieces.length >= MAX_PIECES) this.#pieces = [Buffer.concat(this.#pieces)];
    if (this.#gathered < (this.#wanted ?? MESSAGE_HEADER_BYTES)) return;
    let messages = Buffer.concat(this.#pieces);
    while (messages.length >= MESSAGE_HEADER_BYTES) {
      this.#wanted = MESSAGE_HEADER_BYTES + messages.readUIntBE(1, 3);
      if (messages.length < this.#wanted) break;
      this.#readMessage(messages.subarray(0, this.#wanted));
      messages = messages.subarray(this.#wanted);
      this.#wanted = null;
    }
    this.#pieces = [messages];
    this.#gathered = messages.length;
  }

  #readMessage(message: Buffer): void {
    const type = message.readUInt8(0);
    if (type === CERTIFICATE) {
      this.#leaf ??= firstCertificate(message.subarray(MESSAGE_HEADER_BYTES));
    }
    if (type === CERTIFICATE_REQUEST) this.#certificateRequested = true;
  }
}

/** RFC 5246 7.4.2: a list's length (24 bits), then each certificate's length and bytes. */
function firstCertificate(message: Buffer): Buffer | null {
  if (message.length < 6) return null;
  const end = 6 + message.readUIntBE(3, 3);
  return end <= message.length ? Buffer.from(message.subarray(6, end)) : null;
}

/** A Finished: message header, hash, content type, authentication tag (RFC 8446 4.4.4, 5.2). */
const FINISHED_RECORD_LENGTHS: ReadonlySet<number> = new Set([4 + 32 + 1 + 16, 4 + 48 + 1 + 16]);

/**
 * Reads along what this side sends. In TLS 1.3 a server's request for a client certificate is
 * encrypted, but the length of the client's first encrypted record gives it away: after a request
 * it is a Certificate, even an empty one, and otherwise the Finished (RFC 8446 4.4.2).
 */
export class OwnFlight {
  #pending: Buffer = Buffer.alloc(0);
  #skip = 0;
  #firstLength: number | null = null;

  /** Whether a Certificate was sent; meaningful only for TLS 1.3. */
  get hasCertificate(): boolean {
    return this.#firstLength !== null && !FINISHED_RECORD_LENGTHS.has(this.#firstLength);
  }

  /** Takes the next bytes to the server, in pieces of any size. */
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
