/** `1,204`. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

/** `1 client`, `1,204 clients`. */
export function clients(count: number): string {
  return count === 1 ? '1 client' : `${grouped(count)} clients`;
}
