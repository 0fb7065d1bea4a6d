type Waiting = Set<() => void>;

const waitingFor = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls the listener when the signal aborts; not where it has already. However many wait for one
 * signal, it has one listener: Node warns of more than ten, and removing one of thousands takes
 * thousands of steps, for EventTarget searches its listeners one by one.
 * @param listener must not throw; added twice, it is called once
 */
export function onAbort(signal: AbortSignal, listener: () => void): void {
  if (!signal.aborted) waiting(signal).add(listener);
}

/** Takes the listener back. */
export function offAbort(signal: AbortSignal, listener: () => void): void {
  waitingFor.get(signal)?.delete(listener);
}

function waiting(signal: AbortSignal): Waiting {
  const known = waitingFor.get(signal);
  if (known !== undefined) return known;
  const listeners: Waiting = new Set();
  waitingFor.set(signal, listeners);
  const abort = (): void => {
    for (const listener of Array.from(listeners)) listener();
  };
  signal.addEventListener('abort', abort, { once: true });
  return listeners;
}

/** Resolves when the signal aborts, or at once where it has. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else onAbort(signal, resolve);
  });
}

/** Ends after so many milliseconds, or at once when the signal aborts; never rejects. */
export function pauseUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      offAbort(signal, end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    onAbort(signal, end);
  });
}
