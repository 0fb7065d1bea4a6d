import type { Method, Transport } from '../catalogue/vocabulary.ts';
import type { Verdict } from '../judge/vocabulary.ts';
import type { WarningCode } from '../judge/warning.ts';

/** What an obstacle does to a method. */
export type Effect = 'breaks' | 'degraded' | 'unproven';

/** Whether a report tells of what one end saw, or joins both. */
export type Ends = 'one' | 'both';

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

/** The sentences of a report on more clients than are told of one by one. */
export interface ManyTexts {
  /** `verdict`: over all flows; `here`: over those that this end can prove; `lookedAt`: that in joined reports. */
  readonly columns: Record<'method' | 'verdict' | 'here' | 'lookedAt', string>;
  /** @param noAnswer how many of them did not answer at all */
  readonly verdict: (verdict: Verdict, clients: number, noAnswer: number) => string;
  /** Counts clients none of whose flows was looked at: by this end, or in joined reports by either. */
  readonly notLookedAt: (clients: number, ends: Ends) => string;
  readonly underWay: (clients: number) => string;
  readonly noAnswer: (clients: number) => string;
  readonly noAddress: (clients: number) => string;
  /** Above the obstacles of clients that answer. */
  readonly obstacles: string;
  readonly obstacle: (headline: ObstacleHeadline) => string;
  readonly effect: (effect: Effect, methods: readonly Method[]) => string;
  /** @param compared what `of` counts: clients that answer, or all that were asked */
  readonly place: (place: PlaceOfMany, compared: 'answering' | 'asked') => string;
  readonly elsewhere: (clients: number) => string;
  readonly first: (names: NamesOfMany) => string;
  /** To whom something is to be opened, when no few subnets say it. */
  readonly theseClients: (clients: number) => string;
  /** Those of a subnet; it may hold others, to whom nothing is to be opened. */
  readonly clientsIn: (subnet: string, clients: number) => string;
  /** Added to a few places where there are others. */
  readonly clientsElsewhere: (clients: number) => string;
  /** After what to open: who the clients are. */
  readonly exactly: string;
  readonly insteadOf: (method: Method) => string;
  readonly alternative: (method: Method, verdict: Verdict, clients: number) => string;
  readonly nothingInstead: (clients: number) => string;
  readonly warning: (code: WarningCode, names: NamesOfMany) => string;
  /** @param places files, or where else every client is told of one by one; may be empty */
  readonly fullList: (places: readonly string[]) => string;
  /** A place of the full list that is no file. */
  readonly standardOutput: string;
}
