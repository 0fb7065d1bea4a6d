import { KEPT_OPTIONS, type KeptOptions } from '../report/model/report.ts';
import { type ParsedArguments, isSaid, single } from './site-options.ts';

/** Options that are kept in the report besides the site's. */
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
