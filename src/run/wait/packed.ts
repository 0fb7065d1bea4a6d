import { deserialize, serialize } from 'node:v8';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A value kept in as little memory as is quickly had: lists of endpoints repeat themselves a lot. */
export class Packed<T> {
  readonly #bytes: Buffer;

  /** @param value data alone, as may be sent to a thread */
  constructor(value: T) {
    this.#bytes = deflateRawSync(serialize(value), { level: constants.Z_BEST_SPEED });
  }

  /** A copy of it. */
  open(): T {
    const value: T = deserialize(inflateRawSync(this.#bytes));
    return value;
  }
}
