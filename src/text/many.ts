import type { Transport } from '../catalogue/vocabulary.ts';

/** Names of clients, of which there may be more. */
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

/** Clients at one place, and how many there are to compare with. */
export interface PlaceOfMany extends NamesOfMany {
  readonly place: string;
  /** All clients of the subnet that are looked at, null where that is not known. */
  readonly of: number | null;
}
