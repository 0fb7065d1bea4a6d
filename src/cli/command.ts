import type { Options, PositionalOptions } from 'yargs';
import type { ParsedArguments } from './site-options.ts';
import type { Streams } from './streams.ts';
import type { ExitCode } from '../judge/summary.ts';
import type { Texts } from '../text/texts.ts';

/** One command of the tool as the list of commands names it. */
export interface CommandEntry {
  /** `explain <what>`. */
  readonly usage: string;
  readonly describe: string;
  /** Loads what only this command needs: most of the time that a command takes to start. */
  readonly load: () => Promise<Command>;
}

/** A command's words, for yargs, and what it does. */
export interface Command {
  readonly positionals?: Readonly<Record<string, PositionalOptions>>;
  readonly options: Readonly<Record<string, Options>>;
  /** Each format of -o with its line of the help. */
  readonly formats?: (texts: Texts) => Readonly<Record<string, string>>;
  readonly examples: readonly (readonly [command: string, description: string])[];
  /**
   * @returns the exit code
   * @throws UsageError, SiteError for what the user said wrong
   */
  run(parsed: ParsedArguments, streams: Streams): Promise<ExitCode>;
}
