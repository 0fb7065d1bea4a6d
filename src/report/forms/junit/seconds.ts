/** Decimal, never `1e-7`. */
export function secondsText(seconds: number): string {
  return seconds.toFixed(3);
}
