/** Computers of the embedded lab. */
export type LabComputerName =
  | 'client'
  | 'management-point'
  | 'distribution-point'
  | 'software-update-point'
  | 'server-locator-point'
  | 'fallback-status-point'
  | 'source-server'
  | 'setup-share'
  | 'package-share';

/** What is said beside the results. */
export interface NoteTexts {
  /** @param instead what goes to standard output for want of the file */
  readonly cantWrite: (name: string, why: string, instead: 'report' | 'rest' | null) => string;
  readonly cantWriteStdout: (why: string) => string;
  readonly cantLoad: (why: string) => string;
  /** @param why what the system says */
  readonly tooFewFiles: (why: string) => string;
  readonly ownFault: (detail: string) => string;
  /** @param command what to run next */
  readonly siteWritten: (name: string, command: string) => string;
  /** @param why `absent`: there is no such file */
  readonly newRun: (name: string, why: 'absent' | 'empty') => string;
  readonly goesOn: (name: string, saved: SavedSoFar) => string;
  readonly lab: LabTexts;
}

/** What a stopped run left in its file. */
export interface SavedSoFar {
  readonly clients: number;
  readonly interrupted: number;
  readonly tornBytes: number;
}

/** What a lab says of itself. */
export interface LabTexts {
  readonly computers: Record<LabComputerName, string>;
  readonly title: string;
  readonly broken: (fault: string) => string;
  readonly brokenOnPurpose: string;
  readonly siteFile: (file: string) => string;
  readonly ca: (file: string) => string;
  readonly toTry: string;
  readonly toStop: string;
  /** The head of its site file; a line each. */
  readonly fileHead: readonly string[];
  readonly intro: (broken: readonly string[]) => string;
  readonly onSiteServer: string;
  readonly onClient: string;
  readonly promises: string;
  /** @param found null where nothing was looked at */
  readonly difference: (id: string, expected: string, found: string | null) => string;
  readonly allMet: (open: number) => string;
  readonly found: (broken: readonly string[], open: number) => string;
  readonly dependsOnMapper: string;
  readonly notPinged: (id: string, codes: string) => string;
  readonly lookYourself: string;
  readonly noPorts: (first: number, last: number) => string;
  readonly nameElsewhere: (name: string, addresses: readonly string[]) => string;
  /** @param command what adds them on macOS */
  readonly addressesMissing: (addresses: readonly string[], command: string) => string;
}
