import type { Options } from 'yargs';
import type { Command } from './command.ts';
import { shellOf } from './shell.ts';
import { looksLikeListFile } from './clients/written-name.ts';
import { UsageError } from './usage-error.ts';
import { printable } from '../base/printable.ts';
import { LANGUAGES } from '../text/language.ts';
import { commandLine, own, typed } from '../text/command-line.ts';

// What people type who come from PowerShell, from cmd.exe and from other tools.

const HELP: ReadonlySet<string> = new Set(['-h', '-?', '/?', '-help']);
/** These could be the names of files behind a command's options. */
const HELP_IN_FRONT: ReadonlySet<string> = new Set(['/help', '/h']);
const VERSION: ReadonlySet<string> = new Set(['version', '-v', '-version', '/version']);

/** What a word is known by to yargs itself and to every command. */
const COMMON_OPTIONS = ['help', 'version', 'lang'] as const;

/**
 * The words in this tool's own spelling: requests for help and for the version, and a command in
 * capitals.
 * @param commands their names
 */
export function plainWords(
  argv: readonly string[],
  commands: readonly string[],
): readonly string[] {
  const [first, ...others] = argv;
  if (first === undefined) return argv;
  const word = first.toLowerCase();
  if (VERSION.has(word)) return ['--version', ...others];
  const command = commands.find((name) => name === word) ?? first;
  const end = argv.indexOf('--');
  return [command, ...others].map((each, index) => {
    const isHelp =
      HELP.has(each.toLowerCase()) ||
      (index < 2 && HELP_IN_FRONT.has(each.toLowerCase())) ||
      (index === 0 && word === 'help');
    return isHelp && (end === -1 || index < end) ? '--help' : each;
  });
}

/** Whether an option is spelt as PowerShell spells it, so that `optionsMeant` has something to do. */
export function hasOtherSpelling(argv: readonly string[]): boolean {
  return argv.some((word) => /^-[A-Za-z]{2}|^--[A-Za-z-]*[A-Z]/.test(word));
}

/** `-Client PC001`, `-ClientName:x` and `--Client` are `--client` and so on, where there is such an option. */
export function optionsMeant(
  argv: readonly string[],
  options: Readonly<Record<string, Options>>,
): readonly string[] {
  const names = new Map(namesOf(options).map((name) => [keyOf(name), name]));
  const end = argv.indexOf('--');
  return argv.map((word, index) => {
    if (end !== -1 && index > end) return word;
    const [, said = '', value = ''] = /^--?([A-Za-z][A-Za-z-]+)((?:[=:].*)?)$/s.exec(word) ?? [];
    const name = names.get(keyOf(said));
    return name === undefined ? word : `--${name}${value.replace(/^:/, '=')}`;
  });
}

/**
 * What is wrong with the first word that the command does not take, and the word that was meant;
 * null if every option is known.
 * @param argv the command's name and its words
 */
export function unknownWord(
  [name = '', ...words]: readonly string[],
  { options, positionals = {} }: Pick<Command, 'options' | 'positionals'>,
): UsageError | null {
  const end = words.indexOf('--');
  const unknown = (end === -1 ? words : words.slice(0, end)).find((word, index) => {
    const [, dashes, said = ''] = OPTION.exec(word) ?? [];
    if (dashes === '--') return !isKnown(said, options);
    // `--domain -x`: the error to report is that --domain has no value.
    return dashes === '-' && !isShort(said, options) && !takesValue(words[index - 1], options);
  });
  if (unknown !== undefined) {
    const [, , said = ''] = OPTION.exec(unknown) ?? [];
    const word = printable(unknown.replace(/[=:].*$/s, ''));
    return refusal(word, name, nearest(said.toLowerCase(), options));
  }
  const stray = Object.keys(positionals).length === 0 ? strayOf(words, options) : null;
  const meant = stray === null ? null : meantBy(stray, options);
  return stray === null || meant === null ? null : refusal(printable(stray), name, meant);
}

/** What people call values that have another name here. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  push: 'client-push',
  sup: 'software-update-point',
  wsus: 'software-update-point',
  gpo: 'group-policy',
  logonscript: 'manual',
  package: 'software-distribution',
  sccm2007: 'cm2007',
  configmgr2007: 'cm2007',
  '2007': 'cm2007',
  cb: 'current-branch',
  mecm: 'current-branch',
  server: 'site-server',
  ok: 'works',
  blocked: 'breaks',
  offline: 'no-answer',
  off: 'no-answer',
};

/**
 * The first value that its option, or the command itself, does not take, with the one that was meant;
 * null where each does.
 * @param argv the command's name and its words
 */
