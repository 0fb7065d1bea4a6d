import type { EchoSender } from './icmp/sender.ts';
import type { AttemptWatch } from './watch.ts';

/** What every probe is given besides its check and the address. */
export interface ProbeContext {
  /** Milliseconds for the answer to a connect, an echo request or a datagram. */
  readonly timeoutMs: number;
  /**
   * Milliseconds that a web server may take for an answer, once connected; left out, it has as long
   * as any other server.
   */
  readonly responseTimeoutMs?: number;
  /** Aborts when the run is interrupted. */
  readonly signal: AbortSignal;
  /** This machine's wall clock, milliseconds since 1970. */
  readonly now: () => number;
  readonly tls: TlsMaterial;
  /** Addresses of this machine to send from, one of a family; else the system chooses. */
  readonly sources?: readonly string[];
  /** Sends the run's echo requests; left out, or null, where the ping program does. */
  readonly echo?: EchoSender | null;
  /** What the attempt shares with the run; left out for a probe that runs alone. */
  readonly watch?: AttemptWatch;
}

/** PEM texts that the user gave. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}
