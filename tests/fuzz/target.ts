/** A decoder under fuzz. */
export interface FuzzTarget {
  readonly name: string;
  /** Valid inputs that mutations begin from, at least one. */
  readonly seeds: readonly Buffer[];
  /** Decodes; what it returns is looked through for texts that could steer a terminal. */
  readonly decode: (input: Buffer) => unknown;
  /** Whether this is an error that the decoder's description names. */
  readonly isDocumented: (thrown: unknown) => boolean;
}
