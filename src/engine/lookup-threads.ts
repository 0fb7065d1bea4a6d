/** libuv's default (docs.libuv.org, thread pool). */
const DEFAULT_THREADS = 4;

/**
 * Name look-ups that can really be under way: getaddrinfo gets half of libuv's threads, and more at
 * once would only wait there. The pool is as large as the variable said when it was first used.
 * @param sharers threads of ours that look up names, for whom there is one pool
 */
export function lookupsAtOnce(
  sharers: number,
  size: string | undefined = process.env['UV_THREADPOOL_SIZE'],
): number {
  const threads = /^\d{1,4}$/.test(size ?? '') ? Number(size) : DEFAULT_THREADS;
  return Math.max(1, Math.ceil(threads / 2 / sharers));
}
