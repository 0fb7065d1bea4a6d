import type { Options, PositionalOptions } from 'yargs';
import type { ParsedArguments } from './site-options.ts';
import type { Streams } from './streams.ts';
import type { ExitCode } from '../judge/summary.ts';

/** One command of the tool: what yargs needs to know, and what it does. */
export interface Command {
  /** `explain <what>`. */
  readonly usage: string;
  readonly describe: string;
  readonly positionals?: Readonly<Record<string, PositionalOptions>>;
  readonly options: Readonly<Record<string, Options>>;
  readonly examples: readonly (readonly [command: string, description: string])[];
  /**
   * @returns the exit code
   * @throws UsageError, SiteError for what the user said wrong
   */
  run(parsed: ParsedArguments, streams: Streams): Promise<ExitCode>;
}
