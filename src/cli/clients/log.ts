import { Diagnosis } from '../../diagnose/diagnosis.ts';
import { MAX_COMPUTERS } from '../../diagnose/ledger.ts';
import { UsageError } from '../usage-error.ts';
import type { ListedName } from './rows.ts';

/**
 * The computers of a ccm.log whose last client push failed, each with the line that said so.
 * @param file the list's name, for messages
 * @throws UsageError where there are none, or more than are kept
 */
export function failedRows(bytes: Uint8Array, file: string): readonly ListedName[] {
  // The times of one log need no zone: they are compared with each other alone.
  const diagnosis = new Diagnosis({ bias: 0, since: null });
  const series = diagnosis.series(file, null);
  const log = series.file(file);
  log.read(bytes);
  log.end();
  series.end();
  if (diagnosis.state === 'computers-missing') {
    throw new UsageError(
      ({ diagnose }) => `${file}: ${diagnose.errors.tooManyToList(MAX_COMPUTERS)}`,
    );
  }
  const rows = [...diagnosis.failedPushes()];
  if (rows.length > 0) return rows;
  const isPush = [...diagnosis.computers()].some(({ log: kind }) => kind === 'ccm.log');
  throw new UsageError(
    ({ diagnose }) => `${file}: ${isPush ? diagnose.errors.nobodyFailed : diagnose.errors.noPush}`,
  );
}
