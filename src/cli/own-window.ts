import { spawn } from 'node:child_process';
import path from 'node:path';
import { EXIT_CODES, type ExitCode } from '../judge/exit-codes.ts';
import { returnedInteger, loadKoffi } from '../probe/icmp/koffi.ts';
import type { Texts } from '../text/texts.ts';
import { type OutputStream, type Streams, write } from './streams.ts';

/** What a double click gives a program: its own place, and a window that closes with it. */
export interface OwnWindow {
  /** The executable's whole name. */
  readonly executable: string;
  readonly env: Streams['env'];
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: OutputStream;
  readonly texts: Texts['help']['window'];
  /** Runs a program in this window. Resolves when it has ended; null where it was not begun. */
  readonly run?: (program: Program) => Promise<number | null>;
}

export interface Program {
  readonly file: string;
  /** As cmd.exe reads it. */
  readonly commandLine: string;
  readonly env: NodeJS.ProcessEnv;
}

/** File names, as a browser or a person may call a copy, without characters that cmd.exe gives a meaning. */
const PLAIN_NAME = /^[\w .()+-]+$/u;

/**
 * Whether this process alone is in its console window, which is so where it was started by a double
 * click: from a prompt, the shell is there too. False where it can't be asked.
 */
export async function isInOwnWindow(
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  if (platform !== 'win32') return false;
  try {
    const kernel = (await loadKoffi()).load('kernel32.dll');
    const list = kernel.func(
      'uint32_t __stdcall GetConsoleProcessList(_Out_ uint32_t *list, uint32_t count)',
    );
    const ids = new Uint32Array(2);
    return returnedInteger(list(ids, ids.length)) === 1;
  } catch {
    // The package is optional; then the window closes, as windows of command line programs do.
    return false;
  }
}

/**
 * Says what this program is and what to type, and gives the window to a command prompt that knows
 * the tool by its name. Where no prompt may be started, the window stays until a key is pressed.
 */
export async function stayOpen(window: OwnWindow): Promise<ExitCode> {
  const { executable, env, stdin, stdout, texts, run = runHere } = window;
  const name = path.win32.basename(executable);
  const isPlain = PLAIN_NAME.test(name);
  await write(stdout, `${texts.whatToType(isPlain ? 'ccm-preflight' : `"${name}"`)}\n`);
  const begun = await run({
    file: path.win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'cmd.exe'),
    commandLine: isPlain ? `/K doskey ccm-preflight="${name}" $*` : '/K',
    // Last, so that nothing else in a folder of downloads is started in another program's place.
    env: { ...env, PATH: `${env['PATH'] ?? ''};${path.win32.dirname(executable)}` },
  });
  if (begun === null) {
    await write(stdout, `${texts.closeByEnter}\n`);
    await anyInput(stdin);
  }
  return EXIT_CODES.ok;
}

async function runHere({ file, commandLine, env }: Program): Promise<number | null> {
  // Ctrl-C in this window is the prompt's.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {});
  }
  const child = spawn(file, [commandLine], {
    env,
    stdio: 'inherit',
    windowsVerbatimArguments: true,
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code ?? 0));
  });
}

async function anyInput(stdin: NodeJS.ReadableStream): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const event of ['data', 'end', 'error']) stdin.once(event, () => resolve());
    stdin.resume();
  });
}
