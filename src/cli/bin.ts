import { fstatSync } from 'node:fs';
import { EXIT_CODES, type ExitCode } from '../judge/summary.ts';
import { FileOutput } from './file-output.ts';
import { loadMain } from './load-main.ts';
import type { Output } from './streams.ts';

/** For whoever asks twice: long enough for a report to be ended, so that nobody reads half of one. */
const MAX_ENDING_MS = 3000;

/**
 * Runs the tool in this process: streams, signals and the exit code are its. Everything else is
 * loaded after the signals are listened to: no moment is too early for Ctrl-C.
 */
export async function runProcess(): Promise<void> {
  const interrupt = new AbortController();
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    if (signals === 2) setTimeout(() => process.exit(EXIT_CODES.interrupted), MAX_ENDING_MS);
    if (signals > 2) process.exit(EXIT_CODES.interrupted);
    interrupt.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // A reader that went away is seen by the write that fails; without a listener it would be fatal.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  // glibc would wait half a minute for two name servers that are dead, and nothing can stop it.
  process.env['RES_OPTIONS'] ??= 'timeout:2 attempts:2';
  const exitCode = await run(interrupt.signal);
  // Not exitCode alone: a name look-up that hangs in the resolver would keep the process.
  process.exit(exitCode);
}

async function run(interrupt: AbortSignal): Promise<ExitCode> {
  try {
    const argv = process.argv.slice(2);
    const main = await loadMain(argv);
    return await main(argv, {
      stdin: process.stdin,
      stdout: standardOutput(),
      stderr: process.stderr,
      env: process.env,
      cwd: process.cwd(),
      interrupt,
    });
  } catch (thrown) {
    // Only loading fails here, where no text of this tool may be at hand.
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    process.stderr.write(`ccm-preflight: this tool can't be loaded: ${detail}\n`);
    return EXIT_CODES.failed;
  }
}

function standardOutput(): Output {
  const { fd } = process.stdout;
  return isFile(fd) ? new FileOutput(fd) : process.stdout;
}

/** Under wine, fstat() knows no open file that was inherited. */
function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile();
  } catch {
    return false;
  }
}
