import fs from 'node:fs';
import { PROGRAM_PATH, spawnProgram } from '../tests/real/support/command.ts';

/** The kernel's unit of processor time in /proc, the same on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;
const SAMPLE_MS = 50;

/** One run of a program, from the start of its process to the end of its output. */
export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** The process itself, without its children. */
  readonly processorSeconds: number;
  /** The most memory that it ever held, megabytes. */
  readonly peakMegabytes: number;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly seconds: number;
  readonly megabytes: number;
  /** What `progress` said. */
  readonly progress: number;
}

export interface RunOptions {
  readonly maxSeconds: number;
  /** How it may end for `mustRunTimed`; 0 alone where not said. */
  readonly exitCodes?: readonly number[];
  /** Noted with each sample of memory. */
  readonly progress?: () => number;
}

/** Runs a program to its end and watches its memory. */
async function run(words: readonly string[], options: RunOptions): Promise<Run> {
  const startedAt = performance.now();
  const secondsSince = (): number => (performance.now() - startedAt) / 1000;
  const child = spawnProgram(words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: PROGRAM_PATH, LC_ALL: 'C' },
    timeout: options.maxSeconds * 1000,
    killSignal: 'SIGKILL',
  });
  const texts = [child.stdout, child.stderr].map((stream) => {
    const pieces: Buffer[] = [];
    stream?.on('data', (piece: Buffer) => pieces.push(piece));
    return pieces;
  });
  const samples: Sample[] = [];
  let peak = 0;
  let processor = 0;
  const sample = (): void => {
    const memory = memoryOf(child.pid);
    if (memory === null) return;
    peak = Math.max(peak, memory.peak);
    processor = processorSeconds(child.pid);
    const progress = options.progress?.() ?? 0;
    samples.push({ seconds: secondsSince(), megabytes: memory.now, progress });
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [stdout = '', stderr = ''] = texts.map((text) => Buffer.concat(text).toString('utf8'));
    return {
      exitCode,
      stdout,
      stderr,
      seconds: secondsSince(),
      processorSeconds: processor,
      peakMegabytes: peak,
      samples,
    };
  } finally {
    clearInterval(sampling);
  }
}

/** The same, for a program that must not fail. */
export async function mustRunTimed(words: readonly string[], options: RunOptions): Promise<Run> {
  const result = await run(words, options);
  const { exitCodes = [0] } = options;
  if (!exitCodes.some((code) => code === result.exitCode)) {
    throw new Error(`${words.join(' ')} ended with ${result.exitCode}: ${result.stderr}`);
  }
  return result;
}

interface Memory {
  /** Megabytes. */
  readonly now: number;
  readonly peak: number;
}

/** Null for a process that is gone. */
function memoryOf(pid: number | undefined): Memory | null {
  const status = readProc(pid, 'status');
  const megabytes = (field: string): number =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
  const memory = { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  return Number.isNaN(memory.peak) ? null : memory;
}

/** User and system time of a living process, its threads included; 0 for one that is gone. */
export function processorSeconds(pid: number | undefined): number {
  // The second field, in parentheses, may hold anything.
  const fields = readProc(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_A_SECOND;
}

function readProc(pid: number | undefined, file: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
