import { notSmb } from './failures.ts';

/**
 * A view of `length` bytes at `offset`.
 * @throws AnswerFailure `not-smb` when they do not all lie inside `bytes`
 */
export function slice(bytes: Buffer, offset: number, length: number, what: string): Buffer {
  if (offset + length > bytes.length) {
    throw notSmb(`${what}: ${offset}+${length} is past the end, ${bytes.length}`);
  }
  return bytes.subarray(offset, offset + length);
}

/** `bytes` with zeros up to a multiple of `alignment`. */
export function padTo(bytes: Buffer, alignment: number): Buffer {
  const missing = (alignment - (bytes.length % alignment)) % alignment;
  return Buffer.concat([bytes, Buffer.alloc(missing)]);
}

/** Little-endian 16-bit words. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes;
}
