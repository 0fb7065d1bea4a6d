import { addressMark } from '../../merge/addresses.ts';
import { sidesOf } from '../../merge/sides.ts';
import { vantagesOf } from '../../report/model/vantages.ts';
import type { Told } from '../../text/told-error.ts';
import { BothEnds } from './both-ends.ts';
import type { Reading } from '../../saved/bytes.ts';
import { type Depth, noteClients } from '../../saved/clients.ts';
import { tellStopped } from '../../saved/stopped.ts';
import type { Survey } from './survey.ts';

/** What the first pass over all reports has shown. */
export interface Noted {
  readonly index: BothEnds;
  /** Notes about reports that do not end as they should. */
  readonly told: readonly Told[];
}

/**
 * Finds out which entry stands for each client. If a client has one entry, names are enough; of
 * several, an unusable one must not replace a usable one.
 * @param domain of names that have none, null where it is not known
 * @throws ReadError, ReportFileError
 */
export async function noteAll(
  survey: Survey,
  domain: string | null,
  reading: Reading,
): Promise<Noted> {
  const isOneEnded = vantagesOf(survey.head).length === 1;
  const noted = await noteTo(isOneEnded ? 'names' : 'entries', survey, domain, reading);
  return isOneEnded && noted.index.superseded > 0
    ? noteTo('entries', survey, domain, { ...reading, count: () => {} })
    : noted;
}

async function noteTo(
  depth: Depth,
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
      depth,
      (name, place, ended, facts) => {
        const sides = facts === null || vantages.length === 1 ? vantages : sidesOf(facts, head);
        const addresses = facts === null ? 0 : addressMark(facts);
        index.note(name, sides, { run, place, ended }, addresses);
      },
      reading,
    );
    told.push(...tellStopped(file, end, 'merge'));
  }
  return { index, told };
}
