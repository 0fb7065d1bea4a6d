import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** Servers and their tools live where only the superuser's path leads. */
export const PROGRAM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const MAX_COMMAND_MS = 60_000;
const POLL_MS = 50;

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

interface CommandOptions {
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs a program to its end, which it has to come to within a bound. */
export async function runCommand(
  words: readonly string[],
  { input = '', timeoutMs = MAX_COMMAND_MS, environment }: CommandOptions = {},
): Promise<CommandResult> {
  const startedAt = performance.now();
  const child = spawnProgram(words, {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    env: { PATH: PROGRAM_PATH, LC_ALL: 'C', ...environment },
  });
  const output = [child.stdout, child.stderr].map((stream) => {
    const pieces: Buffer[] = [];
    stream?.on('data', (piece: Buffer) => pieces.push(piece));
    return (): string => Buffer.concat(pieces).toString('utf8');
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr] = output.map((read) => read());
  return {
    exitCode,
    stdout: stdout ?? '',
    stderr: stderr ?? '',
    durationMs: performance.now() - startedAt,
  };
}

/** The same, for a program that must not fail. @returns what it printed */
export async function mustRun(words: readonly string[], options?: CommandOptions): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand(words, options);
  if (exitCode !== 0) {
    throw new Error(`${words.join(' ')} ended with ${exitCode}: ${stderr || stdout}`);
  }
  return stdout;
}

export function spawnProgram(
  [program, ...args]: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  if (program === undefined) throw new TypeError('a program is needed');
  return spawn(program, args, options);
}

/** Asks again and again until the answer is yes. @throws when it never is, with `complaint()` */
export async function until(
  question: () => Promise<boolean>,
  timeoutMs: number,
  complaint: () => string,
): Promise<void> {
  const endsAt = performance.now() + timeoutMs;
  while (!(await question())) {
    if (performance.now() > endsAt) throw new Error(complaint());
    await pause(POLL_MS);
  }
}
