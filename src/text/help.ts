import type { Texts } from './texts.ts';

/** The words of one command's help; examples by their command lines. */
export interface CommandHelp {
  readonly describe: string;
  readonly positionals: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly examples: Readonly<Record<string, string>>;
  /** Printed where a required option is missing. */
  readonly demanded?: Readonly<Record<string, string>>;
}

/** Messages that yargs prints by itself. */
export type YargsWord =
  | 'Commands:'
  | 'Options:'
  | 'Examples:'
  | 'boolean'
  | 'count'
  | 'string'
  | 'number'
  | 'array'
  | 'required'
  | 'default'
  | 'default:'
  | 'choices:'
  | 'aliases:'
  | 'generated-value'
  | 'Not enough non-option arguments: got %s, need at least %s'
  | 'Too many non-option arguments: got %s, maximum of %s'
  | 'Missing argument value: %s'
  | 'Missing required argument: %s'
  | 'Unknown argument: %s'
  | 'Unknown command: %s'
  | 'Invalid values:'
  | 'Argument: %s, Given: %s, Choices: %s'
  | 'Argument check failed: %s'
  | 'Implications failed:'
  | 'Not enough arguments following: %s'
  | 'Invalid JSON config file: %s'
  | 'Path to JSON config file'
  | 'Show help'
  | 'Show version number'
  | 'Did you mean %s?'
  | 'Arguments %s and %s are mutually exclusive'
  | 'Positionals:'
  | 'command'
  | 'deprecated'
  | 'deprecated: %s';

/** Headings above groups of options. */
export const OPTION_GROUPS = ['run', 'site'] as const;
export type OptionGroup = (typeof OPTION_GROUPS)[number];

/** The names of the commands, taken from their help. */
export type CommandName = keyof Texts['help']['commands'];

/** Flags that set what a site file can set. */
export type SiteFlagName = Exclude<
  keyof Texts['help']['site'],
  'site' | 'set' | 'from-command-line' | 'dp-serves' | 'sup-ssl'
>;
