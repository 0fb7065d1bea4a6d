import type { Transport } from '../catalogue/vocabulary.ts';

/** The first names of some clients, and how many clients there are. */
export interface NamesOfMany {
  readonly names: readonly string[];
  readonly clients: number;
}

/** One obstacle that many clients share. */
export interface ObstacleHeadline {
  readonly title: string;
  readonly transport: Transport;
  readonly ports: readonly (number | string)[];
  /** What was seen, in the words of the outcomes and of their causes. */
  readonly seen: readonly string[];
  readonly clients: number;
  /** The subnet that holds most of them, or all. */
  readonly where: { readonly subnet: string; readonly share: 'most' | 'all' } | null;
}

/** Clients in one subnet, and how many there are in all. */
export interface PlaceOfMany extends NamesOfMany {
  readonly place: string;
  /** All clients of the subnet that are looked at, null where that is not known. */
  readonly of: number | null;
}

/** Where clients are, as boundary groups tell it. */
export type LocationName =
  /** All that they are in, one at least. */
  | { readonly kind: 'groups'; readonly groups: readonly string[] }
  /** In none, by the addresses that are known. */
  | { readonly kind: 'outside' }
  /** No address is known. */
  | { readonly kind: 'unknown' }
  /** Locations beyond those that are counted one by one. */
  | { readonly kind: 'others' };
