import { main } from './main.ts';
import { EXIT_CODES } from '../judge/summary.ts';

/** Runs the tool in this process: streams, signals and the exit code are its. */
export async function runProcess(): Promise<void> {
  const interrupt = new AbortController();
  const onSignal = (): void => {
    // Whoever asks twice does not want to wait for the report.
    if (interrupt.signal.aborted) process.exit(EXIT_CODES.interrupted);
    interrupt.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // A reader that went away is seen by the write that fails; without a listener it would be fatal.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  const exitCode = await main(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    interrupt: interrupt.signal,
  });
  // Not exitCode alone: a name look-up that hangs in the resolver would keep the process.
  process.exit(exitCode);
}
