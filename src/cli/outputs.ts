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
