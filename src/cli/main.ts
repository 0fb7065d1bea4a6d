import { codeOf, isFileShortage } from '../base/error-code.ts';
import { EXIT_CODES, type ExitCode } from '../judge/exit-codes.ts';
import { printable } from '../base/printable.ts';
import { ALL_FLAGS, SiteError } from '../site/problem.ts';
import { LANGUAGES } from '../text/language.ts';
import type { Texts } from '../text/texts.ts';
import { type Command, optionsIn } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { withOwnMethods } from './own-methods.ts';
import { type ParsedArguments, single } from './site-options.ts';
import { type ProcessStreams, type Streams, widthOf } from './streams.ts';
import { textsFor } from './language.ts';
import { OutputError, complain, print } from './output-error.ts';
import { TOOL } from '../run/tool.ts';
import { NO_PRESET, type Preset, SITE_FILE, hasFoundSite, presetOf } from './preset.ts';
import { UsageError } from './usage-error.ts';
import { BESIDE, type Fit, byWords, fitFor, fittedOptions } from './fitted.ts';
import {
  hasOtherSpelling,
  optionsMeant,
  plainWords,
  unknownWord,
  missingOption,
  missingValue,
  wrongChoice,
} from './words-meant.ts';
import { NOT_ENOUGH, keepNoHelp, speakIn, yargs } from './yargs.ts';

/** What the names of the commands take beside what each does. */
const COMMANDS_WIDTH =
  Math.max(...COMMANDS.map(({ usage }) => `${TOOL.name} ${usage}`.length)) + BESIDE;

/**
 * The command line tool without its process.
 * @param argv the words after the program's name
 * @returns the exit code
 */
export async function main(argv: readonly string[], process: ProcessStreams): Promise<ExitCode> {
  const streams = { ...process, words: argv, texts: await textsFor(argv, process) };
  try {
    return await dispatch(await wordsMeant(argv), streams);
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      await complain(streams, `ccm-preflight: ${thrown.told(streams.texts)}`);
      return EXIT_CODES.usage;
    }
    if (thrown instanceof SiteError) {
      await complain(streams, siteProblems(thrown, streams.texts));
      return EXIT_CODES.usage;
    }
    if (thrown instanceof OutputError) {
      await complain(streams, thrown.message && `ccm-preflight: ${thrown.message}`);
      return EXIT_CODES.failed;
    }
    // Parts of this tool are loaded when they are needed: any moment may be the one too many.
    if (isFileShortage(thrown)) {
      const { notes, errorCode } = streams.texts;
      await complain(streams, `ccm-preflight: ${notes.tooFewFiles(errorCode(codeOf(thrown)))}`);
      return EXIT_CODES.failed;
    }
    if (thrown instanceof LoadError) {
      await complain(streams, `ccm-preflight: ${streams.texts.notes.cantLoad(thrown.message)}`);
      return EXIT_CODES.failed;
    }
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    await complain(streams, `ccm-preflight: ${streams.texts.notes.ownFault(detail)}`);
    return EXIT_CODES.failed;
  }
}

/** The words in this tool's own spelling. */
async function wordsMeant(argv: readonly string[]): Promise<readonly string[]> {
  const words = plainWords(
    argv,
    COMMANDS.map(({ name }) => name),
  );
  const entry = COMMANDS.find(({ name }) => name === words[0]);
  if (entry === undefined || !hasOtherSpelling(words)) return words;
  return optionsMeant(words, (await loadCommand(entry.load)).options);
}

async function dispatch(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  const [first, ...others] = argv;
  // A shell asks so at each Tab; no user does.
  if (first === 'complete') {
    return (await import('./completion/complete.ts')).complete(others, streams);
  }
  let chosen: Command | null = null;
  let parsed: ParsedArguments = {};
  let preset = NO_PRESET;
  const { help } = streams.texts;
  const width = Math.min(100, widthOf(streams.stdout));
  const fit = await fitFor(streams.texts.language);
  const parser = yargs([])
    .scriptName(TOOL.name)
    .locale(streams.texts.language)
    .usage(`$0 <command>\n\n${fit(help.about, width)}`)
    .version(TOOL.version)
    .help()
    .wrap(width)
    .strict()
    .recommendCommands()
    .demandCommand(1, help.nameCommand(COMMANDS.map(({ name }) => name)))
    .option('lang', {
      type: 'string',
      requiresArg: true,
      choices: [...LANGUAGES],
      describe: help.lang,
    })
    .parserConfiguration({
      'camel-case-expansion': false,
      // `--mp.x` is no member of --mp, and nothing of an object's own is reached by a word.
      'dot-notation': false,
      'parse-positional-numbers': false,
    })
    .exitProcess(false)
    .fail(false);
  speakIn(parser, help.yargs);
  keepNoHelp(parser);
  for (const { name: commandName, usage, load } of COMMANDS) {
    parser.command(
      usage,
      fit(
        help.commands[commandName].describe,
        // Its own help has the whole line for it.
        argv.includes(commandName) ? width : width - COMMANDS_WIDTH,
      ),
      async (builder) => {
        const loaded = await loadCommand(load);
        const command = withOwnMethods(loaded, [
          ...argv,
          streams.env['CCM_PREFLIGHT_METHOD'] ?? '',
        ]);
        chosen = command;
        const words = command.help(streams.texts);
        for (const [name, option] of Object.entries(command.positionals ?? {})) {
          builder.positional(name, { ...option, describe: words.positionals[name] ?? '' });
        }
        for (const [line, description] of Object.entries(words.examples)) {
          builder.example(line, fit(description, Math.floor(width / 2) - BESIDE));
        }
        if (command.formats !== undefined) {
          builder.epilogue(
            `${help.formats}\n${listOf(command.formats(streams.texts), width, fit)}`,
          );
        }
        preset = presetOf(command.options, streams);
        speakIn(parser, { [NOT_ENOUGH]: help.missingWords(`${TOOL.name} ${usage}`) });
        return builder
          .options(fittedOptions(optionsIn(command, streams.texts), width, fit))
          .config(preset.values);
      },
      (words) => {
        parsed = words;
      },
    );
  }
  // The functions above run inside parse(), which the compiler can't see.
  const chosenCommand = (): Command | null => chosen;
  const output = await parse(parser, argv, chosenCommand);
  const command = chosenCommand();
  if (output !== '') {
    await print(streams, `${output}\n`);
    return EXIT_CODES.ok;
  }
  if (command === null) throw new UsageError(({ errors }) => errors.seeHelp(errors.nameCommand));
  checkSwitches(argv, command.options);
  if (parsed['lang'] !== undefined) single('lang', parsed['lang']);
  await tellSiteFile(preset, parsed['site'], argv, streams);
  const siteIsFound = hasFoundSite(preset, parsed['site'], argv);
  return command.run(parsed, { ...streams, siteIsFound });
}

