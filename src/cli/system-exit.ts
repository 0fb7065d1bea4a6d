import { loadKoffi } from '../probe/icmp/koffi.ts';

/** Ends this process with an exit code, whatever its threads are at. Does not return. */
export type SystemExit = (exitCode: number) => void;

/**
 * The system's own call that ends a process; null where the optional package for such calls is not
 * there. `process.exit()` joins the threads of libuv's pool first, and a thread that waits in
 * getaddrinfo(), or for a file server that is gone, comes back after minutes or never.
 */
export async function loadSystemExit(
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
