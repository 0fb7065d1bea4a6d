import { sidesOf } from '../../merge/sides.ts';
import type { Told } from '../../text/told-error.ts';
import { BothEnds } from './both-ends.ts';
import type { Reading } from './bytes.ts';
import { noteClients } from './clients.ts';
import { tellStopped } from './stopped.ts';
import type { Survey } from './survey.ts';

/** What the first reading of all reports has shown. */
export interface Noted {
  readonly index: BothEnds;
  /** What is to be said of reports that do not end as they should. */
  readonly told: readonly Told[];
}

/**
 * Finds out which entry of each client stands.
 * @param domain of names that have none, null where it is not known
 * @throws ReadError, UsageError
 */
export async function noteAll(
  { files, head, unwritten }: Survey,
  domain: string | null,
  reading: Reading,
): Promise<Noted> {
  const index = new BothEnds(domain);
  const told: Told[] = unwritten.map(
    (name) =>
      ({ merge }) =>
        merge.neverBegan(name),
  );
  for (const file of files) {
    if (reading.signal.aborted) break;
    const { rank: run, vantages } = file;
    const end = await noteClients(
      file,
      (name, place, ended, facts) => {
        const sides = facts === null || vantages.length === 1 ? vantages : sidesOf(facts, head);
        index.note(name, sides, { run, place, ended });
      },
      reading,
    );
    told.push(...tellStopped(file, end, 'merge'));
  }
  return { index, told };
}
