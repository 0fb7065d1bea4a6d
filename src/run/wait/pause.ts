import { pauseUnlessAborted } from '../../base/abort.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Milliseconds until the next look: 1 s, 2 s, 4 s and so on up to 30 s, but never beyond the end,
 * so that the last look comes when time runs out. Null when it has run out.
 * @param pauses how many there were
 * @param leftMs milliseconds to the end
 */
export function nextPauseMs(pauses: number, leftMs: number): number | null {
  // Also true for NaN.
  if (!(leftMs > 0)) return null;
  return Math.min(FIRST_PAUSE_MS * 2 ** pauses, LONGEST_PAUSE_MS, leftMs);
}

/** The clock of a run that waits; tests use another. */
export interface Clock {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Resolves early where the signal aborts. Never rejects. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  pause: pauseUnlessAborted,
};
