/** What one attempt and the run around it tell each other. */
export interface AttemptWatch {
  /**
   * Whether anything of this host has answered so far. A lost packet is sent again beside the
   * first only then: hosts that are off would cost a collection most of its packets.
   */
  hasAnswered(): boolean;
  /** A connection is about to be opened. */
  connecting(): void;
}

/** For an attempt that stands alone. */
export const ALONE: AttemptWatch = { hasAnswered: () => true, connecting: () => {} };
