/**
 * How many of so many places come before the first one for which something no longer holds, by halving:
 * it has to hold for all before that place, and for none after it.
 */
export function placesBefore(count: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
