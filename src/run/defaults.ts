/** The default limits of a run. Windows takes over 2 s to report a refused connection. */
export const DEFAULTS = {
  timeoutMs: 3000,
  /** As long as WinHTTP waits for an answer, so as long as a client would. */
  responseTimeoutMs: 30_000,
  retries: 1,
  concurrency: 2048,
  rate: 'outside',
} as const;
