import type { DocumentKey } from '../catalogue/flow.ts';

/** How the source of a flow is told. */
export interface SourceTexts {
  readonly documents: Record<DocumentKey, string>;
  /** @param where document and heading @param row in the words of `row` below */
  readonly stated: (where: string, row: string) => string;
  readonly derived: (where: string, row: string) => string;
  readonly note: (number: number) => string;
  readonly because: (derivation: string) => string;
  readonly erratum: (erratum: string) => string;
  /** What the catalogue says of a row, a derivation or an erratum, in English. */
  readonly words: (english: string) => string;
}