export function wrongChoice(
  [command = '', ...words]: readonly string[],
  { options, positionals = {} }: Pick<Command, 'options' | 'positionals'>,
): UsageError | null {
  const own = Object.values(positionals)[0]?.choices?.map(String);
  let name = '';
  for (const word of words) {
    if (word === '--') return null;
    const [, option, said] = /^--([A-Za-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (option !== undefined) name = option;
    // A short option ends the values of the one before it; none of these has choices.
    if (option === undefined && OPTION.test(word)) {
      name = '';
      continue;
    }
    const value = option === undefined ? word : said;
    const choices = name === '' ? own : choicesOf(name, options);
    if (value !== undefined && choices !== undefined && !choices.includes(value)) {
      const place = name === '' ? command : `--${name}`;
      return new UsageError(({ errors }) =>
        errors.notAChoice(place, printable(value), choices, choiceMeant(value, choices)),
      );
    }
    // What follows the one value of an option is a word of its own.
    if (option === undefined && options[name]?.array !== true) name = '';
    if (said !== undefined && options[name]?.array !== true) name = '';
  }
  return null;
}

function choicesOf(
  name: string,
  options: Readonly<Record<string, Options>>,
): readonly string[] | undefined {
  return name === 'lang' ? LANGUAGES : options[name]?.choices?.map(String);
}

/** `push` for `client-push`; what commas join, with blanks. */
function choiceMeant(value: string, choices: readonly string[]): string | null {
  const parts = value.split(',').map((part) => part.trim());
  if (parts.length > 1 && parts.every((part) => choices.includes(part))) return parts.join(' ');
  const key = keyOf(value.replaceAll(' ', ''));
  const other = Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key] : undefined;
  return choices.find((choice) => keyOf(choice) === key || choice === other) ?? null;
}

/**
 * What is wrong with the first option that takes a value and has none; null where each has one.
 * @param argv the command's name and its words
 */
export function missingValue(
  [, ...words]: readonly string[],
  { options }: Pick<Command, 'options'>,
): UsageError | null {
  const end = words.indexOf('--');
  const said = end === -1 ? words : words.slice(0, end);
  for (const [index, word] of said.entries()) {
    const [, dashes = '', typedName = ''] = /^(--?)([A-Za-z-]+)=?$/.exec(word) ?? [];
    const name = dashes === '-' ? nameOfShort(typedName, options) : typedName;
    const option = options[name];
    const takes = name === 'lang' || (option !== undefined && option.type !== 'boolean');
    if (!takes) continue;
    const next = said[index + 1];
    // A number below zero is a value, and a lone dash is standard input.
    const hasValue = !word.endsWith('=') && next !== undefined && !/^-[^\d]/.test(next);
    if (hasValue) continue;
    const place = `${dashes}${typedName}`;
    const choices = choicesOf(name, options) ?? [];
    return new UsageError(({ errors }) => errors.seeHelp(errors.valueMissing(place, choices)));
  }
  return null;
}

function nameOfShort(letter: string, options: Readonly<Record<string, Options>>): string {
  return Object.keys(options).find((name) => options[name]?.alias === letter) ?? '';
}

/**
 * What is wrong where an option that a command can't do without is missing; null where none is.
 * @param argv the command's name and its words
 */
export function missingOption(
  argv: readonly string[],
  { options, help }: Pick<Command, 'options' | 'help'>,
): UsageError | null {
  const name = Object.keys(options).find(
    (each) =>
      options[each]?.demandOption === true &&
      !argv.some((word) => word === `--${each}` || word.startsWith(`--${each}=`)),
  );
  if (name === undefined) return null;
  return new UsageError((texts) => {
    const { errors } = texts;
    return errors.seeHelp(errors.optionMissing(`--${name}`, help(texts).demanded?.[name] ?? null));
  });
}

/** Whether a word is an option that takes the next one. */
function takesValue(word: string | undefined, options: Readonly<Record<string, Options>>): boolean {
  const [, name = ''] = /^--([^=]+)$/.exec(word ?? '') ?? [];
  return options[name] !== undefined && options[name].type !== 'boolean';
}

/** The first word that is neither an option nor its value. */
function strayOf(
  words: readonly string[],
  options: Readonly<Record<string, Options>>,
): string | null {
  let takes: 'nothing' | 'one' | 'many' = 'nothing';
  for (const word of words) {
    if (word.startsWith('-')) {
      const [, , said = ''] = OPTION.exec(word) ?? [];
      const option = options[said] ?? (said === 'lang' || said === 'o' ? {} : undefined);
      const isSwitch = option === undefined || option.type === 'boolean';
      takes = isSwitch ? 'nothing' : option.array === true ? 'many' : 'one';
      if (word.includes('=') && takes === 'one') takes = 'nothing';
    } else if (takes === 'nothing') {
      return word;
    } else if (takes === 'one') {
      takes = 'nothing';
    }
  }
  return null;
}

function refusal(word: string, command: string, meant: string | null): UsageError {
  return new UsageError(({ errors }) => {
    const told = errors.unknownOption(word, command, meant);
    return meant === null ? errors.seeHelp(told) : told;
  });
}

const OPTION = /^(--?)([A-Za-z][^=:]*)/s;

/** A word of its own where the command takes none: `/client:PC001`, or the client alone. */
function meantBy(word: string, options: Readonly<Record<string, Options>>): string | null {
  const [, slashed = '', value = ''] = /^\/([A-Za-z-]+)(?:[:=](.*))?$/s.exec(word) ?? [];
  const name = namesOf(options).find((known) => keyOf(known) === keyOf(slashed));
  const line = (option: string, said: string, instead: string): string =>
    commandLine([own(option), typed(said, instead)], shellOf());
  if (name !== undefined) return value === '' ? `--${name}` : line(`--${name}`, value, 'VALUE');
  if (options['clients'] !== undefined && looksLikeListFile(word)) {
    return line('--clients', word, 'FILE');
  }
  return options['client'] === undefined ? null : line('--client', word, 'NAME');
}

function namesOf(options: Readonly<Record<string, Options>>): readonly string[] {
  return [...Object.keys(options), ...COMMON_OPTIONS];
}

function isKnown(name: string, options: Readonly<Record<string, Options>>): boolean {
  const [, negated = ''] = /^no-(.+)$/.exec(name) ?? [];
  return namesOf(options).includes(name) || options[negated]?.type === 'boolean';
}

/** `-ojson` is `-o json`. */
function isShort(letters: string, options: Readonly<Record<string, Options>>): boolean {
  return Object.values(options).some(
    ({ alias }) => typeof alias === 'string' && letters.startsWith(alias),
  );
}

function keyOf(name: string): string {
  return name.toLowerCase().replaceAll('-', '');
}

/** The option that a misspelt one is nearest to, with its dashes; null where none is near. */
function nearest(said: string, options: Readonly<Record<string, Options>>): string | null {
  const other = OTHER_OPTIONS[keyOf(said)];
  if (other !== undefined && options[other] !== undefined) return `--${other}`;
  const isNegated = said.startsWith('no-');
  const names = isNegated
    ? Object.keys(options).filter((name) => options[name]?.type === 'boolean')
    : namesOf(options);
  const best = nearestName(isNegated ? said.slice(3) : said, names);
  return best === null ? null : `--${isNegated ? 'no-' : ''}${best}`;
}

/** The name that a misspelt word is nearest to; null where none is near. */
export function nearestName(said: string, names: readonly string[]): string | null {
  const word = said.slice(0, MAX_COMPARED);
  const [best] = names
    .map((name) => ({ name, distance: name.startsWith(word) ? 0 : distanceBetween(word, name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .toSorted((one, other) => one.distance - other.distance || one.name.length - other.name.length);
  return best?.name ?? null;
}

/** What other tools call these options. */
const OTHER_OPTIONS: Readonly<Partial<Record<string, string>>> = {
  computername: 'client',
  computer: 'client',
  computers: 'client',
  host: 'client',
  hostname: 'client',
  target: 'client',
  inputfile: 'clients',
  file: 'clients',
  list: 'clients',
  outfile: 'output',
  format: 'output',
  managementpoint: 'mp',
  distributionpoint: 'dp',
};

/** Longer than any option; comparing takes time that grows with the square. */
const MAX_COMPARED = 64;

/** How many letters are added, dropped, replaced or swapped with their neighbour. */
function distanceBetween(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_none, index) => index)];
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const isSame = one[at - 1] === other[to - 1];
      const isSwapped = one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      row.push(
        Math.min(
          (rows[at - 1]?.[to] ?? 0) + 1,
          (row[to - 1] ?? 0) + 1,
          (rows[at - 1]?.[to - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (rows[at - 2]?.[to - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
