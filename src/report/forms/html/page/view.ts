import type { Filter } from './filter.ts';
import type { Client, Model } from './model.ts';

/** What parts of the page ask of each other. */
export interface View {
  readonly model: Model;
  /** A number in the reader's language. */
  readonly count: (value: number) => string;
  /** Shows the clients that a part speaks of, in the matrix. */
  readonly show: (filter: Filter) => void;
  readonly open: (client: Client) => void;
}
