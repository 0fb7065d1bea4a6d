import { OWN_NAME } from '../catalogue/flow.ts';
import {
  METHODS,
  type Method,
  VANTAGES,
  inMethodOrder,
  isOwnMethod,
} from '../catalogue/vocabulary.ts';
import { ownMethodsOf } from '../plan/plan.ts';
import type { Appearance } from '../report/terminal/style.ts';
import type { Site } from '../site/site.ts';
import { type Option, oneOf, someOf } from './option.ts';
import { type ParsedArguments, wordsOf } from './site-options.ts';
import { type Streams, charactersOf, wantsColors, widthOf } from './streams.ts';
import { UsageError } from './usage-error.ts';

/** All where none is given. */
export const METHOD: Option<readonly Method[] | undefined> = {
  words: someOf(METHODS).words,
  read: (said) => (said === undefined ? undefined : inMethodOrder(wordsOf(said).filter(isMethod))),
};

/** yargs has already refused any other word. */
function isMethod(word: string): word is Method {
  return METHODS.some((method) => method === word) || OWN_NAME.test(word);
}

/**
 * The methods that are asked for.
 * @throws UsageError for one of the user's own that no row of the site is for
 */
export function methodsIn(
  site: Site,
  methods: readonly Method[] | undefined,
): readonly Method[] | undefined {
  const known = ownMethodsOf(site);
  const other = methods?.filter(isOwnMethod).find((method) => !known.includes(method));
  if (other === undefined) return methods;
  const allowed = [...METHODS, ...known];
  throw new UsageError(({ errors }) => errors.notAllowed('--method', other, allowed));
}

export const FROM = oneOf(VANTAGES);

/** The value of --color or --no-color; undefined if neither is given. */
export const COLOR: Option<boolean | undefined> = {
  words: { type: 'boolean', default: undefined },
  read: (said) => (typeof said === 'boolean' ? said : undefined),
};

export function methodsOf(parsed: ParsedArguments): readonly Method[] | undefined {
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
