import { takeCoverage } from 'node:v8';
import { type OutputStream, write } from './streams.ts';
import { loadKoffi } from '../probe/icmp/koffi.ts';

/**
 * How this process ends: with its exit code, and at once. `process.exit()` alone waits for threads
 * that may never come back, so it is for processes that have none, and where nothing else is known.
 */
export class ProcessEnd {
  #way: SystemExit | null = null;
  #preparing: Promise<boolean> | null = null;

  /** @returns whether this process can end by itself whatever its threads are at */
  prepare(): Promise<boolean> {
    this.#preparing ??= loadSystemExit().then((exit) => {
      this.#way ??= exit;
      return exit !== null;
    });
    return this.#preparing;
  }

  /** @param way how somebody else ends this process; null where nobody does */
  by(way: SystemExit | null): void {
    this.#way = way;
  }

  /** Ends when all that was written is out. */
  async after(exitCode: number, outputs: readonly OutputStream[]): Promise<void> {
    // A failed write has already reported what it could not write.
    await Promise.allSettled(outputs.map((output) => write(output, '')));
    if (this.#way === null) process.exit(exitCode);
    endWith(this.#way, exitCode);
  }

  /**
   * Ends whatever is under way, as who asked twice wants.
   * @param signal what asked
   */
  now(exitCode: number, signal: NodeJS.Signals): void {
    if (this.#way !== null) {
      endWith(this.#way, exitCode);
      return;
    }
    // The signal's default action: it waits for no thread, and shells report it as 130 or 143.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
}

function endWith(way: SystemExit, exitCode: number): void {
  // As process.exit() does: listeners restore a terminal's cursor.
  process.emit('exit', exitCode);
  takeCoverage();
  way(exitCode);
}

/** Ends this process with an exit code, whatever its threads are at. Does not return. */
type SystemExit = (exitCode: number) => void;

/**
 * The system's own call that ends a process; null where the optional package for such calls is not
 * there. `process.exit()` joins the threads of libuv's pool first, and a thread that waits in
 * getaddrinfo(), or for a file server that is gone, comes back after minutes or never.
 */
async function loadSystemExit(
  platform: NodeJS.Platform = process.platform,
): Promise<SystemExit | null> {
  try {
    const koffi = await loadKoffi();
    if (platform !== 'win32') {
      const exit = koffi.load(null).func('void _exit(int)');
      return (exitCode) => void exit(exitCode);
    }
    const kernel = koffi.load('kernel32.dll');
    const current = kernel.func('intptr_t __stdcall GetCurrentProcess()');
    // ExitProcess() runs what libraries do at the end, and that may wait for a thread too.
    const terminate = kernel.func('int __stdcall TerminateProcess(intptr_t, uint32_t)');
    return (exitCode) => void terminate(current(), exitCode);
  } catch {
    // A supervising process ends this one instead.
    return null;
  }
}
