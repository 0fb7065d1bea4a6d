import type { Listener } from '../engine/events.ts';
import type { ClientEntry } from '../report/model.ts';
import { type Display, type DisplayOptions, startDisplay } from './display.ts';
import { Tally } from './progress-tally.ts';
import type { Streams } from './streams.ts';

/** A display of a run's progress. */
export interface Progress extends Omit<Display, 'update'> {
  readonly listener: Listener;
  /** Counts a client that is judged. */
  client(entry: Pick<ClientEntry, 'answered' | 'methods'>): void;
}

/** A run under way, as far as its progress needs to know it. */
export interface ProgressOptions extends DisplayOptions {
  /** How many clients there are, null where nobody knows. */
  readonly total: number | null;
}

export async function startProgress(
  { stderr, texts }: Pick<Streams, 'stderr' | 'texts'>,
  options: ProgressOptions,
): Promise<Progress> {
  const { total, now = () => performance.now() } = options;
  const tally = new Tally(total, now());
  const display = await startDisplay(stderr, options, (at) => tally.text(at, texts));
  return {
    ...display,
    listener(event) {
      tally.take(event);
      display.update();
    },
    client(entry) {
      tally.client(entry, now());
      display.update();
    },
  };
}
