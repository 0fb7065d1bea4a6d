import type { Begun } from './knock.ts';

/** What an attempt and its run let each other know. */
export interface AttemptWatch {
  /**
   * Whether anything of this host has answered so far. Only then are lost packets sent again early:
   * for hosts that are off, that would be most of a run's packets.
   */
  hasAnswered(): boolean;
  /** What was begun for this host before; null where nothing was. */
  readonly begun: Begun | null;
  /** A connection is about to be opened. */
  connecting(): void;
  /** The address of this machine that a connection to another was sent from. */
  sentFrom?(address: string, source: string): void;
  /** The address of this machine to send from; undefined where the system chooses. */
  sourceFor?(address: string): string | undefined;
}

/** For an attempt outside of a run. */
export const ALONE: AttemptWatch = {
  hasAnswered: () => true,
  begun: null,
  connecting: () => {},
};
