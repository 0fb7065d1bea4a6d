/** What a name may lead to instead of a regular file. */
export type FileKind = 'folder' | 'pipe' | 'device' | 'socket';
/** What can be read there. */
export type ExpectedFile = 'file' | 'file-or-pipe';

/** What is said of files that are read and written. */
export interface FileTexts {
  /** Why it is not read. */
  readonly otherwise: (kind: FileKind, expected: ExpectedFile) => string;
  /** Nobody has a pipe open to write to it. */
  readonly unwritten: string;
  readonly noNewFile: (why: string) => string;
  readonly lock: LockTexts;
  readonly found: FoundFileTexts;
}

export interface LockTexts {
  /** @param option by which the user named the file */
  readonly held: (option: string, holder: string, file: string, lock: string) => string;
  readonly cant: (option: string, file: string, lock: string) => string;
  readonly anotherRun: string;
  readonly anotherProcess: (pid: number) => string;
  readonly otherMachine: string;
}

/** A site file that stands in the working folder, and that nobody named. */
export interface FoundFileTexts {
  readonly taken: (file: string) => string;
  readonly left: Record<'others-may-write' | 'on-network' | 'no-file', (file: string) => string>;
}
