import type { Options } from 'yargs';
import { printable } from '../base/printable.ts';
import { DEFAULTS } from '../run/defaults.ts';
import type { FlagValue } from '../site/site-from.ts';
import { type Word, own, typed } from '../text/command-line.ts';
import type { OptionGroup } from '../text/help.ts';
import { ENTRY_FLAGS, SITE_FLAGS, type SiteFlag } from './site-flags.ts';
import { UsageError } from './usage-error.ts';

/** Words that need not be said. */
export const RUN_DEFAULTS = {
  timeout: `${DEFAULTS.timeoutMs / 1000}s`,
  'response-timeout': `${DEFAULTS.responseTimeoutMs / 1000}s`,
  retries: String(DEFAULTS.retries),
} as const;

const GROUP = 'site' satisfies OptionGroup;

const TAKES_SEVERAL: ReadonlySet<SiteFlag['kind']> = new Set([
  'hosts',
  'ports',
  'texts',
  'closed-flows',
]);

/** The options for yargs. */
export const SITE_OPTIONS: Readonly<Record<string, Options>> = {
  site: { type: 'string', requiresArg: true, group: GROUP },
  set: {
    type: 'string',
    requiresArg: true,
    group: GROUP,
  },
  'from-command-line': { type: 'string', requiresArg: true, group: GROUP },
  ...Object.fromEntries(
    Object.entries(SITE_FLAGS).map(([name, flag]) => [name, optionOf(flag)] as const),
  ),
  ...Object.fromEntries(
    Object.entries(ENTRY_FLAGS).map(
      ([name, { choices, key }]) =>
        [
          name,
          {
            ...(key === 'serves' ? { array: true } : {}),
            type: 'string',
            requiresArg: true,
            choices: [...choices],
            group: GROUP,
          },
        ] as const,
    ),
  ),
};

function optionOf({ kind, choices }: SiteFlag): Options {
  return {
    type: 'string',
    requiresArg: true,
    group: GROUP,
    ...(TAKES_SEVERAL.has(kind) ? { array: true } : {}),
    ...(choices === undefined ? {} : { choices: [...choices] }),
  };
}

export type ParsedArguments = Readonly<Record<string, unknown>>;

/**
 * The values of flags, each with its place in the site file.
 * @throws UsageError where a flag is said twice
 */
export async function siteFlags(parsed: ParsedArguments): Promise<readonly FlagValue[]> {
  const named = Object.entries(SITE_FLAGS).flatMap(([name, flag]) => {
    const said = parsed[name];
    if (said === undefined) return [];
    return [
      { flag: `--${name}`, path: flag.path.split('.'), value: valueOf(name, flag, said, parsed) },
    ];
  });
  const installed = parsed['from-command-line'];
  // A flag is more precise than a CCMSetup command line that gives the same value.
  const first =
    installed === undefined
      ? []
      : (await import('./setup-command.ts')).valuesOfCommandLine(
          single('from-command-line', installed),
        );
  const set = parsed['set'];
  if (set === undefined) return [...first, ...named];
  // Loaded only if needed, because it is large and the flag is rare.
  const { parseValue } = await import('../site/parse.ts');
  return [...first, ...named, ...wordsOf(set).map((word) => settingOf(word, parseValue))];
}

/** `--set KEY=VALUE`, the value written as in a site file. */
function settingOf(word: string, parseValue: (text: string, where: string) => unknown): FlagValue {
  const [, key = '', text = ''] = /^([A-Za-z]+(?:\.[A-Za-z][A-Za-z/-]*)*)=(.*)$/s.exec(word) ?? [];
  if (key === '') {
    throw new UsageError(({ errors }) => errors.notKeyValue(printable(word)));
  }
  return { flag: `--set ${key}`, path: key.split('.'), value: parseValue(text, `--set ${key}`) };
}

function valueOf(name: string, flag: SiteFlag, said: unknown, parsed: ParsedArguments): unknown {
  if (flag.kind === 'hosts') return wordsOf(said).map((word) => entryOf(name, word, parsed));
  if (flag.kind === 'texts') return wordsOf(said);
  if (flag.kind === 'closed-flows') {
    return Object.fromEntries(wordsOf(said).map((word) => [word, 'closed']));
  }
  if (flag.kind === 'ports') return wordsOf(said).map(numberOf);
  const word = single(name, said);
  switch (flag.kind) {
    case 'port':
      return numberOf(word);
    case 'yes-no':
      return word === 'yes';
    case 'no-yes':
      return word === 'no';
    case 'text':
      return word;
  }
}

