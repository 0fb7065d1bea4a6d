/** A running server that simulates one service of a site. */
export interface Simulator {
  readonly address: string;
  readonly port: number;
  /** Stops listening and ends open connections at once; may be called twice. */
  close(): Promise<void>;
}

/** Where a simulator listens: an address literal, and a port, 0 for any free one. */
export interface ListenAt {
  readonly address: string;
  readonly port: number;
  /** Called for each connection, with the remote address. */
  readonly onConnection?: ((from: string) => void) | undefined;
}

export const FAULTS = [
  'refuse',
  'silent',
  'wrong-service',
  'http-500',
  'expired-certificate',
  'wrong-name',
  'gateway-refusal',
  'close',
] as const;
/**
 * A fault of a simulator.
 * - `refuse`: nothing listens
 * - `silent`: accepts, never answers
 * - `wrong-service`: answers as an SSH server
 * - `close`: accepts, then closes at once
 * - `gateway-refusal`: a cloud management gateway tells that the site behind it turns it away
 * - `wrong-name`: gives another computer's name, or has another computer's certificate
 */
export type Fault = (typeof FAULTS)[number];

export const STREAM_FAULTS = ['refuse', 'silent', 'wrong-service', 'close'] as const;
/** The faults that every TCP service can have. */
export type StreamFault = (typeof STREAM_FAULTS)[number];

export function isStreamFault(fault: Fault | undefined): fault is StreamFault {
  return STREAM_FAULTS.some((streamFault) => streamFault === fault);
}
