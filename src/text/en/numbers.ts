/** `1,204`. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 client`, `1,204 clients`. */
export function clients(count: number): string {
  return count === 1 ? '1 client' : `${grouped(count)} clients`;
}

/** A span in minutes, hours or days, whatever its sign. */
export function duration(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 2880
    ? `${Math.round(minutes / 60)} hours`
    : `${Math.round(minutes / 1440)} days`;
}