/** A host with what the flags about its role add. */
function entryOf(name: string, word: string, parsed: ParsedArguments): unknown {
  const extras = Object.entries(ENTRY_FLAGS).flatMap(([flag, { host, key }]) => {
    const said = parsed[flag];
    if (host !== name || said === undefined) return [];
    return [[key, key === 'ssl' ? single(flag, said) === 'yes' : wordsOf(said)] as const];
  });
  return extras.length === 0 ? word : { host: word, ...Object.fromEntries(extras) };
}

/** Text that is no number stays text, for the schema to refuse with the place and the rule. */
function numberOf(word: string): unknown {
  return /^\d+$/.test(word) ? Number(word) : word;
}

/** The values of an option that may be repeated; none if it was not given. */
export function wordsOf(said: unknown): readonly string[] {
  return said === undefined ? [] : (Array.isArray(said) ? said : [said]).map(String);
}

/** @throws UsageError where an option that takes one value has several */
export function single(name: string, said: unknown): string {
  if (Array.isArray(said)) throw new UsageError(({ errors }) => errors.saidTwice(`--${name}`));
  return String(said);
}

/** @throws UsageError where a flag needs another that is missing */
export function checkEntryFlags(parsed: ParsedArguments): void {
  for (const [flag, { host }] of Object.entries(ENTRY_FLAGS)) {
    if (parsed[flag] !== undefined && parsed[host] === undefined) {
      throw new UsageError(({ errors }) => errors.needs(`--${flag}`, `--${host}`));
    }
  }
}

/** Flags besides the site's that a run from the other end needs too, and what may stand for each. */
const SHARED_FLAGS = {
  method: 'METHOD',
  ca: 'FILE',
  timeout: 'DURATION',
  'response-timeout': 'DURATION',
  retries: 'NUMBER',
} as const;

/** Files that each end has for itself; the other end does not learn their names. */
const OWN_FILES = ['client-cert', 'client-key'] as const;

/** What stands in a flag's place where its own words can't be printed to be run. */
const INSTEAD = {
  text: 'VALUE',
  texts: 'VALUE',
  port: 'PORT',
  ports: 'PORT',
  hosts: 'HOST',
  'yes-no': 'yes',
  'no-yes': 'no',
  'closed-flows': 'FLOW',
} as const satisfies Record<SiteFlag['kind'], string>;

/** The flags again, for a command line: what the other vantage's run needs too. */
export function siteWords(parsed: ParsedArguments): readonly Word[] {
  const instead: readonly (readonly [name: string, instead: string])[] = [
    ['site', 'FILE'],
    ['set', 'KEY=VALUE'],
    ['from-command-line', 'COMMAND LINE'],
    ...Object.entries(SITE_FLAGS).map(([name, { kind }]) => [name, INSTEAD[kind]] as const),
    ...Object.keys(ENTRY_FLAGS).map((name) => [name, 'VALUE'] as const),
    ...Object.entries(SHARED_FLAGS),
  ];
  return wordsAgain(instead, parsed);
}

/** The flags again that hold for this end alone. */
export function ownEndWords(parsed: ParsedArguments): readonly Word[] {
  const instead = [
    ...OWN_FILES.map((name) => [name, 'FILE'] as const),
    ['source-address', 'ADDRESS'] as const,
  ];
  return wordsAgain(instead, parsed);
}

/** The same for the other end. */
export function elsewhereWords(parsed: ParsedArguments): readonly Word[] {
  return OWN_FILES.filter((name) => parsed[name] !== undefined).map((name) =>
    own(`--${name} FILE`),
  );
}

/** Whether an option was given, and is not what it would be without. */
export function isSaid(name: string, parsed: ParsedArguments): boolean {
  const usual: Readonly<Record<string, string>> = RUN_DEFAULTS;
  return parsed[name] !== undefined && parsed[name] !== usual[name];
}

function wordsAgain(
  instead: readonly (readonly [name: string, instead: string])[],
  parsed: ParsedArguments,
): readonly Word[] {
  return instead
    .filter(([name]) => isSaid(name, parsed))
    .flatMap(([name, placeholder]) => [
      own(`--${name}`),
      ...wordsOf(parsed[name]).map((word) => typed(withSlashes(word), placeholder)),
    ]);
}

/** A UNC path is written with slashes, which need no quotes in any shell. */
function withSlashes(word: string): string {
  return word.startsWith('\\\\') ? word.replaceAll('\\', '/') : word;
}
