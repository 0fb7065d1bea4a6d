import type { Communication, Method, Necessity, Vantage } from '../catalogue/vocabulary.ts';

/** Forms in which a comparison is written, in the order of the help. */
export const DIFF_FORMATS = ['table', 'json', 'markdown'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];

/** Whether it works better than before; `other`: neither is proven. */
export const CHANGES = ['worse', 'better', 'other'] as const;
export type Change = (typeof CHANGES)[number];

/** One of two reports that are compared. */
export interface ComparedRun {
  readonly name: string;
  readonly vantages: readonly Vantage[];
  /** In ISO 8601. */
  readonly startedAt: string;
}

/** What was seen of a flow before and after. */
export interface SeenChange {
  readonly title: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What of two reports can't be compared, or was not the same. */
export type Difference =
  | { readonly what: 'vantage'; readonly only: 'old' | 'new'; readonly vantage: Vantage }
  | { readonly what: 'method'; readonly only: 'old' | 'new'; readonly method: Method }
  | { readonly what: 'requirement'; readonly only: 'old' | 'new'; readonly id: string }
  | { readonly what: 'site-code'; readonly old: string | null; readonly new: string | null }
  | { readonly what: 'communication'; readonly old: Communication; readonly new: Communication }
  | {
      readonly what: 'ports';
      readonly id: string;
      readonly old: string;
      readonly new: string;
    }
  | {
      readonly what: 'necessity';
      readonly id: string;
      readonly old: Necessity;
      readonly new: Necessity;
    };

/** How many clients there are of each kind. */
export interface ComparedClients {
  readonly compared: number;
  readonly same: number;
}
