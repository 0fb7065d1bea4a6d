import { deserialize, serialize } from 'node:v8';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * Keeps a value compressed: lists of endpoints are repetitive, and many clients may be waited for.
 */
export class Packed<T> {
  readonly #bytes: Buffer;

  /** @param value plain data, as can be sent to a thread */
  constructor(value: T) {
    this.#bytes = deflateRawSync(serialize(value), { level: constants.Z_BEST_SPEED });
  }

  /** Returns a copy of the value. */
  open(): T {
    const value: T = deserialize(inflateRawSync(this.#bytes));
    return value;
  }
}
