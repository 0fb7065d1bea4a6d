import { Malformed, Reader, u8 } from './wire.ts';

/** One value of DER (X.690 8.1). */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
}

export function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([u8(tag), derLength(body.length), body]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return u8(length);
  if (length < 0x100) return Buffer.of(0x81, length);
  return Buffer.of(0x82, length >> 8, length & 0xff);
}

export function readDer(reader: Reader): DerValue {
  const tag = reader.u8();
  const first = reader.u8();
  if (first < 0x80) return { tag, content: reader.bytes(first) };
  const lengthBytes = first & 0x7f;
  if (lengthBytes < 1 || lengthBytes > 3) throw new Malformed('DER length');
  return { tag, content: reader.bytes(reader.bytes(lengthBytes).readUIntBE(0, lengthBytes)) };
}

/** The values inside a constructed one. */
export function derChildren(content: Buffer): readonly DerValue[] {
  const reader = new Reader(content);
  const children: DerValue[] = [];
  while (reader.remaining > 0) children.push(readDer(reader));
  return children;
}

/** The content of the only value inside; Malformed where its tag is another. */
export function derInner(content: Buffer, tag: number): Buffer {
  const [inner] = derChildren(content);
  if (inner?.tag !== tag) throw new Malformed('DER tag');
  return inner.content;
}
