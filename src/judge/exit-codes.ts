/** What each code means stands in docs/contract.md, section 7. */
export const EXIT_CODES = {
  ok: 0,
  breaks: 1,
  usage: 2,
  unproven: 3,
  failed: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];
