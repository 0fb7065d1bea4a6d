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

/** A span in minutes, hours or days, whatever its sign. */
export function duration(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  if (minutes < 120) return `${minutes} 分`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} 時間` : `${Math.round(minutes / 1440)} 日`;
}
