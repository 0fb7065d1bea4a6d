import type { RequirementId } from '../catalogue/flow.ts';
import type { DiagnosedLog, LastWord, Nature, Step } from '../diagnose/model.ts';

/** What a kind of trouble means, and what to look at. */
export interface NatureText {
  readonly what: string;
  readonly check: string;
}

/** Counts of a whole diagnosis. */
export interface DiagnosisCounts {
  readonly computers: number;
  readonly lastWords: Record<LastWord, number>;
}

/** The sentences of `diagnose`. */
export interface DiagnoseTexts {
  readonly steps: Record<Step, string>;
  readonly natures: Record<Nature, NatureText>;
  /** By the log, for success means another thing in each. */
  readonly lastWords: Record<DiagnosedLog, Record<LastWord, string>>;
  readonly labels: Record<
    | 'title'
    | 'computer'
    | 'lastWord'
    | 'error'
    | 'pointsTo'
    | 'attempts'
    | 'meaning'
    | 'check'
    | 'before'
    | 'line'
    | 'run'
    | 'runThere'
    | 'logs'
    | 'unknown'
    | 'noNetwork',
    string
  >;
  /** A computer whose log does not name it: `the computer of logs/pc001/ccmsetup.log`. */
  readonly computerOf: (file: string) => string;
  readonly counts: (counts: DiagnosisCounts) => string;
  /** @param since as the user said it; @param last the logs' last time */
  readonly nothingSince: (since: string, last: string | null) => string;
  /** `3 of 4 attempts failed, first 2026-…, last 2026-…`. */
  readonly attempts: (told: {
    readonly failures: number;
    readonly attempts: number;
    readonly first: string | null;
    readonly last: string | null;
  }) => string;
  /** `5 times, 2026-… to 2026-…`. */
  readonly times: (count: number, first: string | null, last: string | null) => string;
  /** What a check would find: `expect filtered or silent`. */
  readonly expect: (ids: readonly RequirementId[], outcomes: readonly string[]) => string;
  readonly more: (count: number) => string;
  readonly moreNames: (count: number) => string;
  readonly unknown: (count: number, shown: number) => string;
  readonly log: (records: number, first: string | null, last: string | null) => string;
  readonly computersOf: (count: number) => string;
  /** How far the reading is, in bytes. */
  readonly reading: (done: number, total: number) => string;
  readonly formats: Record<DiagnosisFormat, string>;
  readonly errors: DiagnoseErrorTexts;
}

export const DIAGNOSIS_FORMATS = ['table', 'json', 'markdown'] as const;
export type DiagnosisFormat = (typeof DIAGNOSIS_FORMATS)[number];

/** What is said of logs that are refused. */
export interface DiagnoseErrorTexts {
  /** A file without a record. */
  readonly noLog: (name: string) => string;
  readonly emptyFolder: (name: string) => string;
  /** No file has a name of that pattern. */
  readonly noMatch: (pattern: string) => string;
  readonly cantRead: (name: string, why: string) => string;
  readonly since: (text: string) => string;
  readonly unknownComputer: (names: string) => string;
  /** @param max how many are kept */
  readonly tooManyComputers: (max: number) => string;
  /** The same of a log that is a list of clients. */
  readonly tooManyToList: (max: number) => string;
  readonly interrupted: string;
  /** A list of clients that is a log in which no push failed. */
  readonly nobodyFailed: string;
  /** A list of clients that is a log of something else. */
  readonly noPush: string;
}
