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
