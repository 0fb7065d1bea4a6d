import { DOCUMENTS, type Source } from '../catalogue/flow.ts';

/** A row's source in one line: document, table, row, note, derivation, erratum. */
export function sourceText({ document, section, row, note, derivation, erratum }: Source): string {
  const parts = [
    `${derivation === undefined ? '' : 'not in the tables, derived: '}${DOCUMENTS[document]}, "${section}": ${row}`,
    ...(note === undefined ? [] : [`note ${note}`]),
    ...(derivation === undefined ? [] : [`because ${derivation}`]),
    ...(erratum === undefined ? [] : [`erratum: ${erratum}`]),
  ];
  return parts.join('; ');
}
