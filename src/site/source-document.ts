/** A property's path in the site file. */
export type Path = readonly (string | number)[];

/** A parsed file that still knows where everything stood. */
export interface SourceDocument {
  /** What messages call it by. */
  readonly name: string;
  readonly value: unknown;
  /** Line and column of a value, or of the nearest thing around it. */
  locate(path: Path, what: 'key' | 'value'): Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mapping of keys, as YAML and JSON parse to. */
export function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A site file is a page or two; anything this large is another file. */
export const MAX_FILE_BYTES = 1_048_576;
