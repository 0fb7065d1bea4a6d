/** A run's limits unless the user says otherwise; Windows takes over 2 s to report a refusal. */
export const DEFAULTS = { timeoutMs: 3000, retries: 1, concurrency: 2048 } as const;
