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

/** The codes that have another meaning in a run with `--audit`. */
export const AUDITED_CODES = [EXIT_CODES.ok, EXIT_CODES.breaks, EXIT_CODES.unproven] as const;
export type AuditedCode = (typeof AUDITED_CODES)[number];