/** Nobody named a site file, but the working folder has one. */
async function tellSiteFile(
  preset: Preset,
  site: unknown,
  argv: readonly string[],
  streams: Streams,
): Promise<void> {
  const { found } = streams.texts.files;
  if (hasFoundSite(preset, site, argv)) {
    await complain(streams, `ccm-preflight: ${found.taken(SITE_FILE)}`);
  } else if (site === undefined && preset.siteLeft !== null) {
    await complain(streams, `ccm-preflight: ${found.left[preset.siteLeft](SITE_FILE)}`);
  }
}

/** Every problem on a line of its own. */
function siteProblems({ problems }: SiteError, { site }: Texts): string {
  return problems
    .map(({ where, what }) => `${where === ALL_FLAGS ? TOOL.name : where}: ${site.problem(what)}`)
    .join('\n');
}

/** The formats with what each is for. */
function listOf(formats: Readonly<Record<string, string>>, width: number, fit: Fit): string {
  const names = Object.keys(formats);
  const hang = Math.max(...names.map(({ length }) => length)) + 4;
  return Object.entries(formats)
    .map(([name, text]) => {
      const lines = byWords(fit(text, width - hang), width - hang).replaceAll(
        '\n',
        `\n${' '.repeat(hang)}`,
      );
      return `  ${name.padEnd(hang - 2)}${lines}`;
    })
    .join('\n');
}

/** A machine at its limits can't read a file of this tool, which is not the user's fault. */
class LoadError extends Error {
  override readonly name = 'LoadError';
}

/** @throws LoadError */
async function loadCommand(load: () => Promise<Command>): Promise<Command> {
  try {
    return await load();
  } catch (thrown) {
    if (isFileShortage(thrown)) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new LoadError(detail);
  }
}

/**
 * yargs takes any value of a switch but "true" for a no: `--strict=1` would not be strict.
 * @throws UsageError
 */
function checkSwitches(argv: readonly string[], options: Command['options']): void {
  for (const word of argv) {
    const [, name = '', value = ''] = /^--(?:no-)?([^=]+)=(.*)$/s.exec(word) ?? [];
    if (!Object.hasOwn(options, name)) continue;
    if (options[name]?.type === 'boolean' && value !== 'true' && value !== 'false') {
      throw new UsageError(({ errors }) => errors.takesNoValue(`--${name}`, printable(value)));
    }
  }
}

/**
 * yargs drops a lone dash from a command's own words, where `diagnose -` reads standard input, and what
 * stands after two dashes, where `explain -- -2147024891` has its number.
 */
function withDash(argv: readonly string[]): string[] {
  const [command] = argv;
  const end = argv.indexOf('--');
  const isNumber = command === 'explain' && /^-?\w+$/.test(argv[end + 1] ?? '');
  const words = end !== -1 && isNumber ? argv.toSpliced(end, 1) : argv;
  return words.map((word) => (command === 'diagnose' && word === '-' ? '/dev/stdin' : word));
}

/** @returns what --help or --version print, else nothing */
async function parse(
  parser: ReturnType<typeof yargs>,
  argv: readonly string[],
  chosen: () => Command | null,
): Promise<string> {
  let output = '';
  try {
    await parser.parseAsync(withDash(argv), {}, (_error, _argv, text) => {
      output = text;
    });
  } catch (thrown) {
    if (thrown instanceof LoadError || thrown instanceof UsageError) throw thrown;
    if (isFileShortage(thrown)) throw thrown;
    const command = chosen();
    const unknown = command === null ? null : unknownWord(argv, command);
    if (unknown !== null) throw unknown;
    // `--lang de check` has its option in front of the command.
    const words = argv[0]?.startsWith('-') === true ? ['', ...argv] : argv;
    const known = command ?? { options: {} };
    const wrong =
      wrongChoice(words, known) ??
      missingValue(words, known) ??
      (command === null ? null : missingOption(words, command));
    if (wrong !== null) throw wrong;
    const message = quoting(
      argv[0] ?? '',
      thrown instanceof Error ? thrown.message : String(thrown),
    );
    throw new UsageError(({ errors }) => errors.seeHelp(message));
  }
  return output;
}

/** For an unknown command, yargs passes the nearest known one and not the word that was typed. */
function quoting(word: string, message: string): string {
  const isCommand = word.startsWith('-') || COMMANDS.some(({ name }) => name === word);
  return isCommand || word === '' || message.includes(word)
    ? message
    : `"${printable(word)}": ${message}`;
}
