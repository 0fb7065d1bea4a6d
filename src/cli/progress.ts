import type { Listener } from '../engine/events.ts';
import { type Output, type Streams, wantsColors } from './streams.ts';

/** A display of a run's progress: one listener among others. */
export interface Progress {
  readonly listener: Listener;
  /** Clears the line for something else to be written. */
  pause(): void;
  resume(): void;
  stop(): void;
}

const SILENT: Progress = {
  listener: () => {},
  pause: () => {},
  resume: () => {},
  stop: () => {},
};

/** A spinner with counts where stderr is a terminal, else nothing. */
export async function startProgress(
  stderr: Output,
  quiet: boolean,
  env: Streams['env'] = {},
): Promise<Progress> {
  if (quiet || stderr.isTTY !== true || !isTerminal(stderr) || !canSpin(env)) return SILENT;
  // ora takes a third of the start-up time, and most commands need no spinner.
  const { default: ora } = await import('ora');
  const color = wantsColors(stderr, env, undefined) ? 'cyan' : false;
  const spinner = ora({ stream: stderr, discardStdin: false, text: 'checking', color }).start();
  let planned = 0;
  let done = 0;
  let clients = 0;
  return {
    listener(event) {
      switch (event.type) {
        case 'checks-planned':
          planned += event.count;
          break;
        case 'check-done':
          done += 1;
          break;
        case 'client-done':
          clients += 1;
          break;
      }
      spinner.text = `checking: ${done} of ${planned} checks, ${clients} ${clients === 1 ? 'client' : 'clients'} done`;
    },
    pause: () => {
      spinner.stop();
    },
    resume: () => {
      spinner.start();
    },
    stop: () => {
      spinner.stop();
    },
  };
}

/** Where lines can't be cleared ora would write a new one at each step. */
function canSpin(env: Streams['env']): boolean {
  return env['TERM'] !== 'dumb' && env['CI'] === undefined;
}

/** In a terminal without a size, as some runners give, ora would clear lines for ever. */
function isTerminal(output: Output): output is Output & NodeJS.WriteStream {
  return 'clearLine' in output && 'cursorTo' in output && (output.columns ?? 0) > 0;
}
