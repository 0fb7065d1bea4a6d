import type { Options, PositionalOptions } from 'yargs';
import type { ParsedArguments } from './site-options.ts';
import type { Streams } from './streams.ts';
import type { ExitCode } from '../judge/exit-codes.ts';
import { type CommandHelp, type CommandName, OPTION_GROUPS } from '../text/help.ts';
import type { Texts } from '../text/texts.ts';

/** One command of the tool as the list of commands names it. */
export interface CommandEntry {
  readonly name: CommandName;
  /** `explain <what>`. */
  readonly usage: string;
  /** Loads what only this command needs: most of the time that a command takes to start. */
  readonly load: () => Promise<Command>;
}

/** A command's words, for yargs, and what it does. */
export interface Command {
  readonly positionals?: Readonly<Record<string, PositionalOptions>>;
  /** Without their descriptions; a group is the name of its heading. */
  readonly options: Readonly<Record<string, Options>>;
  /** What each of them is for, and examples. */
  readonly help: (texts: Texts) => CommandHelp;
  /** Each format of -o with its line of the help. */
  readonly formats?: (texts: Texts) => Readonly<Record<string, string>>;
  /**
   * @returns the exit code
   * @throws UsageError, SiteError for what the user said wrong
   */
  run(parsed: ParsedArguments, streams: Streams): Promise<ExitCode>;
}

/** A command's options with their descriptions in a language. */
export function optionsIn(
  { options, help }: Pick<Command, 'options' | 'help'>,
  texts: Texts,
): Readonly<Record<string, Options>> {
  const { options: own, demanded = {} } = help(texts);
  const described: Readonly<Record<string, string>> = {
    ...texts.help.site,
    ...own,
  };
  return Object.fromEntries(
    Object.entries(options).map(([name, { group, ...option }]) => {
      const heading = OPTION_GROUPS.find((known) => known === group);
      return [
        name,
        {
          ...option,
          describe: described[name] ?? '',
          ...(option.demandOption === true ? { demandOption: demanded[name] ?? true } : {}),
          ...(heading === undefined ? {} : { group: texts.help.groups[heading] }),
        },
      ];
    }),
  );
}
