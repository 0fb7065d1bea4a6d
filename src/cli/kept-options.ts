import { KEPT_OPTIONS, type KeptOptions } from '../report/model/report.ts';
import { type ParsedArguments, isSaid, single } from './site-options.ts';

/** What is kept in the report of the options besides the site's. */
export function keptOptionsOf(parsed: ParsedArguments): KeptOptions {
  return Object.fromEntries(
    KEPT_OPTIONS.filter((name) => isSaid(name, parsed)).map((name) => [
      name,
      name === 'ca' || name === 'client-cert' || name === 'client-key'
        ? null
        : single(name, parsed[name]),
    ]),
  );
}
