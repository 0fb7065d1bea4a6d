import { wrapText } from '../report/terminal/wrap.ts';
import { type OutputStream, type Streams, wantsColors } from './streams.ts';
import { fitForTerminal } from './output-error.ts';

/** A line on stderr that says how far something is. */
export interface Display {
  /** There is something new to say; `at-once` if it can't wait for the next line of a log. */
  update(when?: 'at-once'): void;
  /** Clears the line for something else to be written. */
  pause(): void;
  resume(): void;
  stop(): void;
}

export interface DisplayOptions {
  readonly quiet: boolean;
  readonly env: Streams['env'];
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

const SILENT: Display = {
  update: () => {},
  pause: () => {},
  resume: () => {},
  stop: () => {},
};

const REDRAW_MS = 100;
const RECORD_MS = 250;
const LINE_MS = 30_000;
/** The spinner, the blank after it, and the last column, where some terminals wrap. */
const BESIDE_TEXT = 3;

/**
 * A line that is redrawn if stderr is a terminal, and otherwise printed from time to time.
 * @param text what is to be said at a moment, in milliseconds
 */
export async function startDisplay(
  stderr: OutputStream,
  options: DisplayOptions,
  text: (at: number) => string,
): Promise<Display> {
  if (options.quiet) return SILENT;
  return isTerminal(stderr) && canSpin(options.env)
    ? startSpinner(stderr, options, text)
    : startLines(stderr, options, text);
}

/**
 * A line for a program: at once, now and then, and at the end.
 * @param record what is to be written at a moment, in milliseconds, without a line end
 */
export function startRecords(
  stderr: OutputStream,
  { quiet, now = () => performance.now() }: DisplayOptions,
  record: (at: number) => string,
): Display {
  if (quiet) return SILENT;
  let writtenAt = -Infinity;
  let stopped = false;
  const write = (at: number): void => {
    writtenAt = at;
    stderr.write(`${record(at)}\n`);
  };
  write(now());
  return {
    ...SILENT,
    update(when) {
      const at = now();
      if (!stopped && (when === 'at-once' || at - writtenAt >= RECORD_MS)) write(at);
    },
    stop() {
      if (!stopped) write(now());
      stopped = true;
    },
  };
}

async function startSpinner(
  stderr: NodeJS.WriteStream,
  { env, now = () => performance.now() }: DisplayOptions,
  text: (at: number) => string,
): Promise<Display> {
  // ora takes a third of the start-up time, and most commands need no spinner.
  const { default: ora } = await import('ora');
  const color = wantsColors(stderr, env, undefined) ? 'cyan' : false;
  const spinner = ora({ stream: stderr, discardStdin: false, color, interval: REDRAW_MS });
  let drawnAt = -Infinity;
  let paused = false;
  let stopped = false;
  const draw = (): void => {
    const at = now();
    if (paused || stopped || at - drawnAt < REDRAW_MS) return;
    drawnAt = at;
    spinner.text = fitForTerminal(firstLine(text(at), stderr.columns - BESIDE_TEXT));
    if (!spinner.isSpinning) spinner.start();
  };
  draw();
  return {
    update: () => draw(),
    pause() {
      paused = true;
      if (spinner.isSpinning) spinner.stop();
    },
    // Where lines come fast the spinner stays away, until there is time to see it.
    resume() {
      paused = false;
      draw();
    },
    stop() {
      stopped = true;
      spinner.stop();
    },
  };
}

/** For a log: nothing of a short run, a line now and then of a long one. */
function startLines(
  stderr: OutputStream,
  { now = () => performance.now() }: DisplayOptions,
  text: (at: number) => string,
): Display {
  let toldAt = now();
  return {
    ...SILENT,
    update(when) {
      const at = now();
      if (when !== 'at-once' && at - toldAt < LINE_MS) return;
      toldAt = at;
      stderr.write(`${fitForTerminal(`ccm-preflight: ${text(at)}`)}\n`);
    },
  };
}

/** What of a text fits on one line, in whole words. */
function firstLine(text: string, width: number): string {
  return wrapText(text, Math.max(1, width))[0] ?? '';
}

/** Where lines can't be cleared ora would write a new one at each step. */
function canSpin(env: Streams['env']): boolean {
  return env['TERM'] !== 'dumb' && env['CI'] === undefined;
}

/** In a terminal without a size, as some runners give, ora would clear lines for ever. */
function isTerminal(output: OutputStream): output is OutputStream & NodeJS.WriteStream {
  return (
    output.isTTY === true &&
    'clearLine' in output &&
    'cursorTo' in output &&
    (output.columns ?? 0) > 0
  );
}
