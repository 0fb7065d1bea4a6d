import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { ProbeContext } from '../../../src/probe/context.ts';
import type { PingMachine } from '../../../src/probe/icmp/ping-process.ts';
import { makeFolder } from '../../support/folder.ts';

export const folder = makeFolder();

/** One start of the fake program. */
export interface Start {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly child: ChildProcess;
}

/** A machine whose ping program is a shell script; later starts take later scripts. */
export function machineWith(
  platform: NodeJS.Platform,
  ...scripts: readonly string[]
): PingMachine & { readonly starts: Start[] } {
  const starts: Start[] = [];
  return {
    platform,
    starts,
    start: (program, args, environment) => {
      const script = scripts[Math.min(starts.length, scripts.length - 1)] ?? '';
      const child = spawn('/bin/sh', ['-c', script], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: environment,
      });
      starts.push({ program, args, environment, child });
      return child;
    },
  };
}

let files = 0;

/** A script line that prints exactly these bytes. */
export function print(bytes: string | Uint8Array, source: 'output' | 'errors' = 'output'): string {
  files += 1;
  const file = path.join(folder, `${files}.txt`);
  fs.writeFileSync(file, bytes);
  return `cat '${file}'${source === 'errors' ? ' >&2' : ''}`;
}

/** A script line that never ends. */
export const HANG = 'exec sleep 60';

export function contextOf(
  timeoutMs: number,
  signal: ProbeContext['signal'] = new AbortController().signal,
): ProbeContext {
  return { timeoutMs, signal, now: Date.now, tls: {} };
}

/** Whether the child's process is gone; waits for its end if it is not yet. */
export async function hasEnded(start: Start | undefined): Promise<boolean> {
  if (start === undefined) return false;
  const { child } = start;
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve) => {
      child.once('exit', resolve);
    });
  }
  return child.exitCode !== null || child.signalCode !== null;
}
