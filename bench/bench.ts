import fs from 'node:fs';
import path from 'node:path';
import type { Place } from './place.ts';

/** What every row of the table is measured with. */
export interface Bench {
  readonly place: Place;
  /** The built command. */
  readonly tool: string;
  readonly rounds: number;
  /** What the numbers of clients are divided by, for a quick look: 1, or more. */
  readonly divisor: number;
  /** Whether the other programs run too; for work on the tool alone they need not. */
  readonly isCompared: boolean;
  /** Says what is being done. */
  readonly say: (text: string) => void;
}

/** One line of the table. */
export interface Row {
  readonly measure: string;
  readonly unit: string;
  /** One figure a round. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** The tool that `theirs` is. */
  readonly against: string;
  readonly goal: string;
  /** Null where it could not be told, without the others. */
  readonly reached: boolean | null;
  /** What else was seen: the answers that were counted, who used the processor. */
  readonly notes: readonly string[];
}

export type Measure = (bench: Bench) => Promise<readonly Row[]>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** Writes a list of hosts, one a line. @returns the file's path */
export function listFile({ place }: Bench, name: string, hosts: readonly string[]): string {
  const file = path.join(place.folder, name);
  fs.writeFileSync(file, `${hosts.join('\n')}\n`);
  return file;
}

export function scaled({ divisor }: Bench, count: number): number {
  return Math.ceil(count / divisor);
}

/** Goals about many clients are not reached with fewer. */
export function judged({ divisor }: Bench, reached: boolean): boolean | null {
  return divisor === 1 ? reached : null;
}
