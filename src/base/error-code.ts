/** The error code of anything thrown; `instanceof Error` fails for Node's own errors under jest. */
export function codeOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null) {
    if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
    if ('name' in thrown && typeof thrown.name === 'string') return thrown.name;
  }
  return 'UNKNOWN';
}

const FILE_SHORTAGES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE']);

/** Whether the process, or the whole machine, may open no more files: no fault of the file's. */
export function isFileShortage(thrown: unknown): boolean {
  return FILE_SHORTAGES.has(codeOf(thrown));
}
