import { type Observation, REACHED } from '../probe/observation.ts';

/** Whether anything at one address has answered any probe. */
export class HostLife {
  #answered = false;
  #resolve: () => void = () => {};
  /** Resolves at the first answer from any port; may never resolve. */
  readonly firstAnswer: Promise<void> = new Promise((resolve) => {
    this.#resolve = resolve;
  });

  get hasAnswered(): boolean {
    return this.#answered;
  }

  note(observation: Observation): void {
    if (this.#answered || !isAnswer(observation)) return;
    this.#answered = true;
    this.#resolve();
  }
}

/**
 * A router's "unreachable" counts too: the router answers at once, and differently for each port.
 */
function isAnswer({ outcome, reached }: Observation): boolean {
  return (
    outcome === 'refused' ||
    outcome === 'unreachable' ||
    REACHED.indexOf(reached) >= REACHED.indexOf('connected')
  );
}
