/** A property's path in the site file. */
export type Path = readonly (string | number)[];

/** A parsed file that keeps the position of each value. */
export interface SourceDocument {
  /** Its name in messages. */
  readonly name: string;
  readonly value: unknown;
  /** Line and column of a value, or of the nearest group around it. */
  locate(path: Path, what: 'key' | 'value'): Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Whether a value is a mapping, as parsed from YAML or JSON. */
export function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A site file is a page or two, so anything larger is some other file. */
export const MAX_FILE_BYTES = 1_048_576;
