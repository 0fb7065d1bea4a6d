import type { Reading } from './bytes.ts';
import { ClientIndex } from './client-index.ts';
import { noteClients } from './clients.ts';
import { tellStopped } from './stopped.ts';
import type { Survey } from './survey.ts';

/** What the first reading of all reports has shown. */
export interface Noted {
  readonly index: ClientIndex;
  /** What is to be said of reports that do not end as they should. */
  readonly told: readonly string[];
}

/**
 * Finds out which entry of each client stands.
 * @throws ReadError, UsageError
 */
export async function noteAll({ files }: Survey, reading: Reading): Promise<Noted> {
  const index = new ClientIndex();
  const told: string[] = [];
  for (const file of files) {
    if (reading.signal.aborted) break;
    const { rank: run } = file;
    const end = await noteClients(
      file,
      (name, place, ended) => index.note(name, { run, place, ended }),
      reading,
    );
    told.push(...tellStopped(file, end));
  }
  return { index, told };
}
