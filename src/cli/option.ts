import type { Options } from 'yargs';
import type { Command } from './command.ts';
import { parseDuration } from './duration.ts';
import { type Output, parseOutputs } from './outputs.ts';
import { type ParsedArguments, single, wordsOf } from './site-options.ts';
import type { Streams } from './streams.ts';
import { UsageError } from './usage-error.ts';
import type { ExitCode } from '../judge/exit-codes.ts';
import type { CommandHelp, OptionGroup } from '../text/help.ts';
import type { Texts } from '../text/texts.ts';

/** An option of a command: how yargs takes its words, and what they say. */
export interface Option<T> {
  readonly words: Options;
  /**
   * @param said what yargs found; undefined where the option is not given
   * @throws UsageError that names the option and quotes the word
   */
  readonly read: (said: unknown, name: string) => T;
}

/** Takes the meaning out of a word. @param flag the option with its dashes */
type ReadWord<T> = (word: string, flag: string) => T;

const WORD = { type: 'string', requiresArg: true } as const satisfies Options;
const WORDS = { ...WORD, array: true } as const satisfies Options;

const asItIs: ReadWord<string> = (text) => text;

/** An option with one word; null if it is not given. */
export function word(): Option<string | null>;
export function word<T>(read: ReadWord<T>): Option<T | null>;
export function word(read: ReadWord<unknown> = asItIs): Option<unknown> {
  return {
    words: WORD,
    read: (said, name) => (said === undefined ? null : read(single(name, said), `--${name}`)),
  };
}

/** An option that has a value even if it is not given; the help shows which. */
export function wordOr<T>(usual: string, read: ReadWord<T>): Option<T> {
  return {
    words: { ...WORD, default: usual },
    read: (said, name) => read(single(name, said), `--${name}`),
  };
}

/** An option with one word or several; none if it is not given. */
export function words(): Option<readonly string[]> {
  return { words: WORDS, read: wordsOf };
}

/** One of a list; null where the option is not given. */
export function oneOf<T extends string>(choices: readonly T[]): Option<T | null> {
  return {
    words: { ...WORD, choices: [...choices] },
    read: (said, name) => (said === undefined ? null : known(choices, single(name, said))),
  };
}

/** One of a list; `usual` where the option is not given. */
export function oneOfOr<T extends string>(choices: readonly T[], usual: T): Option<T> {
  return {
    words: { ...WORD, choices: [...choices], default: usual },
    read: (said, name) => known(choices, single(name, said)) ?? usual,
  };
}

/** Some of a list, in its order; none where the option is not given. */
export function someOf<T extends string>(choices: readonly T[]): Option<readonly T[]> {
  return {
    words: { ...WORDS, choices: [...choices] },
    read: (said) => choices.filter((choice) => wordsOf(said).includes(choice)),
  };
}

/** yargs has already refused any other word. */
function known<T extends string>(choices: readonly T[], said: string): T | null {
  return choices.find((choice) => choice === said) ?? null;
}

/** An option without a word. */
export const SWITCH: Option<boolean> = {
  words: { type: 'boolean' },
  read: (said) => said === true,
};

/** The outputs of `-o`; `usual` on stdout if it is not given. */
export function outputs<F extends string>(
  formats: readonly F[],
  usual: F,
): Option<readonly Output<F>[]> {
  return {
    words: { ...WORD, alias: 'o' },
    read: (said) => parseOutputs(said, formats, usual),
  };
}

/** @param most the longest that is allowed, as it is said */
export function timeSpan(most?: Parameters<typeof parseDuration>[2]): ReadWord<number> {
  return (text, flag) => parseDuration(text, flag, most);
}

/** Digits alone. */
export function wholeNumber(min: number, max: number): ReadWord<number> {
  return (text, flag) => {
    const value = digits(text);
    if (value >= min && value <= max) return value;
    throw new UsageError(({ errors }) => errors.wholeNumber(flag, min, max, text));
  };
}

/** Connections a second; null for no limit. */
export function rate(min: number, max: number): ReadWord<{ readonly perSecond: number | null }> {
  return (text, flag) => {
    if (text === 'none') return { perSecond: null };
    const value = digits(text);
    if (value >= min && value <= max) return { perSecond: value };
    throw new UsageError(({ errors }) => errors.rate(flag, min, max, text));
  };
}

/** NaN for anything else: yargs would take an empty word for 0, and 0x10 and 1e1 for numbers. */
function digits(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

type OptionsOf<O> = { readonly [Name in keyof O]: Option<O[Name]> };

/** Reads an option of a command by its name. */
export type OptionReader<O> = <Name extends keyof O & string>(name: Name) => O[Name];

type HelpOf<O> = CommandHelp & { readonly options: { readonly [Name in keyof O]: string } };

interface CommandOf<O> extends Omit<Command, 'help' | 'options' | 'run'> {
  readonly options: OptionsOf<O>;
  /** What each of them is for. */
  readonly help: (texts: Texts) => HelpOf<NoInfer<O>>;
  /** The heading that they stand under in the help. */
  readonly group?: OptionGroup;
  /** Options of several commands, which one function reads together. */
  readonly shared?: Command['options'];
  /** @param parsed positional words, and the shared options */
  run(
    this: void,
    said: OptionReader<O>,
    streams: Streams,
    parsed: ParsedArguments,
  ): Promise<ExitCode>;
}

/** Options are read when they are needed, so that the first wrong one is reported. */
export function saidOf<O>(options: OptionsOf<O>, parsed: ParsedArguments): OptionReader<O> {
  return (name) => options[name].read(parsed[name], name);
}

/** A command from its options, each with its reader. */
export function command<O>({ options, group, shared, run, ...rest }: CommandOf<O>): Command {
  const own = Object.entries<Option<unknown>>(options).map(([name, option]) => [
    name,
    group === undefined ? option.words : { ...option.words, group },
  ]);
  return {
    ...rest,
    options: { ...Object.fromEntries(own), ...shared },
    run: (parsed, streams) => run(saidOf(options, parsed), streams, parsed),
  };
}
