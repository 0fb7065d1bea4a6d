import { type ChildProcess, spawn } from 'node:child_process';
import { isSea } from 'node:sea';

// For a process that can't end itself while its threads are busy. The supervisor has no such
// threads: it starts the process, passes every interrupt on, and kills it when it has reported its
// exit code.

/** In the environment of a supervised process: the supervisor's process id. */
const VARIABLE = 'CCM_PREFLIGHT_SUPERVISOR';
const INTERRUPT = 'interrupt';

/** How a supervised process ended. */
export type SupervisedEnd =
  /** This machine lets no process be started. */
  | { readonly kind: 'not begun' }
  | { readonly kind: 'exit code'; readonly exitCode: number }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals };

export interface Supervised {
  readonly ended: Promise<SupervisedEnd>;
  /** Ends it at once. */
  kill(): void;
}

/** Starts this same command line once more, with this process' own streams. */
export function supervise(interrupt: AbortSignal): Supervised {
  const child = startAgain();
  if (child === null) return { ended: Promise.resolve({ kind: 'not begun' }), kill: () => {} };
  const kill = (): void => void child.kill('SIGKILL');
  const handOn = (): void => tell(child, INTERRUPT);
  if (interrupt.aborted) handOn();
  interrupt.addEventListener('abort', handOn, { once: true });
  const ended = new Promise<SupervisedEnd>((resolve) => {
    let said: number | null = null;
    child.on('message', (message) => {
      if (typeof message !== 'number') return;
      said = message;
      kill();
    });
    // Also emitted for a process that can't be killed or reached, which has not ended yet then.
    child.on('error', () => {
      if (child.pid === undefined) resolve({ kind: 'not begun' });
    });
    child.once('exit', (exitCode, signal) => {
      if (said !== null) resolve({ kind: 'exit code', exitCode: said });
      else if (signal !== null) resolve({ kind: 'signal', signal });
      else resolve({ kind: 'exit code', exitCode: exitCode ?? 0 });
    });
  });
  return { ended, kill };
}

function startAgain(): ChildProcess | null {
  const program = isSea() ? [] : [...process.execArgv, process.argv[1] ?? ''];
  try {
    return spawn(process.execPath, [...program, ...process.argv.slice(2)], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, [VARIABLE]: String(process.pid) },
    });
  } catch {
    // Too few open files for the channel.
    return null;
  }
}

function tell(child: ChildProcess, message: string): void {
  // Without a channel it has ended, or never began.
  if (child.connected) child.send(message, () => {});
}

/** A supervised process' side of it. */
export interface Supervision {
  /** Has this process killed, and its supervisor end with the exit code. */
  readonly end: (exitCode: number) => void;
}

/** @returns null where nobody supervises this process */
export function supervisionOf(onInterrupt: () => void): Supervision | null {
  const supervisor = process.env[VARIABLE];
  // No program that this one starts is supervised.
  delete process.env[VARIABLE];
  if (supervisor !== String(process.ppid) || process.send === undefined) return null;
  process.on('message', (message) => {
    if (message === INTERRUPT) onInterrupt();
  });
  // The supervisor was killed, and so is this.
  const follow = (): void => void process.kill(process.pid, 'SIGKILL');
  if (!process.connected) follow();
  process.on('disconnect', follow);
  return {
    end: (exitCode) => void process.send?.(exitCode),
  };
}
