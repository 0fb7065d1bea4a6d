import type { RunListener } from '../engine/events.ts';
import { jsonText } from '../base/json-text.ts';
import { type Display, type DisplayOptions, startDisplay, startRecords } from './display.ts';
import type { Stopped } from '../text/progress.ts';
import { type TalliedClient, Tally } from './progress-tally.ts';
import type { ProgressForm } from './progress-form.ts';
import type { Streams } from './streams.ts';

/** A display of a run's progress. */
export interface Progress extends Omit<Display, 'update'> {
  readonly listener: RunListener;
  /** Counts a client that is judged. */
  client(entry: TalliedClient): void;
  /** What was found, counted. */
  found(): string;
  stopped(): Stopped;
}

/** A run under way, as far as its progress needs to know it. */
export interface ProgressOptions extends DisplayOptions {
  readonly form?: ProgressForm;
  /** How many clients there are; null if unknown. */
  readonly total: number | null;
}

const TICK_MS = 1000;

export async function startProgress(
  { stderr, texts }: Pick<Streams, 'stderr' | 'texts'>,
  options: ProgressOptions,
): Promise<Progress> {
  const { total, form = 'text', now = () => performance.now() } = options;
  const tally = new Tally(total, now());
  const display =
    form === 'json'
      ? startRecords(stderr, options, (at) => jsonText({ type: 'progress', ...tally.state(at) }))
      : await startDisplay(stderr, options, (at) => tally.text(at, texts));
  let ticker: NodeJS.Timeout | null = null;
  return {
    ...display,
    listener(event) {
      tally.take(event, now());
      if (event.type !== 'waiting') return display.update();
      // A pause has no events of its own.
      display.update(ticker === null ? 'at-once' : undefined);
      ticker ??= setInterval(() => display.update(), TICK_MS).unref();
    },
    stop() {
      if (ticker !== null) clearInterval(ticker);
      display.stop();
    },
    found: () => tally.found(texts),
    stopped: () => tally.stopped(),
    client(entry) {
      tally.client(entry, now());
      display.update();
    },
  };
}
