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

/** What a stopped run left in its file. */
export interface SavedSoFar {
  readonly clients: number;
  readonly interrupted: number;
  readonly tornBytes: number;
}
