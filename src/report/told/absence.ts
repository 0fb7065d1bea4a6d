import type { Texts } from '../../text/texts.ts';
import type { ClientEntry } from '../model/report.ts';

/** Why nothing answered, as far as is known. */
export function absenceText(entry: ClientEntry, { outcomes, table }: Texts): string {
  return hasNoAddress(entry) ? outcomes.unresolved : table.noAnswer;
}

/** Whether nothing could even be sent to a client that did not answer. */
export function hasNoAddress({ requirements }: Pick<ClientEntry, 'requirements'>): boolean {
  return requirements.every(({ endpoints }) =>
    endpoints.every(({ outcome }) => outcome === 'unresolved'),
  );
}
