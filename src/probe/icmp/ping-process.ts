import { type ChildProcess, spawn } from 'node:child_process';
import { codeOf } from '../../base/error-code.ts';
import type { Deadline } from '../deadline.ts';
import { NetworkFailure } from '../failure.ts';
import type { PingCommand } from './ping-command.ts';
import type { PingOutput } from './ping-output.ts';

/** How ping is started; tests bring their own. */
export interface PingMachine {
  readonly platform: NodeJS.Platform;
  /** Starts a program without a shell, standard output and error piped. */
  readonly start: (
    program: string,
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
  ) => ChildProcess;
}

/**
 * A ping program without a reply buffers its output, if that goes to a pipe, until it is asked to
 * end. It is asked at this share of the deadline; the rest is for reading what it prints.
 */
const LISTENING_SHARE = 0.9;

/**
 * On a busy machine the deadline may pass before the program prints anything. Only for its output
 * is there this much more time.
 */
const LAST_WORDS_MS = 500;

export const THIS_PING_MACHINE: PingMachine = {
  platform: process.platform,
  start: (program, args, env) =>
    spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env, windowsHide: true }),
};

/**
 * Why the program's output is no longer read; the program has ended or was killed in every case.
 */
export type PingEnd = 'reply' | 'exited' | 'deadline';

/**
 * Runs one ping command until its first reply, its own end or the deadline.
 * @throws NetworkFailure `error` where the program cannot be started, or prints what no ping does
 */
export function runPing(
  machine: PingMachine,
  command: PingCommand,
  output: PingOutput,
  deadline: Deadline,
): Promise<PingEnd> {
  return new Promise((resolve, reject) => {
    if (deadline.reason !== null) {
      resolve('deadline');
      return;
    }
    // LC_ALL outranks LANG. A copy, so that this process keeps its own language.
    const environment = { ...process.env, LC_ALL: 'C', LANG: 'C' };
    let child: ChildProcess;
    try {
      child = machine.start(command.program, command.args, environment);
    } catch (thrown) {
      reject(startFailure(thrown));
      return;
    }
    let asked = false;
    const askToEnd = (): void => {
      // Windows has no such signal: Node would end the program at once.
      if (machine.platform === 'win32') return;
      asked = true;
      child.kill('SIGINT');
    };
    const listening = setTimeout(askToEnd, deadline.remainingMs() * LISTENING_SHARE);
    let lastWords: NodeJS.Timeout | undefined;
    const settle = (finish: () => void): void => {
      clearTimeout(listening);
      clearTimeout(lastWords);
      deadline.offEnd(onDeadline);
      child.kill('SIGKILL');
      // A child of the child may hold the pipes open.
      child.stdout?.destroy();
      child.stderr?.destroy();
      child.unref();
      finish();
    };
    const finishLate = (): void => settle(() => resolve('deadline'));
    const onDeadline = (): void => {
      if (asked && !output.hasBegun && deadline.reason === 'deadline') {
        lastWords = setTimeout(finishLate, LAST_WORDS_MS);
      } else {
        finishLate();
      }
    };
    const take = (feed: () => void): void => {
      try {
        feed();
        if (output.reply !== null) settle(() => resolve('reply'));
      } catch (thrown) {
        settle(() => reject(thrown instanceof NetworkFailure ? thrown : startFailure(thrown)));
      }
    };
    deadline.onEnd(onDeadline);
    child.on('error', (error) => settle(() => reject(startFailure(error))));
    for (const [stream, source] of [
      [child.stdout, 'output'],
      [child.stderr, 'errors'],
    ] as const) {
      // The console may use another code page, but ASCII is what decides.
      stream?.setEncoding('utf8');
      stream?.on('error', () => {});
      stream?.on('data', (text: string) => take(() => output.feed(text, source)));
    }
    child.once('close', () => {
      take(() => output.finish());
      settle(() => resolve(asked ? 'deadline' : 'exited'));
    });
  });
}

/** Our codes for the system's error codes of a failed start. */
const START_CODES: Readonly<Record<string, string>> = { EACCES: 'EPERM', ENOENT: 'PING_MISSING' };

function startFailure(thrown: unknown): NetworkFailure {
  const code = codeOf(thrown);
  return new NetworkFailure('error', START_CODES[code] ?? code);
}
