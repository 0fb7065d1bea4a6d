import type { Options } from 'yargs';
import { METHODS, type Method, VANTAGES, type Vantage } from '../catalogue/vocabulary.ts';
import type { OptionGroup } from '../text/help.ts';
import type { Appearance } from '../report/terminal/style.ts';
import { type ParsedArguments, single } from './site-options.ts';
import { type Streams, charactersOf, wantsColors, widthOf } from './streams.ts';

export const METHOD_OPTION: Options = {
  type: 'string',
  array: true,
  requiresArg: true,
  choices: [...METHODS],
};

export const FROM_OPTION: Options = {
  type: 'string',
  requiresArg: true,
  choices: [...VANTAGES],
};

export const COLOR_OPTION: Options = {
  type: 'boolean',
  default: undefined,
};

/** Options under a heading of their own in the help. */
export function inGroup(
  group: OptionGroup,
  options: Readonly<Record<string, Options>>,
): Readonly<Record<string, Options>> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, { ...option, group }]),
  );
}

export function methodsOf(parsed: ParsedArguments): readonly Method[] {
  const said = parsed['method'];
  return Array.isArray(said) ? METHODS.filter((method) => said.includes(method)) : METHODS;
}

export function vantageOf(parsed: ParsedArguments): Vantage | null {
  const said = parsed['from'];
  if (said === undefined) return null;
  const word = single('from', said);
  return VANTAGES.find((vantage) => vantage === word) ?? null;
}

/** What --color or --no-color says; undefined where neither is said. */
export function colorOf({ color }: ParsedArguments): boolean | undefined {
  return typeof color === 'boolean' ? color : undefined;
}

/** How a human format may look on stdout, or in a file. */
export function appearanceOf(
  color: boolean | undefined,
  { stdout, env, texts }: Streams,
  file: string | null,
): Appearance {
  if (file !== null) return { colors: false, characters: 'unicode', width: 80 };
  return {
    colors: wantsColors(stdout, env, color),
    characters: charactersOf(stdout, env, texts.language),
    width: widthOf(stdout),
  };
}
