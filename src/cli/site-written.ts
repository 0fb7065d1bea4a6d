import { printable } from '../base/printable.ts';
import { commandLine, own, typed } from '../text/command-line.ts';
import { shellOf } from './shell.ts';
import type { Streams } from './streams.ts';

const MAX_NAME_LENGTH = 200;

/** The message about a site file that was written, with the command to run next. */
export function siteWritten(name: string, { texts }: Pick<Streams, 'texts'>): string {
  const next = commandLine([own('ccm-preflight plan --site'), typed(name, 'FILE')], shellOf());
  return texts.notes.siteWritten(printable(name, MAX_NAME_LENGTH), next);
}
