import type {
  Communication,
  Method,
  Necessity,
  Product,
  Vantage,
} from '../catalogue/vocabulary.ts';
import type { Verdict } from '../judge/vocabulary.ts';
import type { WarningCode } from '../judge/warning.ts';
import type { NamesOfMany } from './many.ts';

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

/** The sentences of `diff`. */
export interface DiffTexts {
  readonly formats: Record<DiffFormat, string>;
  readonly title: (product: Product, siteCode: string | null) => string;
  readonly run: (age: 'old' | 'new', run: ComparedRun) => string;
  readonly differences: string;
  readonly difference: (difference: Difference) => string;
  readonly headings: Record<Change, string>;
  /** What makes no method better or worse. */
  readonly seenOtherwise: string;
  readonly verdict: (methods: readonly Method[], before: Verdict, after: Verdict) => string;
  /** Where over all flows nothing changed, but over those that were looked at. */
  readonly here: (methods: readonly Method[], before: Verdict, after: Verdict) => string;
  /** Where something else stands in the way, or not any more. */
  readonly still: (methods: readonly Method[], verdict: Verdict) => string;
  readonly warned: (code: WarningCode) => string;
  readonly noLongerWarned: (code: WarningCode) => string;
  readonly noAnswer: string;
  readonly seen: (seen: SeenChange) => string;
  /** Servers that do not, where others do. */
  readonly notAt: (hosts: readonly string[]) => string;
  readonly clients: (named: NamesOfMany) => string;
  readonly otherKinds: string;
  readonly columns: Record<'change' | 'method' | 'seen' | 'count' | 'clients', string>;
  readonly changes: Record<Change, string>;
  readonly appeared: (named: NamesOfMany) => string;
  readonly gone: (named: NamesOfMany) => string;
  /** The two reports looked at them from different ends, or a run was interrupted there. */
  readonly incomparable: (named: NamesOfMany) => string;
  readonly summary: (clients: ComparedClients) => string;
  readonly interrupted: string;
  /** @param lacking reports that were stopped before they had come to all clients of the other */
  readonly exitCode: (code: number, lacking: readonly ('old' | 'new')[]) => string;
  /** Where the report that was given as the old one is the newer one. */
  readonly wrongOrder: (old: string) => string;
  readonly comparing: (done: number, total: number) => string;
  readonly refused: {
    readonly vantages: string;
    readonly methods: string;
    readonly products: (old: Product, now: Product) => string;
    readonly clients: string;
  };
}
