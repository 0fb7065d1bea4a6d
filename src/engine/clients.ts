/**
 * Maps items with at most `width` under way, taking the next item only when a slot is free, so that
 * a long list is never held in memory.
 * @param order `input`: results come in the items' order; `completion`: as they finish
 */
export async function* mapConcurrently<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  width: number,
  order: 'input' | 'completion',
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  let running: Promise<Settled<R>>[] = [];
  for await (const item of items) {
    const settled: Promise<Settled<R>> = work(item).then((result) => ({ settled, result }));
    running.push(settled);
    if (running.length < width) continue;
    const first = await (order === 'input' ? running[0] : Promise.race(running));
    if (first === undefined) continue;
    running = running.filter((promise) => promise !== first.settled);
    yield first.result;
  }
  while (running.length > 0) {
    const first = await (order === 'input' ? running[0] : Promise.race(running));
    if (first === undefined) return;
    running = running.filter((promise) => promise !== first.settled);
    yield first.result;
  }
}

interface Settled<R> {
  readonly settled: Promise<Settled<R>>;
  readonly result: R;
}
