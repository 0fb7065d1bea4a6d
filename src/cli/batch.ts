import type { Sink } from './sink.ts';

const BATCH_CHARACTERS = 262_144;

/** The same place, written to in large pieces. */
export function batching(sink: Sink): Sink {
  let texts: string[] = [];
  let characters = 0;
  let writing = Promise.resolve();
  /** Goes on while the last batch is written, and waits only for the one before. */
  const flush = async (): Promise<void> => {
    const text = texts.join('');
    texts = [];
    characters = 0;
    await writing;
    writing = sink.write(text);
  };
  return {
    async write(text) {
      texts.push(text);
      characters += text.length;
      if (characters >= BATCH_CHARACTERS) await flush();
    },
    isLost: () => sink.isLost(),
    async abandon() {
      await writing;
      await sink.abandon();
    },
    async close() {
      await flush();
      await writing;
      return sink.close();
    },
  };
}
