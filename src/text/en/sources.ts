import { DOCUMENTS } from '../../catalogue/flow.ts';
import type { SourceTexts } from '../sources.ts';

export const SOURCES: SourceTexts = {
  documents: DOCUMENTS,
  stated: (where, row) => `${where}: ${row}`,
  derived: (where, row) => `not in the tables, derived: ${where}: ${row}`,
  note: (number) => `note ${number}`,
  because: (derivation) => `because ${derivation}`,
  erratum: (erratum) => `erratum: ${erratum}`,
  words: (english) => english,
};
