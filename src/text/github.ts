import type { Effect } from './many.ts';

/** What only the annotations of a GitHub workflow say. */
export interface GithubTexts {
  /** Heads an annotation about one client. @param methods their names */
  readonly title: (effect: Effect, methods: readonly string[], client: string) => string;
  /** Stands for annotations beyond the number that GitHub shows. */
  readonly others: (count: number) => string;
  /** Ends a summary that is longer than GitHub takes. */
  readonly cut: string;
}
