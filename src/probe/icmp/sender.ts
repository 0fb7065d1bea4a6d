import net from 'node:net';
import type { Deadline } from '../deadline.ts';
import { type NetworkFailure, networkFailure } from '../failure.ts';
import type { IcmpEvidence } from '../observation.ts';

/** The ways to send echo requests without a program. */
export type NativeWay = Exclude<IcmpEvidence['sender'], 'program'>;

/** What the user wants: the system's own way if there is one, only that, or only the program. */
export const ICMP_WAYS = ['auto', 'native', 'program'] as const;

export type IcmpWay = (typeof ICMP_WAYS)[number];

/** How an echo to one address ended; `detail` is what decided, in the system's terms. */
export type EchoEnd =
  | { readonly kind: 'reply'; readonly way: NativeWay; readonly rttMs: number }
  | {
      readonly kind: 'none';
      readonly way: NativeWay;
      readonly failure: NetworkFailure;
      readonly detail: string | null;
    }
  /** The system refuses this way altogether: nothing is known of the host. */
  | { readonly kind: 'unusable'; readonly code: string };

/** Sends echo requests to many addresses at once. Each run has one, which it closes at its end. */
export interface EchoSender {
  /** Whether an address literal can be reached this way; otherwise each needs a process. */
  serves(address: string): boolean;
  /** Asks an address that is served, until its first reply or the deadline; never rejects. */
  echo(address: string, deadline: Deadline): Promise<EchoEnd>;
  /** Frees the system's sockets or handles; what is still under way only waits for its deadline. */
  close(): void;
}

/** Why this machine can't send echo requests by itself. */
export class EchoUnavailable extends Error {
  override readonly name = 'EchoUnavailable';
  readonly code: string;

  constructor(code: string) {
    super(`echo requests can't be sent without the ping program: ${code}`);
    this.code = code;
  }
}

export type IpFamily = 4 | 6;

/** Null for anything but an address literal. */
export function familyOfAddress(address: string): IpFamily | null {
  const family = net.isIP(address);
  return family === 4 || family === 6 ? family : null;
}

/** What came instead of an echo reply. */
export interface EchoFailure {
  readonly outcome: 'refused' | 'unreachable' | 'error';
  readonly code: string;
}

/** Of several failures the worst counts: a machine that can't send knows nothing about the path. */
const SEVERITY: readonly EchoFailure['outcome'][] = ['refused', 'unreachable', 'error'];

/** The worse of two failures; the first if they are equal. */
export function worseOf<T extends EchoFailure>(known: T | null, told: T): T {
  return known === null || SEVERITY.indexOf(told.outcome) > SEVERITY.indexOf(known.outcome)
    ? told
    : known;
}

/** What a failed system call means, judged as in every other probe. */
export function systemCallFailure(code: string, address: string): EchoFailure {
  const { outcome } = networkFailure(code, address);
  return { outcome: outcome === 'unreachable' ? outcome : 'error', code };
}
