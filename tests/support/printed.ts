/** How a command ended; `main` and processes tell their exit code by different names. */
interface Ended {
  readonly code?: number | null;
  readonly exitCode?: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Those that come with a report; where an output could not be written (4), it goes there instead. */
const REPORTING_CODES: readonly unknown[] = [0, 1, 3, 4, 130];

/**
 * Standard output of a command that came to its report, to be parsed.
 * @throws where it did not, with its exit code and what it said instead
 */
export function printedBy(ended: Ended): string {
  const code = ended.code ?? ended.exitCode ?? null;
  if (REPORTING_CODES.includes(code) && ended.stdout !== '') return ended.stdout;
  throw new Error(`exit code ${code} and no report: ${ended.stderr || ended.stdout}`);
}
