import path from 'node:path';
import { UsageError } from './usage-error.ts';

/** One `-o FORMAT[=FILE]`; no file is stdout. */
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
    const other = places.get(file);
    if (other !== undefined) {
      throw new UsageError(
        `-o: ${other} and ${format} both go to ${file === null ? 'stdout' : `"${file}"`}; give one a file: -o ${format}=FILE`,
      );
    }
    places.set(file, format);
  }
  return outputs;
}

/**
 * The outputs besides a file of --resume, which may be said a second time as `-o ndjson=FILE`.
 * @throws UsageError where another format goes there
 */
export function outputsBeside<F extends string>(
  resume: string,
  outputs: readonly Output<F>[],
  cwd: string,
): readonly Output<F>[] {
  if (resume === '') throw new UsageError('--resume: names no file');
  const isThere = ({ file }: Output<F>): boolean =>
    file !== null && path.resolve(cwd, file) === path.resolve(cwd, resume);
  const other = outputs.find((output) => isThere(output) && output.format !== 'ndjson');
  if (other !== undefined) {
    throw new UsageError(`-o: ${other.format} and --resume both go to "${resume}"`);
  }
  return outputs.filter((output) => !isThere(output));
}

function parseOutput<F extends string>(word: string, formats: readonly F[]): Output<F> {
  const at = word.indexOf('=');
  const name = at === -1 ? word : word.slice(0, at);
  const file = at === -1 ? null : word.slice(at + 1);
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    throw new UsageError(`-o: "${name}" is not a format; allowed: ${formats.join(', ')}`);
  }
  if (file === '') throw new UsageError(`-o: "${word}" names no file`);
  return { format, file };
}
