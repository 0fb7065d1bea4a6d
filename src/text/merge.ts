import type { Vantage } from '../catalogue/vocabulary.ts';
import type { NamesOfMany } from './many.ts';

/** Clients that one end alone has looked at. */
export interface OneEnded extends NamesOfMany {
  readonly from: Vantage;
}

/** A site server, and the report or flag that names it. */
export interface SaidBy {
  readonly by: string;
  readonly siteServer: string;
}
