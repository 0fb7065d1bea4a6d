import path from 'node:path';
import { printable } from '../base/printable.ts';
import { commandLine, typed } from '../text/command-line.ts';
import { shellOf } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** One `-o FORMAT[=FILE]`; no file, or `-`, is stdout. */
export interface Output<F extends string> {
  readonly format: F;
  readonly file: string | null;
}

/**
 * The outputs that a command line asks for.
 * @throws UsageError for an unknown format, an empty file name, two formats for one place
 */
export function parseOutputs<F extends string>(
  said: unknown,
  formats: readonly F[],
  byDefault: F,
): readonly Output<F>[] {
  const words = said === undefined ? [byDefault] : Array.isArray(said) ? said : [said];
  const outputs = words.map((word) => parseOutput(String(word), formats));
  const places = new Map<string | null, F>();
  for (const { format, file } of outputs) {
    // Two spellings of one place, wherever it is.
    const place = file === null ? null : path.resolve(file);
    const other = places.get(place);
    if (other !== undefined) {
      throw new UsageError(({ errors }) => errors.twoFormats(other, format, file));
    }
    places.set(place, format);
  }
  return outputs;
}

/**
 * The outputs besides a file of --resume, which may also be given as `-o ndjson=FILE`.
 * @throws UsageError where another format goes there
 */
export function outputsBeside<F extends string>(
  resume: string,
  outputs: readonly Output<F>[],
  cwd: string,
): readonly Output<F>[] {
  if (resume === '') throw new UsageError(({ errors }) => errors.namesNoFile('--resume'));
  const isThere = ({ file }: Output<F>): boolean =>
    file !== null && path.resolve(cwd, file) === path.resolve(cwd, resume);
  const other = outputs.find((output) => isThere(output) && output.format !== 'ndjson');
  if (other !== undefined) {
    throw new UsageError(({ errors }) => errors.formatAndResume(other.format, resume));
  }
  return outputs.filter((output) => !isThere(output));
}

function parseOutput<F extends string>(word: string, formats: readonly F[]): Output<F> {
  const at = word.indexOf('=');
  const name = at === -1 ? word : word.slice(0, at);
  const place = at === -1 ? '-' : word.slice(at + 1);
  const file = place === '-' ? null : place;
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    const meant = at === -1 ? formatOfFile(word, formats) : null;
    if (meant !== null) {
      // `csv:out.csv`, with the colon of other tools.
      const named = word.startsWith(`${meant}:`) ? word.slice(meant.length + 1) : word;
      const quoted = commandLine([typed(named, 'FILE')], shellOf());
      throw new UsageError(({ errors }) =>
        errors.fileAsFormat(printable(word), `-o ${meant}=${quoted}`),
      );
    }
    throw new UsageError(({ errors }) => errors.unknownFormat(name, formats));
  }
  if (file === '') throw new UsageError(({ errors }) => errors.outputWithoutFile(word));
  return { format, file };
}

/** Formats by file endings other than the format's own name. */
const ENDINGS: Readonly<Record<string, string>> = {
  txt: 'table',
  log: 'table',
  htm: 'html',
  jsonl: 'ndjson',
  md: 'markdown',
  xml: 'junit',
  prom: 'prometheus',
  ps1: 'firewall-powershell',
};

/** The format that a file's name tells, as `ready.txt` does, or its ending. */
function formatOfFile<F extends string>(name: string, formats: readonly F[]): F | null {
  const { name: stem, ext } = path.parse(name);
  const ending = ext.slice(1).toLowerCase();
  if (ending === '') return null;
  const named = formats.find((known) => known === stem.toLowerCase());
  if (named !== undefined) return named;
  const meant = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : ending;
  return formats.find((known) => known === meant) ?? null;
}
