import { setTimeout as pause } from 'node:timers/promises';
import { leftBehind } from './left-behind.js';

/** For what is being taken down by processes that outlive their test, such as a network's reaper. */
const PATIENCE_MS = 10_000;
const POLL_MS = 100;

/** @throws Error where the run left anything behind, with what */
export default async function end() {
  const endsAt = performance.now() + PATIENCE_MS;
  let left = leftBehind();
  while (left.length > 0 && performance.now() < endsAt) {
    await pause(POLL_MS);
    left = leftBehind();
  }
  if (left.length > 0) throw new Error(`the tests left behind:\n${left.join('\n')}`);
}
