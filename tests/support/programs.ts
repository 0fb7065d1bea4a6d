import { execFileSync } from 'node:child_process';
import type { describe } from '@jest/globals';
import { describeUnless } from './skip.ts';

/** Debian's programs that judge what we write, and the packages that have them. */
const PACKAGES = { xmllint: 'libxml2-utils', promtool: 'prometheus' } as const;
type Program = keyof typeof PACKAGES;

/**
 * `describe` for tests that need a program. Where it is missing they are skipped, with the reason on
 * standard output; with CCM_PREFLIGHT_REQUIRE_REAL=1 that is a failure.
 */
export function describeWith(program: Program): typeof describe.skip {
  try {
    execFileSync(program, ['--version'], { stdio: 'pipe' });
    return describeUnless(null);
  } catch {
    const message = `${program} is not installed (Debian's package ${PACKAGES[program]})`;
    return describeUnless(message, 'CCM_PREFLIGHT_REQUIRE_REAL');
  }
}

/**
 * What a program says of a text that it reads from its standard input.
 * @throws where it finds fault with it
 */
export function runOn(text: string, program: Program, ...words: readonly string[]): string {
  return execFileSync(program, words, {
    input: text,
    stdio: 'pipe',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}
