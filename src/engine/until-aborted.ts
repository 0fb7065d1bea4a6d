import { offAbort, onAbort } from '../base/abort.ts';

/**
 * The items until the signal aborts: then none is waited for, though their source may never end.
 * Whether there were more, nobody knows.
 */
export async function* untilAborted<T>(
  items: Iterable<T> | AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = iteratorOf(items);
  let stopWaiting = (): void => {};
  // One listener: a race against one promise, again and again, would keep every item of a long list.
  const stop = (): void => stopWaiting();
  onAbort(signal, stop);
  try {
    while (!signal.aborted) {
      const next = await new Promise<IteratorResult<T> | null>((resolve, reject) => {
        stopWaiting = () => resolve(null);
        Promise.resolve(iterator.next()).then(resolve, reject);
      });
      if (next === null || next.done === true || signal.aborted) return;
      yield next.value;
    }
  } finally {
    offAbort(signal, stop);
    // Not waited for: a source that is waiting itself would not hear of it.
    void iterator.return?.();
  }
}

function iteratorOf<T>(items: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}
