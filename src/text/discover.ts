import type {
  DiscoveryQuery,
  Contradiction,
  FactKind,
  NotAsked,
  FactSource,
} from '../discover/model.ts';

/** The forms of what was found, in the order of the help. */
export const DISCOVERY_FORMATS = ['site', 'table', 'json'] as const;
export type DiscoveryFormat = (typeof DISCOVERY_FORMATS)[number];

/** The sentences of `discover`. */
export interface DiscoverTexts {
  readonly formats: Record<DiscoveryFormat, string>;
  /** Above the site file. */
  readonly head: string;
  readonly title: string;
  readonly nothing: string;
  readonly kinds: Record<FactKind, string>;
  readonly source: (source: FactSource) => string;
  readonly byVersion: (product: string, versions: readonly string[]) => string;
  /** A value and who said it, as a comment. */
  readonly found: (value: string, sources: readonly string[]) => string;
  readonly contradictions: string;
  readonly contradiction: (what: Contradiction['what'], said: readonly string[]) => string;
  readonly asked: string;
  readonly outcome: (asked: DiscoveryQuery, why: string) => string;
  /** Keys of the registry that are not there, which is usual. */
  readonly absentKeys: (count: number) => string;
  readonly notAsked: Record<NotAsked, string>;
  readonly refused: (count: number) => string;
  readonly withoutAddress: (host: string) => string;
  /** Why the communication was set. */
  readonly communication: string;
  readonly interrupted: string;
  /** Nothing was found, so no file was written. */
  /** @param file null for standard output */
  readonly notWritten: (file: string | null) => string;
  readonly badServer: (text: string) => string;
  readonly badSiteCode: (text: string) => string;
  readonly badDomain: (text: string) => string;
  readonly needsDiscover: (option: string) => string;
  readonly fileTwice: string;
}
