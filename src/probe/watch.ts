import type { Begun } from './knock.ts';

/** What an attempt and its run tell each other. */
export interface AttemptWatch {
  /**
   * Whether anything on this host has answered so far. Only then are lost packets resent early: for
   * hosts that are off, that would be most of a run's packets.
   */
  hasAnswered(): boolean;
  /** What was begun for this host before; null if nothing was. */
  readonly begun: Begun | null;
  /** Called when a connection is about to be opened. */
  connecting(): void;
  /** Called with the address of this machine that a connection to another was sent from. */
  sentFrom?(address: string, source: string): void;
  /** The address of this machine to send from; undefined if the system chooses. */
  sourceFor?(address: string): string | undefined;
}

/** For an attempt outside of a run. */
export const ALONE: AttemptWatch = {
  hasAnswered: () => true,
  begun: null,
  connecting: () => {},
};
