import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import zlib from 'node:zlib';

/** Bytes of a body that are looked at, compressed and decompressed. */
export const MAX_BODY_BYTES = 262_144;

/** Looks for a text in a body that comes in pieces, as UTF-8 and as UTF-16LE. */
export class MarkerSearch {
  readonly #patterns: readonly Buffer[];
  readonly #overlap: number;
  #tail: Buffer = Buffer.alloc(0);

  constructor(marker: string) {
    this.#patterns = [Buffer.from(marker, 'utf8'), Buffer.from(marker, 'utf16le')];
    this.#overlap = Math.max(...this.#patterns.map((pattern) => pattern.length)) - 1;
  }

  /** Whether the text is in what came so far and ends in `piece`. */
  feed(piece: Buffer): boolean {
    const bytes = Buffer.concat([this.#tail, piece]);
    this.#tail = bytes.subarray(Math.max(0, bytes.length - this.#overlap));
    return this.#patterns.some((pattern) => bytes.includes(pattern));
  }
}

/**
 * Reads a response's body until `marker` is seen, the body ends, or enough of it was read.
 * `settle` is called once; a body that breaks off settles nothing: that is the response's error.
 */
export function lookForMarker(
  response: IncomingMessage,
  marker: string,
  settle: (content: 'found' | 'missing') => void,
): void {
  const search = new MarkerSearch(marker);
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  let decoder: Transform | null = null;
  let received = 0;
  let decoded = 0;
  const finish = (content: 'found' | 'missing'): void => {
    // A destroyed stream tells nothing more, and takes what is written to it without a word.
    decoder?.destroy();
    settle(content);
  };
  const start = (first: Buffer): Transform => {
    const transform = decoderOf(encoding, first);
    transform.on('data', (piece: Buffer) => {
      decoded += piece.length;
      if (search.feed(piece)) finish('found');
      else if (decoded >= MAX_BODY_BYTES) finish('missing');
    });
    transform.once('end', () => finish('missing'));
    transform.on('error', () => finish('missing'));
    return transform;
  };
  response.on('data', (chunk: Buffer) => {
    received += chunk.length;
    decoder ??= start(chunk);
    decoder.write(chunk);
    // The end of the decoder says `missing` after it has given what it holds.
    if (received >= MAX_BODY_BYTES) decoder.end();
    if (received >= MAX_BODY_BYTES) response.pause();
  });
  response.once('end', () => {
    if (decoder === null) finish('missing');
    else decoder.end();
  });
}

/** Some servers compress though we ask for identity; "deflate" comes with and without its header. */
function decoderOf(encoding: string, first: Buffer): Transform {
  const options = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip(options);
    case 'deflate':
      // RFC 1950 2.2: the low nibble of a zlib header's first byte is 8.
      return (first.readUInt8(0) & 0x0f) === 8
        ? zlib.createInflate(options)
        : zlib.createInflateRaw(options);
    default:
      return new PassThrough();
  }
}
