import type { ProbeContext } from '../../../src/probe/context.ts';

export function contextOf(
  timeoutMs = 2_000,
  signal: AbortSignal = new AbortController().signal,
): ProbeContext {
  return { timeoutMs, signal, now: () => 0, tls: {} };
}
