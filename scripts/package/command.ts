import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program. @returns what it printed @throws where it fails, with what it said */
export async function run(
  [program = '', ...words]: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, words, {
    ...options,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return stdout;
}
