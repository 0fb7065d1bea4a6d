import type { Transport, Vantage } from '../catalogue/vocabulary.ts';

/** A flow that is blocked, with its two ends. */
export interface Opening {
  readonly title: string;
  readonly transport: Transport;
  readonly ports: readonly (number | string)[];
  readonly from: Vantage;
  readonly hosts: readonly string[];
  readonly fix: string;
}

/** Clients of which one of the joined reports is over a day older than another. */
export interface DaysApart {
  readonly clients: number;
  /** Whole ones, at most. */
  readonly days: number;
  /** The first clients. */
  readonly names: readonly string[];
}
