import { pauseUnlessAborted } from '../../base/abort.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Milliseconds until the next look: 1 s, 2 s, 4 s and so on to 30 s, but never beyond the end, so
 * that the last look comes when the time is over. Null when it is over.
 * @param pauses how many there were
 * @param leftMs milliseconds to the end
 */
export function nextPauseMs(pauses: number, leftMs: number): number | null {
  // What is no number is no time.
  if (!(leftMs > 0)) return null;
  return Math.min(FIRST_PAUSE_MS * 2 ** pauses, LONGEST_PAUSE_MS, leftMs);
}

/** The time of a run that waits; a test brings its own. */
export interface Clock {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Ends early, and never fails, where the signal aborts. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  pause: pauseUnlessAborted,
};
