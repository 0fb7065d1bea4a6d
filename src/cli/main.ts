import { createRequire } from 'node:module';
import type Yargs from 'yargs';
import { EXIT_CODES, type ExitCode } from '../judge/summary.ts';
import { printable } from '../site/printable.ts';
import { SiteError } from '../site/problem.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import type { ParsedArguments } from './site-options.ts';
import { type ProcessStreams, type Streams, widthOf } from './streams.ts';
import { textsFor } from './language.ts';
import { OutputError, complain, print } from './output-error.ts';
import { TOOL } from '../run/tool.ts';
import { UsageError } from './usage-error.ts';

/** Its CommonJS form is one file, and breaks lines between words. */
const yargs: typeof Yargs = createRequire(import.meta.url)('yargs');

/**
 * The command line tool without its process.
 * @param argv the words after the program's name
 * @returns the exit code
 */
export async function main(argv: readonly string[], process: ProcessStreams): Promise<ExitCode> {
  const streams = { ...process, texts: await textsFor() };
  try {
    return await dispatch(argv, streams);
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      await complain(streams, `ccm-preflight: ${thrown.message}`);
      return EXIT_CODES.usage;
    }
    if (thrown instanceof SiteError) {
      await complain(streams, thrown.message);
      return EXIT_CODES.usage;
    }
    if (thrown instanceof OutputError) {
      await complain(streams, thrown.message && `ccm-preflight: ${thrown.message}`);
      return EXIT_CODES.failed;
    }
    if (thrown instanceof LoadError) {
      await complain(streams, `ccm-preflight: ${thrown.message}`);
      return EXIT_CODES.failed;
    }
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    await complain(streams, `ccm-preflight: a fault of this tool: ${detail}`);
    return EXIT_CODES.failed;
  }
}

async function dispatch(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  let chosen: Command | null = null;
  let parsed: ParsedArguments = {};
  const parser = yargs([])
    .scriptName(TOOL.name)
    .locale('en')
    .usage(
      '$0 <command>\n\nWhich ways of installing the Configuration Manager client work in this network, which break, and why.',
    )
    .version(TOOL.version)
    .help()
    .wrap(Math.min(100, widthOf(streams.stdout)))
    .strict()
    .demandCommand(1, 'name a command: check, plan, explain, merge, init or lab')
    .parserConfiguration({ 'camel-case-expansion': false, 'parse-positional-numbers': false })
    .exitProcess(false)
    .fail(false);
  for (const { usage, describe, load } of COMMANDS) {
    parser.command(
      usage,
      describe,
      async (builder) => {
        const command = await loadCommand(load);
        chosen = command;
        for (const [name, option] of Object.entries(command.positionals ?? {})) {
          builder.positional(name, option);
        }
        for (const [command_, description] of command.examples) {
          builder.example(command_, description);
        }
        if (command.formats !== undefined) builder.epilogue(listOf(command.formats(streams.texts)));
        return builder.options(command.options);
      },
      (words) => {
        parsed = words;
      },
    );
  }
  const output = await parse(parser, argv);
  // The functions above run inside parse(), which the compiler can't see.
  const command = chosen as Command | null;
  if (output !== '') {
    await print(streams, `${output}\n`);
    return EXIT_CODES.ok;
  }
  if (command === null) throw new UsageError('name a command; see --help');
  checkSwitches(argv, command.options);
  return command.run(parsed, streams);
}

/** The formats with a line each. */
function listOf(formats: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(formats).map(({ length }) => length)) + 2;
  const lines = Object.entries(formats).map(([name, text]) => `  ${name.padEnd(width)}${text}`);
  return ['Formats:', ...lines].join('\n');
}

/** A machine at its limits can't read a file of this tool: no fault of what the user said. */
class LoadError extends Error {
  override readonly name = 'LoadError';
}

/** @throws LoadError */
async function loadCommand(load: () => Promise<Command>): Promise<Command> {
  try {
    return await load();
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new LoadError(`this tool can't be loaded: ${detail}`);
  }
}

/**
 * yargs takes any value of a switch but "true" for a no: `--strict=1` would not be strict.
 * @throws UsageError
 */
function checkSwitches(argv: readonly string[], options: Command['options']): void {
  for (const word of argv) {
    const [, name = '', value = ''] = /^--(?:no-)?([^=]+)=(.*)$/s.exec(word) ?? [];
    if (options[name]?.type === 'boolean' && value !== 'true' && value !== 'false') {
      throw new UsageError(`--${name} is a switch and takes no value, found "${printable(value)}"`);
    }
  }
}

/** @returns what --help or --version print, else nothing */
async function parse(parser: ReturnType<typeof yargs>, argv: readonly string[]): Promise<string> {
  let output = '';
  try {
    await parser.parseAsync([...argv], {}, (_error, _argv, text) => {
      output = text;
    });
  } catch (thrown) {
    if (thrown instanceof LoadError) throw thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new UsageError(`${message}; see --help`);
  }
  return output;
}
