import { malformed } from './malformed.ts';

/** The integer format that a packet's data representation label names. */
export type ByteOrder = 'little-endian' | 'big-endian';

/**
 * First byte of our own packets' label: little-endian integers, ASCII. The bytes after it, all
 * zero, say IEEE floating point (C706 14.1).
 */
export const LITTLE_ENDIAN_LABEL = 0x10;

/**
 * The integer format of a label's first byte.
 * @throws AnswerFailure `wrong-service`/`not-rpc` for formats that C706 14.1 does not know
 */
export function byteOrderOf(label: number): ByteOrder {
  switch (label >> 4) {
    case 0:
      return 'big-endian';
    case 1:
      return 'little-endian';
    default:
      throw malformed('data representation');
  }
}
