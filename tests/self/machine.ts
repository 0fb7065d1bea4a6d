import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Machine, ProgramEnd } from '../../src/self/program.ts';

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'fixtures', 'windows');

export function recorded(name: string): Buffer {
  return readFileSync(path.join(FIXTURES, name));
}

const NOTHING = Buffer.alloc(0);

/** A program that printed what was recorded, and ended with a code. */
export function printed(name: string, exitCode = 0): ProgramEnd {
  return exitCode === 0
    ? { kind: 'ended', exitCode, output: recorded(name), errors: NOTHING }
    : { kind: 'ended', exitCode, output: NOTHING, errors: recorded(name) };
}

export interface FakeMachine extends Machine {
  /** Each program that was run with its words. */
  readonly ran: string[];
}

/** A Windows machine that answers by the words of a command line. */
export function windows(
  answers: Readonly<Record<string, ProgramEnd>>,
  otherwise: ProgramEnd = { kind: 'failed', code: 'ENOENT' },
): FakeMachine {
  const ran: string[] = [];
  return {
    platform: 'win32',
    env: { SystemRoot: String.raw`D:\Windows` },
    ran,
    run: (program, args) => {
      ran.push([program, ...args].join(' '));
      return Promise.resolve(answers[args.join(' ')] ?? otherwise);
    },
  };
}
