import { DOCUMENTS, type DocumentKey } from '../../catalogue/flow.ts';

const DOCUMENT_NAMES: Readonly<Record<DocumentKey, string>> = DOCUMENTS;

export const SOURCES = {
  documents: DOCUMENT_NAMES,
  /** @param where document and heading @param row as `words` has it */
  stated: (where: string, row: string) => `${where}: ${row}`,
  derived: (where: string, row: string) => `not in the tables, derived: ${where}: ${row}`,
  note: (number: number) => `note ${number}`,
  because: (derivation: string) => `because ${derivation}`,
  erratum: (erratum: string) => `erratum: ${erratum}`,
  /** What the catalogue says of a row, a derivation or an erratum, in English. */
  words: (english: string) => english,
};
