import { execFile } from 'node:child_process';
import path from 'node:path';
import { codeOf } from '../base/error-code.ts';

/** The output of a system program, or the error code of why it could not be run. */
export type ProgramEnd =
  | {
      readonly kind: 'ended';
      readonly exitCode: number;
      readonly output: Uint8Array;
      readonly errors: Uint8Array;
    }
  | { readonly kind: 'failed'; readonly code: string };

/** The machine that this tool runs on; tests use another. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Runs a program without a shell.
   * @param program its absolute path
   */
  readonly run: (
    program: string,
    args: readonly string[],
    signal: AbortSignal,
  ) => Promise<ProgramEnd>;
}

const TIMEOUT_MS = 10_000;
/** Enough for thousands of firewall rules, of some hundred bytes each. */
const MAX_OUTPUT_BYTES = 8_388_608;

export const THIS_MACHINE: Machine = {
  platform: process.platform,
  env: process.env,
  run: (program, args, signal) =>
    new Promise((resolve) => {
      const options = {
        encoding: 'buffer',
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_OUTPUT_BYTES,
        windowsHide: true,
        signal,
      } as const;
      try {
        execFile(program, args, options, (error, output, errors) => {
          if (error === null) resolve({ kind: 'ended', exitCode: 0, output, errors });
          else if (typeof error.code === 'number') {
            resolve({ kind: 'ended', exitCode: error.code, output, errors });
          } else resolve({ kind: 'failed', code: error.killed ? 'ETIMEDOUT' : codeOf(error) });
        });
      } catch (thrown) {
        resolve({ kind: 'failed', code: codeOf(thrown) });
      }
    }),
};

/**
 * The absolute path of one of Windows' own programs, so that a program of that name in the working
 * folder or in PATH is never run.
 */
export function systemProgram({ env }: Pick<Machine, 'env'>, name: string): string {
  const said = env['SystemRoot'] ?? env['SYSTEMROOT'] ?? '';
  const root = /^[a-z]:\\/iu.test(said) ? said : String.raw`C:\Windows`;
  return path.win32.join(root, 'System32', name);
}
