import { METHODS, type Method, VANTAGES } from '../catalogue/vocabulary.ts';
import type { Appearance } from '../report/terminal/style.ts';
import { type Option, oneOf, someOf } from './option.ts';
import type { ParsedArguments } from './site-options.ts';
import { type Streams, charactersOf, wantsColors, widthOf } from './streams.ts';

/** All where none is given. */
export const METHOD: Option<readonly Method[]> = {
  words: someOf(METHODS).words,
  read: (said, name) => (said === undefined ? METHODS : someOf(METHODS).read(said, name)),
};

export const FROM = oneOf(VANTAGES);

/** What --color or --no-color says; undefined where neither is said. */
export const COLOR: Option<boolean | undefined> = {
  words: { type: 'boolean', default: undefined },
  read: (said) => (typeof said === 'boolean' ? said : undefined),
};

export function methodsOf(parsed: ParsedArguments): readonly Method[] {
  return METHOD.read(parsed['method'], 'method');
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
