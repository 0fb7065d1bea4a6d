import type { CertificateRequest } from './demand.ts';

/** RFC 5246 6.2.1, RFC 8446 5.1: types of a TLS record. */
const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;

/** RFC 5246 7.4: types of a handshake message. */
const CERTIFICATE = 11;
const CERTIFICATE_REQUEST = 13;

const RECORD_HEADER_BYTES = 5;
const MESSAGE_HEADER_BYTES = 4;

/** A certificate chain may be long, a handshake in plain text of more than this is none. */
const MAX_HANDSHAKE_BYTES = 262_144;

/** A piece is an object, far larger than a byte. */
const MAX_PIECES = 1_024;

/**
 * Reads along what a TLS server sends in plain text. Up to TLS 1.2 that includes its certificate
 * and its demand for one of ours, which no TLS library reports to a client.
 */
export class HandshakeWatch {
  #pending: Buffer = Buffer.alloc(0);
  /** Pieces of messages, joined only when a message is whole: records may hold a byte each. */
  #pieces: Buffer[] = [];
  #gathered = 0;
  /** Bytes that the next message takes; null while its header is not here. */
  #wanted: number | null = null;
  #skip = 0;
  #state: 'plain' | 'encrypted' | 'foreign' = 'plain';
  #began = false;
  #encryptedHandshakes = 0;
  #certificateRequested = false;
  #leaf: Buffer | null = null;
  #alert: number | null = null;

  /** The first bytes are no TLS record. */
  get isForeign(): boolean {
    return this.#state === 'foreign';
  }

  /**
   * Whether a handshake began anew after the first (up to TLS 1.2), which IIS does to ask for a
   * certificate once it knows the URL, or a CertificateRequest came in plain text.
   */
  get certificateRequest(): CertificateRequest {
    if (this.#encryptedHandshakes > 1) return 'renegotiation';
    return this.#certificateRequested ? 'handshake' : 'none';
  }

  /** The server's own certificate, DER. */
  get leaf(): Buffer | null {
    return this.#leaf;
  }

  /** Description of the first alert in plain text (RFC 8446 6). */
  get alert(): number | null {
    return this.#alert;
  }

  /** Takes the next bytes from the server, split anyhow. */
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

  /** Takes one record off the pending bytes; what follows it is given back to be fed again. */
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
