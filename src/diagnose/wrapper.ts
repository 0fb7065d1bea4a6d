import type { FoundCode } from './model.ts';

/** Codes that only say that something else failed: whatever stands beside them says more. */
const WRAPPERS: ReadonlySet<string> = new Set([
  '0x80004005',
  '0x8000FFFF',
  '0x87D00215',
  '0x87D00231',
  '0x87D0027E',
  '0x87D00455',
]);

export function isWrapper(hex: string): boolean {
  return WRAPPERS.has(hex);
}

/** Whether a code is missing, or says less than what stands beside it. */
export function isVague(code: FoundCode | null): boolean {
  return code === null || isWrapper(code.hex);
}
