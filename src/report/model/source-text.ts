import type { Citation } from '../../catalogue/flow.ts';
import type { Texts } from '../../text/texts.ts';

/** A row's source in one line: document, table, row, note, derivation, erratum. */
export function sourceText(
  { document, section, row, note, derivation, erratum }: Citation,
  { sources }: Pick<Texts, 'sources'>,
): string {
  const where = `${sources.documents[document]}, "${section}"`;
  const said = sources.words(row);
  const parts = [
    derivation === undefined ? sources.stated(where, said) : sources.derived(where, said),
    ...(note === undefined ? [] : [sources.note(note)]),
    ...(derivation === undefined ? [] : [sources.because(sources.words(derivation))]),
    ...(erratum === undefined ? [] : [sources.erratum(sources.words(erratum))]),
  ];
  return parts.join('; ');
}
