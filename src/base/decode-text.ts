import { encodingOf } from './encoding.ts';

/**
 * Text of bytes as they come: UTF-8, or UTF-16 with a byte order mark or with the zeros that ASCII
 * has there. Bytes that mean nothing become U+FFFD: a spreadsheet writes other columns in the code
 * page of its country, which leaves ASCII as it is, and no host name holds more than that.
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder = new TextDecoder();
  // Two bytes tell the encoding.
  let head: Uint8Array | null = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes: Uint8Array = head === null ? chunk : Buffer.concat([head, chunk]);
    if (head !== null && bytes.length < 2) {
      head = bytes;
      continue;
    }
    if (head !== null) decoder = new TextDecoder(encodingOf(bytes));
    head = null;
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode(head ?? new Uint8Array());
}
