/** One element of DER (X.690 8.1): its tag, and where its content stands. */
export interface DerElement {
  readonly tag: number;
  readonly start: number;
  /** Offset behind the content; may lie beyond the bytes if these are only a beginning. */
  readonly end: number;
}

/** The element at `offset`; null if none can be read there. */
export function elementAt(bytes: Uint8Array, offset: number): DerElement | null {
  const [tag, length] = [bytes[offset], bytes[offset + 1]];
  if (tag === undefined || length === undefined) return null;
  if (length < 0x80) return { tag, start: offset + 2, end: offset + 2 + length };
  const count = length & 0x7f;
  // No indefinite length, and none longer than any certificate or list.
  if (count === 0 || count > 4 || offset + 2 + count > bytes.length) return null;
  let size = 0;
  for (let at = 0; at < count; at += 1) size = size * 256 + (bytes[offset + 2 + at] ?? 0);
  const start = offset + 2 + count;
  return { tag, start, end: start + size };
}

/** The elements inside another one, as far as the bytes go. */
export function elementsIn(bytes: Uint8Array, { start, end }: DerElement): readonly DerElement[] {
  const found: DerElement[] = [];
  for (let at = start; at < Math.min(end, bytes.length);) {
    const element = elementAt(bytes, at);
    if (element === null || element.end > end) break;
    found.push(element);
    at = element.end;
  }
  return found;
}

/** The element at `offset` if all of it is there; null for anything else. */
export function wholeElementAt(bytes: Uint8Array, offset: number): DerElement | null {
  const element = elementAt(bytes, offset);
  return element === null || element.end > bytes.length ? null : element;
}

/** The elements inside another one; null if they don't fill it exactly. */
export function wholeElementsIn(
  bytes: Uint8Array,
  outer: DerElement,
): readonly DerElement[] | null {
  const found = elementsIn(bytes, outer);
  const end = found.at(-1)?.end ?? outer.start;
  return end === outer.end && end <= bytes.length ? found : null;
}

const MAX_INTEGER_BYTES = 4;

/** An INTEGER or ENUMERATED of at most 32 bits, signed (X.690 8.3); null for another length. */
export function integerOf(bytes: Uint8Array, { start, end }: DerElement): number | null {
  const length = end - start;
  if (length < 1 || length > MAX_INTEGER_BYTES || end > bytes.length) return null;
  return Buffer.from(bytes.subarray(start, end)).readIntBE(0, length);
}

/** An element with this content. */
export function encodeElement(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...encodeLength(content.length)]), content]);
}

function encodeLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
