/** libuv's default (docs.libuv.org, thread pool). */
const DEFAULT_THREADS = 4;

/**
 * How many name look-ups really run in parallel: libuv gives getaddrinfo half of its threads, and
 * further look-ups only queue there. The environment variable is read when the pool is first used.
 * @param sharers our own threads that look up names; they share the one pool
 */
export function lookupsAtOnce(
  sharers: number,
  size: string | undefined = process.env['UV_THREADPOOL_SIZE'],
): number {
  const threads = /^\d{1,4}$/.test(size ?? '') ? Number(size) : DEFAULT_THREADS;
  return Math.max(1, Math.ceil(threads / 2 / sharers));
}
