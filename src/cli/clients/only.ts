/** What --only narrows a saved report to. */
export const ONLY_WORDS = [
  'ready',
  'doubtful',
  'works',
  'degraded',
  'breaks',
  'unproven',
  'no-answer',
  'error',
] as const;
export type OnlyWord = (typeof ONLY_WORDS)[number];
