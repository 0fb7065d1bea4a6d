import type { ReadLog } from '../../../diagnose/diagnosis.ts';
import type { ComputerDiagnosis, LastWord, UnknownError } from '../../../diagnose/model.ts';
import type { ExitCode } from '../../../judge/exit-codes.ts';
import type { Shell } from '../../../text/command-line.ts';

export const DIAGNOSIS_SCHEMA = 'ccm-preflight/diagnosis/1';

/** All that a diagnosis says, in any format. */
export interface DiagnosisReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly logs: readonly ReadLog[];
  /** There may be a hundred thousand: they are made one by one. */
  readonly computers: () => Iterable<ComputerDiagnosis>;
  readonly unknown: { readonly count: number; readonly first: readonly UnknownError[] };
  readonly lastWords: Record<LastWord, number>;
  readonly exitCode: ExitCode;
  /** Minutes to UTC of logs that tell no offset. */
  readonly bias: number;
  /** What commands are quoted for. */
  readonly shell: Shell;
  /** From when on, as the user said it; null for all. */
  readonly since: string | null;
}

export function countOf({ lastWords }: DiagnosisReport): number {
  return Object.values(lastWords).reduce((sum, count) => sum + count, 0);
}
