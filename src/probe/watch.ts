/** What an attempt and its run let each other know. */
export interface AttemptWatch {
  /**
   * Whether anything of this host has answered so far. Only then are lost packets sent again early:
   * for hosts that are off, that would be most of a run's packets.
   */
  hasAnswered(): boolean;
  /** A connection is about to be opened. */
  connecting(): void;
}

/** For an attempt outside of a run. */
export const ALONE: AttemptWatch = { hasAnswered: () => true, connecting: () => {} };
