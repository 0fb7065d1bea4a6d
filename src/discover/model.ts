import type { Product } from '../catalogue/vocabulary.ts';

export const DISCOVERY_SCHEMA = 'ccm-preflight/discovery/1';

/** Where a fact about the site comes from. */
export type FactSource =
  /** An option from the user. */
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'dns'; readonly record: string; readonly server: string | null }
  /** A management point about itself: `MPKEYINFORMATION`, or the port that it answers on. */
  | { readonly kind: 'management-point'; readonly url: string }
  /** A management point about its site: `MPLIST`. */
  | { readonly kind: 'management-point-list'; readonly url: string }
  | { readonly kind: 'registry'; readonly key: string; readonly name: string };

/** A fact and its source; hosts and site codes have passed the checks of a site file. */
export type SourcedFact = SiteFact & { readonly source: FactSource };

/**
 * What a management point shows of the way that clients talk to it: it answered over plain HTTP, or a
 * list says so; it turns plain HTTP away, or admits nobody without a client certificate, or a list says
 * so; its certificate is of the site's own issuer, which only enhanced HTTP has.
 */
export const COMMUNICATION_SIGNS = [
  'takes-http',
  'demands-https',
  'site-issued-certificate',
] as const;
export type CommunicationSign = (typeof COMMUNICATION_SIGNS)[number];

/**
 * Why what was seen does not tell the communication of a site: plain HTTP is taken, with enhanced HTTP
 * or without; HTTPS is answered, and HTTP was not; what was seen differs.
 */
export const NOT_TOLD = ['plain-or-enhanced', 'https-or-not', 'points-differ'] as const;
export type NotTold = (typeof NOT_TOLD)[number];

export type SiteFact =
  | { readonly what: 'site-code'; readonly value: string }
  | { readonly what: 'product'; readonly value: Product; readonly version: string }
  | { readonly what: 'management-point'; readonly value: string; readonly port: number | null }
  /** Ports of the site's web servers. */
  | { readonly what: 'http-port' | 'https-port'; readonly value: number }
  | { readonly what: 'communication'; readonly value: CommunicationSign }
  | { readonly what: 'fallback-status-point'; readonly value: string }
  | {
      readonly what: 'cloud-management-gateway';
      readonly value: string;
      readonly port: number | null;
    }
  | {
      readonly what: 'software-update-point';
      readonly value: string;
      readonly scheme: 'http' | 'https';
      readonly port: number;
    };

export const FACT_KINDS = [
  'site-code',
  'product',
  'communication',
  'management-point',
  'http-port',
  'https-port',
  'fallback-status-point',
  'software-update-point',
  'cloud-management-gateway',
] as const satisfies readonly SiteFact['what'][];
export type FactKind = (typeof FACT_KINDS)[number];

/** A question that was asked, and its outcome. */
export interface DiscoveryQuery {
  readonly of:
    | { readonly kind: 'dns'; readonly record: string; readonly server: string | null }
    | { readonly kind: 'management-point'; readonly url: string }
    | { readonly kind: 'registry'; readonly key: string };
  /** `nothing`: the answer was that there is none. `failed`: there was no usable answer. */
  readonly outcome: 'answered' | 'nothing' | 'failed';
  /**
   * Why it failed: a system error code, `HTTP_403`, `NOT_MPLIST` and so on, or the message of
   * reg.exe.
   */
  readonly code: string | null;
}

/** A question that could not be asked, and what is missing for it. */
export type NotAsked = 'dns-without-site-code' | 'dns-without-domain' | 'no-management-point';

/** A value for the site file, and its sources. */
export interface SourcedValue {
  readonly value: string;
  /** For a product: the versions that it was derived from. */
  readonly versions: readonly string[];
  readonly sources: readonly FactSource[];
}

/** Sources that disagree about something that a site has only once. */
export interface Contradiction {
  readonly what: Extract<FactKind, 'site-code' | 'product' | 'http-port' | 'https-port'>;
  /** The value that was chosen comes first. */
  readonly said: readonly SourcedValue[];
}

/** Everything that discovery found. */
export interface Discovery {
  readonly findings: readonly SourcedFact[];
  readonly asked: readonly DiscoveryQuery[];
  readonly notAsked: readonly NotAsked[];
  /** How many names in answers were left out: not valid host names, or too many. */
  readonly refused: number;
  /** Names that were found but have no address here. */
  readonly withoutAddress: readonly string[];
  /** false where the user interrupted it. */
  readonly complete: boolean;
}
