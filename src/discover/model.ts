import type { Product } from '../catalogue/vocabulary.ts';

export const DISCOVERY_SCHEMA = 'ccm-preflight/discovery/1';

/** Who said something of the site. */
export type FactSource =
  /** The user, as a place to begin. */
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'dns'; readonly record: string; readonly server: string | null }
  /** A management point of itself: `MPKEYINFORMATION`, or the port at which it answers. */
  | { readonly kind: 'management-point'; readonly url: string }
  /** A management point of all of its site: `MPLIST`. */
  | { readonly kind: 'management-point-list'; readonly url: string }
  | { readonly kind: 'registry'; readonly key: string; readonly name: string };

/** One thing that one source said; hosts and site codes have passed the rules of a site file. */
export type SourcedFact = SiteFact & { readonly source: FactSource };

export type SiteFact =
  | { readonly what: 'site-code'; readonly value: string }
  | { readonly what: 'product'; readonly value: Product; readonly version: string }
  | { readonly what: 'management-point'; readonly value: string; readonly port: number | null }
  /** Ports of the site's web servers. */
  | { readonly what: 'http-port' | 'https-port'; readonly value: number }
  | { readonly what: 'fallback-status-point'; readonly value: string }
  | {
      readonly what: 'software-update-point';
      readonly value: string;
      readonly scheme: 'http' | 'https';
      readonly port: number;
    };

export const FACT_KINDS = [
  'site-code',
  'product',
  'management-point',
  'http-port',
  'https-port',
  'fallback-status-point',
  'software-update-point',
] as const satisfies readonly SiteFact['what'][];
export type FactKind = (typeof FACT_KINDS)[number];

/** What was asked, and what came of it. */
export interface DiscoveryQuery {
  readonly of:
    | { readonly kind: 'dns'; readonly record: string; readonly server: string | null }
    | { readonly kind: 'management-point'; readonly url: string }
    | { readonly kind: 'registry'; readonly key: string };
  /** `nothing`: it answered that there is none. `failed`: nobody knows. */
  readonly outcome: 'answered' | 'nothing' | 'failed';
  /** Why it failed: a system's code, `HTTP_403`, `NOT_MPLIST`, … or what reg.exe said of it. */
  readonly code: string | null;
}

/** What could not be asked at all, and what it would take. */
export type NotAsked = 'dns-without-site-code' | 'dns-without-domain' | 'no-management-point';

/** A value of the site file, and who said it. */
export interface SourcedValue {
  readonly value: string;
  /** Of a product: the versions that it was taken from. */
  readonly versions: readonly string[];
  readonly sources: readonly FactSource[];
}

/** A source that disagrees with another about what there can be only one of. */
export interface Contradiction {
  readonly what: Extract<FactKind, 'site-code' | 'product' | 'http-port' | 'https-port'>;
  /** The one that was taken comes first. */
  readonly said: readonly SourcedValue[];
}

/** All that was found. */
export interface Discovery {
  readonly findings: readonly SourcedFact[];
  readonly asked: readonly DiscoveryQuery[];
  readonly notAsked: readonly NotAsked[];
  /** Names in answers that are no names of computers, or more than anybody has. */
  readonly refused: number;
  /** Names that were found and have no address here. */
  readonly withoutAddress: readonly string[];
  /** Whether the user stopped it. */
  readonly complete: boolean;
}
