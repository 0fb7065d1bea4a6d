/** What every probe is given besides its check and the address. */
export interface ProbeContext {
  /** Milliseconds for the whole attempt. */
  readonly timeoutMs: number;
  /** Aborts when the run is interrupted. */
  readonly signal: AbortSignal;
  /** This machine's wall clock, milliseconds since 1970. */
  readonly now: () => number;
  readonly tls: TlsMaterial;
}

/** PEM texts that the user gave. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}
