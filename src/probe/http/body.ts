import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import zlib from 'node:zlib';

/** How much of a body is read, both before and after decompression. */
const MAX_BODY_BYTES = 262_144;

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

/** How much of a page is kept: its beginning shows who made it. */
const MAX_PAGE_BYTES = 16_384;

/** What was read of a body. */
export interface Body {
  readonly content: 'found' | 'missing' | 'not-looked-for';
  /** The beginning of the body, one character for each byte. */
  readonly page: string;
}

/**
 * Reads a response's body: up to the marker if there is one, otherwise only the beginning; at most
 * `MAX_BODY_BYTES`. Calls `settle` once, but not at all if the body breaks off: the response emits
 * that error.
 */
export function readBody(
  response: IncomingMessage,
  marker: string | null,
  settle: (body: Body) => void,
): void {
  const search = marker === null ? null : new MarkerSearch(marker);
  const limit = marker === null ? MAX_PAGE_BYTES : MAX_BODY_BYTES;
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase();
  const page: Buffer[] = [];
  let decoder: Transform | null = null;
  let received = 0;
  let decoded = 0;
  const finish = (found: 'found' | 'missing'): void => {
    // A destroyed stream emits nothing more and ignores what is written to it.
    decoder?.destroy();
    settle({
      content: search === null ? 'not-looked-for' : found,
      page: Buffer.concat(page).toString('latin1'),
    });
  };
  const start = (first: Buffer): Transform => {
    const transform = decoderOf(encoding, first);
    transform.on('data', (piece: Buffer) => {
      if (decoded < MAX_PAGE_BYTES) page.push(piece.subarray(0, MAX_PAGE_BYTES - decoded));
      decoded += piece.length;
      if (search?.feed(piece) === true) finish('found');
      else if (decoded >= limit) finish('missing');
    });
    transform.once('end', () => finish('missing'));
    transform.on('error', () => finish('missing'));
    return transform;
  };
  response.on('data', (chunk: Buffer) => {
    received += chunk.length;
    decoder ??= start(chunk);
    decoder.write(chunk);
    // The decoder first emits what it still holds; its end then settles as `missing`.
    if (received >= MAX_BODY_BYTES) decoder.end();
    if (received >= MAX_BODY_BYTES) response.pause();
  });
  response.once('end', () => {
    if (decoder === null) finish('missing');
    else decoder.end();
  });
}

/**
 * Some servers compress although they were asked not to; "deflate" comes with and without a zlib
 * header.
 */
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
