import type { RequirementId } from '../catalogue/flow.ts';
import type { RequirementOutcome, Status } from '../judge/vocabulary.ts';

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

/** What is wrong with a saved report; its name and line stand before it. */
export interface SavedTexts {
  readonly longLine: (max: number) => string;
  readonly afterSummary: string;
  readonly secondRun: string;
  readonly runFirst: string;
  readonly notJsonLine: string;
  readonly notJsonDocument: string;
  readonly notReadable: string;
  readonly noReport: string;
  readonly empty: string;
  readonly twice: (client: string) => string;
  readonly stoppedAtFirst: string;
  readonly changed: string;
  readonly tooLarge: (megabytes: number) => string;
  readonly unknownValue: (value: SavedValue) => string;
  /** @param rule the schema library's name of it, which says `message` in English */
  readonly badValue: (rule: string, message: string) => string;
  readonly missingRequirement: (id: RequirementId) => string;
  readonly foreignRequirement: (id: string) => string;
  /** A client's methods are not those of its run. */
  readonly otherMethods: string;
  /** What the end that a report looks from can't have seen. */
  readonly notSeenFromThere: (id: RequirementId, outcome: RequirementOutcome) => string;
  /** @param name without what can't be shown, of which there were `left` characters */
  readonly unsafeName: (name: string, left: number) => string;
  /** A line that names its client twice, and not the same. */
  readonly twoNames: string;
  /** In the place of a requirement's short name. */
  readonly unknownId: (id: string) => string;
  /** Requirements that a newer version saved. */
  readonly newer: (ids: readonly string[]) => string;
  /** Why a method has its verdict, where this version knows nothing of the requirements. */
  readonly unknownFlows: (ids: readonly string[]) => string;
  readonly statusOfOther: (
    id: RequirementId,
    outcome: RequirementOutcome,
    status: Status,
  ) => string;
  readonly difference: (what: Difference, there: string, here: string) => string;
  /** In the place of a value that is not there. */
  readonly none: string;
}
