import { notSmb } from './failures.ts';

/** The lengths that fit a security buffer need no more. */
const MAX_LENGTH_OCTETS = 3;

export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  /** What follows the element. */
  readonly rest: Buffer;
}

/** An element with a definite length (X.690 8.1, 10.1). */
export function encodeDer(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOctets(content.length), content]);
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  if (length < 0x100) return Buffer.of(0x81, length);
  return Buffer.of(0x82, length >> 8, length & 0xff);
}

/**
 * The first element of `bytes`.
 * @throws AnswerFailure `not-smb` for an indefinite length or one past the end
 */
export function decodeDer(bytes: Buffer): DerElement {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw notSmb('DER cut short');
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const start = 2 + octets;
  if (octets > MAX_LENGTH_OCTETS || first === 0x80 || start > bytes.length) {
    throw notSmb('DER length');
  }
  const length = octets === 0 ? first : bytes.readUIntBE(2, octets);
  if (start + length > bytes.length) throw notSmb('DER past the end');
  return {
    tag,
    content: bytes.subarray(start, start + length),
    rest: bytes.subarray(start + length),
  };
}

/**
 * The content of the first element, which must have this tag.
 * @throws AnswerFailure `not-smb`
 */
export function expectDer(bytes: Buffer, tag: number): Buffer {
  const element = decodeDer(bytes);
  if (element.tag !== tag) throw notSmb(`DER tag ${element.tag} instead of ${tag}`);
  return element.content;
}
