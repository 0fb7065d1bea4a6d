/** A stream of these bytes, cut after each of the lengths, the rest in one piece. */
export async function* chunksOf(
  bytes: Uint8Array,
  lengths: readonly number[] = [],
): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const length of lengths) {
    if (start >= bytes.length) return;
    yield bytes.subarray(start, start + length);
    start += length;
  }
  yield bytes.subarray(start);
}
