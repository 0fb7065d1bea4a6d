import { fstatSync } from 'node:fs';
import { EXIT_CODES, type ExitCode } from '../judge/exit-codes.ts';
import { FileOutput } from './file-output.ts';
import { loadMain } from './load-main.ts';
import { ProcessEnd } from './process-end.ts';
import type { OutputStream } from './streams.ts';
import type { Supervised } from './supervisor.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Milliseconds after a second Ctrl-C in which a report may be finished, so that none is cut in
 * half.
 */
const MAX_ENDING_MS = 1000;

/** Commands that look names up, whose threads may be busy for longer than the report takes. */
const LOOK_UP: ReadonlySet<string> = new Set(['check', 'discover', 'init', 'lab', 'listen']);

/**
 * Runs the tool in this process: streams, signals and the exit code are its. Everything else is
 * loaded after the signals are listened to: no moment is too early for Ctrl-C.
 */
export async function runProcess(): Promise<void> {
  const interrupt = new AbortController();
  const end = new ProcessEnd();
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    signals += 1;
    const endNow = (): void => end.now(EXIT_CODES.interrupted, signal);
    if (signals === 2) setTimeout(endNow, MAX_ENDING_MS);
    if (signals > 2) endNow();
    interrupt.abort();
    void end.prepare();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  const argv = process.argv.slice(2);
  if (argv.some((word) => LOOK_UP.has(word)) && !(await end.prepare())) {
    // Loaded only if needed: few machines need it, and it loads everything that starts processes.
    const { supervise, supervisionOf } = await import('./supervisor.ts');
    const supervision = supervisionOf(() => interrupt.abort());
    if (supervision === null) {
      if (await isDoneBy(supervise(interrupt.signal), end, interrupt.signal)) return;
    } else {
      // Ctrl-C reaches both processes, and the supervisor passes its own on.
      for (const signal of SIGNALS) process.off(signal, onSignal).on(signal, () => {});
      end.by(supervision.end);
    }
  }
  // A reader that went away is seen by the write that fails; without a listener it would be fatal.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  // glibc would wait half a minute for two name servers that are dead, and nothing can stop it.
  process.env['RES_OPTIONS'] ??= 'timeout:2 attempts:2';
  const stdout = standardOutput();
  const exitCode = await run(argv, stdout, interrupt.signal);
  if (interrupt.signal.aborted) await end.prepare();
  await end.after(exitCode, [stdout, process.stderr]);
}

/**
 * Ends this process as the supervised one ended.
 * @returns whether there was one
 */
async function isDoneBy(
  supervised: Supervised,
  end: ProcessEnd,
  interrupt: AbortSignal,
): Promise<boolean> {
  end.by((exitCode) => {
    supervised.kill();
    process.exit(exitCode);
  });
  const ended = await supervised.ended;
  switch (ended.kind) {
    case 'not begun':
      end.by(null);
      return false;
    case 'exit code':
      process.exit(ended.exitCode);
    case 'signal':
      if (interrupt.aborted) process.exit(EXIT_CODES.interrupted);
      process.removeAllListeners(ended.signal);
      process.kill(process.pid, ended.signal);
      return true;
  }
}

async function run(
  argv: readonly string[],
  stdout: OutputStream,
  interrupt: AbortSignal,
): Promise<ExitCode> {
  try {
    if (argv.length === 0 && process.platform === 'win32') {
      const { isInOwnWindow, stayOpen } = await import('./own-window.ts');
      if (await isInOwnWindow()) {
        const { textsFor } = await import('./language.ts');
        const { window } = (await textsFor(argv, { env: process.env })).help;
        const { env, execPath: executable, stdin } = process;
        return await stayOpen({ executable, env, stdin, stdout, texts: window });
      }
    }
    const main = await loadMain(argv);
    return await main(argv, {
      stdin: process.stdin,
      stdout,
      stderr: process.stderr,
      env: process.env,
      cwd: process.cwd(),
      interrupt,
      isThisComputer: async (name) => (await import('../self/own-name.ts')).isThisComputer(name),
    });
  } catch (thrown) {
    // Only loading fails here, where no text of this tool may be at hand.
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    process.stderr.write(`ccm-preflight: this tool can't be loaded: ${detail}\n`);
    return EXIT_CODES.failed;
  }
}

function standardOutput(): OutputStream {
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
