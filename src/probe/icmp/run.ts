import { type ChildProcess, spawn } from 'node:child_process';
import type { Deadline } from '../deadline.ts';
import { codeOf } from '../../base/error-code.ts';
import { NetworkFailure } from '../failure.ts';
import type { PingCommand } from './command.ts';
import type { Transcript } from './transcript.ts';

/** The machine that ping runs on; tests bring their own. */
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
 * A ping program without a reply keeps all its output in a buffer while it writes to a pipe, and
 * tells it when it is asked to end: for that it gets the last part of the deadline.
 */
const LISTENING_SHARE = 0.9;

/**
 * On a busy machine that part is over before the program had its turn: what it has yet to tell is
 * waited for this long, and for nothing else.
 */
const LAST_WORDS_MS = 500;

export const THIS_MACHINE: PingMachine = {
  platform: process.platform,
  start: (program, args, env) =>
    spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env, windowsHide: true }),
};

/** How a run of the program ended for us; it is dead or dying in every case. */
export type PingEnd = 'reply' | 'exited' | 'deadline';

/**
 * Runs one ping command until its first reply, its own end or the deadline.
 * @throws NetworkFailure `error` where the program cannot be started, or prints what no ping does
 */
export function runPing(
  machine: PingMachine,
  command: PingCommand,
  transcript: Transcript,
  deadline: Deadline,
): Promise<PingEnd> {
  return new Promise((resolve, reject) => {
    if (deadline.reason !== null) {
      resolve('deadline');
      return;
    }
    // A copy: LC_ALL outranks LANG, and this process keeps its own language.
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
      // Windows knows no such request: it would end the program at once.
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
      if (asked && !transcript.hasBegun && deadline.reason === 'deadline') {
        lastWords = setTimeout(finishLate, LAST_WORDS_MS);
      } else {
        finishLate();
      }
    };
    const take = (feed: () => void): void => {
      try {
        feed();
        if (transcript.reply !== null) settle(() => resolve('reply'));
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
      // Not the console's code page, but its ASCII characters, and those decide.
      stream?.setEncoding('utf8');
      stream?.on('error', () => {});
      stream?.on('data', (text: string) => take(() => transcript.feed(text, source)));
    }
    child.once('close', () => {
      take(() => transcript.finish());
      settle(() => resolve(asked ? 'deadline' : 'exited'));
    });
  });
}

/** What a start's codes mean of a program. */
const START_CODES: Readonly<Record<string, string>> = { EACCES: 'EPERM', ENOENT: 'PING_MISSING' };

function startFailure(thrown: unknown): NetworkFailure {
  const code = codeOf(thrown);
  return new NetworkFailure('error', START_CODES[code] ?? code);
}
