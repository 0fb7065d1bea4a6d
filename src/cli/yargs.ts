import type { Texts } from '../text/texts.ts';

export { yargs } from './load-yargs.ts';

/** yargs' own words for things that are counted. */
interface Counted {
  readonly one: string;
  readonly other: string;
}

/** As it is; its published type knows no words for things that are counted. */
interface Speaker {
  updateStrings(words: Readonly<Record<string, string | Counted>>): unknown;
}

/** Its words where a command's own words are missing. */
export const NOT_ENOUGH = 'Not enough non-option arguments: got %s, need at least %s';

const COUNTED = /^(Not enough non-option|Too many|Missing|Unknown) /;

/** As it is; its published type does not show what keeps its help. */
interface HelpKeeper {
  getInternalMethods(): { getUsageInstance(): { cacheHelpMessage: () => void } };
}

/**
 * After every command yargs lays out its help once more, for a failure that it might have to
 * report. This tool reports failures itself, and the layout takes longer than many a command.
 */
export function keepNoHelp(parser: object): void {
  if (isHelpKeeper(parser)) {
    parser.getInternalMethods().getUsageInstance().cacheHelpMessage = () => {};
  }
}

function isHelpKeeper(parser: object): parser is HelpKeeper {
  return 'getInternalMethods' in parser;
}

/** Lets yargs speak in other words than its English. */
export function speakIn(parser: Speaker, words: Texts['help']['yargs']): void {
  parser.updateStrings(
    Object.fromEntries(
      Object.entries(words).map(([word, text]) => [
        word,
        COUNTED.test(word) ? { one: text, other: text } : text,
      ]),
    ),
  );
}
