import type { Reporter } from './reporter.ts';

/** A reporter whose every piece of text, of whole lines, is rewritten. */
export function rewritten(reporter: Reporter, rewrite: (text: string) => string): Reporter {
  return {
    opening: rewrite(reporter.opening),
    client: (entry, index) => rewrite(reporter.client(entry, index)),
    close: (tail) => rewrite(reporter.close(tail)),
    ...(reporter.rest === undefined
      ? {}
      : {
          *rest() {
            for (const text of reporter.rest?.() ?? []) yield rewrite(text);
          },
        }),
  };
}
