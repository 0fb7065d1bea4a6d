import { offAbort, onAbort } from '../base/abort.ts';

/**
 * The items, until the signal aborts. Then no further item is awaited, because the source may never
 * end; whether it had more stays unknown.
 */
export async function* untilAborted<T>(
  items: Iterable<T> | AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = iteratorOf(items);
  let stopWaiting = (): void => {};
  // One listener for all items: Promise.race against one promise would keep every item in memory.
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
    // Not awaited: a source that is itself waiting would not react.
    void iterator.return?.();
  }
}

function iteratorOf<T>(items: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}
