import { type Observation, REACHED } from '../probe/observation.ts';

/** What all probes of one address know of it together. */
export class HostLife {
  #answered = false;
  #tell: () => void = () => {};
  /** Resolves at the first answer, on whatever port; maybe never. */
  readonly firstAnswer: Promise<void> = new Promise((resolve) => {
    this.#tell = resolve;
  });

  get hasAnswered(): boolean {
    return this.#answered;
  }

  note(observation: Observation): void {
    if (this.#answered || !isAnswer(observation)) return;
    this.#answered = true;
    this.#tell();
  }
}

/** A router's "unreachable" is one too: it may say of each port something else, and at once. */
function isAnswer({ outcome, reached }: Observation): boolean {
  return (
    outcome === 'refused' ||
    outcome === 'unreachable' ||
    REACHED.indexOf(reached) >= REACHED.indexOf('connected')
  );
}
