import type { Options } from 'yargs';
import { FLOW_NAMES, type RequirementId } from '../../catalogue/flow.ts';
import { CATALOGUES } from '../../catalogue/index.ts';
import { METHODS } from '../../catalogue/vocabulary.ts';
import type { Texts } from '../../text/texts.ts';
import { type Command, type CommandEntry, optionsIn } from '../command.ts';

/** A word that fits, and what it is. */
export interface Candidate {
  readonly word: string;
  readonly describe: string;
}

/**
 * The words that may stand at the cursor; none where a file name, or any text, may.
 * @param words those after the program's name up to the cursor, the last one as far as it is typed
 */
export async function candidatesFor(
  words: readonly string[],
  commands: readonly CommandEntry[],
  texts: Texts,
): Promise<readonly Candidate[]> {
  // bash makes a word of its own of `=`; others leave `--method=cl` one.
  const [, option, part] = /^(--[a-z-]+)=(.*)$/s.exec(words.at(-1) ?? '') ?? [];
  if (option !== undefined && part !== undefined) {
    const found = await candidatesFor([...words.slice(0, -1), option, part], commands, texts);
    return found.map((candidate) => ({ ...candidate, word: `${option}=${candidate.word}` }));
  }
  const typed = words.at(-1) === '=' ? '' : (words.at(-1) ?? '');
  const before = words.slice(0, -1).filter((word) => word !== '=');
  const entry = commands.find(({ usage }) => before.includes(nameOf(usage)));
  if (entry === undefined) {
    const names = commands.map(({ name }) => ({
      word: name,
      describe: texts.help.commands[name].describe,
    }));
    return [...names, ...GLOBAL].filter(({ word }) => word.startsWith(typed));
  }
  const command = await entry.load();
  const wanted =
    valuesFor(before, command, texts) ?? wordsOf(nameOf(entry.usage), typed, command, texts);
  return wanted.filter(({ word }) => word.startsWith(typed));
}

const GLOBAL: readonly Candidate[] = [
  { word: '--help', describe: '' },
  { word: '--version', describe: '' },
  { word: '--lang', describe: '' },
];

function nameOf(usage: string): string {
  return usage.split(' ', 1)[0] ?? usage;
}

/** The values of the option that stands before the cursor; null where none does. */
function valuesFor(
  before: readonly string[],
  { options, formats }: Command,
  texts: Texts,
): readonly Candidate[] | null {
  const last = before.at(-1) ?? '';
  const [name, option] =
    Object.entries(options).find(
      ([long, { alias }]) =>
        last === `--${long}` || [alias].flat().some((short) => last === `-${short ?? ''}`),
    ) ?? [];
  if (name === undefined || option === undefined || option.type === 'boolean') return null;
  if (name === 'output' && formats !== undefined) {
    return Object.entries(formats(texts)).map(([word, describe]) => ({ word, describe }));
  }
  return (option.choices ?? []).map((choice) => ({ word: String(choice), describe: '' }));
}

/** Options where one has begun, else what the command itself takes. */
function wordsOf(
  name: string,
  typed: string,
  command: Command,
  texts: Texts,
): readonly Candidate[] {
  if (typed.startsWith('-')) {
    return [...Object.entries(optionsIn(command, texts)).map(optionOf), ...GLOBAL];
  }
  const { positionals = {} } = command;
  if (name === 'explain') return EXPLAINED;
  return Object.values(positionals).flatMap(({ choices = [] }) =>
    choices.map((choice) => ({ word: String(choice), describe: '' })),
  );
}

function optionOf([name, { describe }]: readonly [string, Options]): Candidate {
  return { word: `--${name}`, describe: describe ?? '' };
}

const IDS: readonly RequirementId[] = Object.values(CATALOGUES).flatMap(({ flows }) =>
  flows.map(({ id }) => id),
);

/** What can be explained, but for ports. */
const EXPLAINED: readonly Candidate[] = [...new Set([...METHODS, ...IDS, ...FLOW_NAMES])].map(
  (word) => ({ word, describe: '' }),
);
