import type { RequirementId } from '../catalogue/flow.ts';

/** What two runs can differ in. */
export type Difference =
  | {
      readonly of:
        'vantage' | 'product' | 'communication' | 'siteCode' | 'methods' | 'requirements';
    }
  | { readonly of: 'ports' | 'necessity' | 'known' | 'notNamed'; readonly id: RequirementId };

/** What a saved report's value is, where another one was expected. */
export type SavedValue =
  | { readonly kind: 'missing' | 'list' | 'object' }
  /** As JSON has it, texts in quotation marks. */
  | { readonly kind: 'plain'; readonly text: string };
