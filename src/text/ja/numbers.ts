/** `1,204`. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

/** `クライアント 1,204 台`. */
export function clients(count: number): string {
  return `クライアント ${grouped(count)} 台`;
}

/** List items on one line, joined as in Japanese text. */
export function list(parts: readonly (string | number)[]): string {
  return parts.join('、');
}
