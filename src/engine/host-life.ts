import { type Observation, REACHED } from '../probe/observation.ts';

/** Whether anything at one address has answered any probe. */
export class HostLife {
  #answered = false;
  #quickestConnectMs = Infinity;
  #resolve: () => void = () => {};
  /** Resolves at the first answer from any port; may never resolve. */
  readonly firstAnswer: Promise<void> = new Promise((resolve) => {
    this.#resolve = resolve;
  });

  get hasAnswered(): boolean {
    return this.#answered;
  }

  /** The shortest round trip of any connection; Infinity before the first one. */
  get quickestConnectMs(): number {
    return this.#quickestConnectMs;
  }

  note(observation: Observation): void {
    const { rttMs, evidence } = observation;
    if (rttMs !== null && evidence.kind !== 'icmp') {
      this.#quickestConnectMs = Math.min(this.#quickestConnectMs, rttMs);
    }
    if (this.#answered || !isAnswer(observation)) return;
    this.#answered = true;
    this.#resolve();
  }
}

/** A router's "unreachable" counts too: routers answer at once, and differently for each port. */
function isAnswer({ outcome, reached }: Observation): boolean {
  return (
    outcome === 'refused' ||
    outcome === 'unreachable' ||
    REACHED.indexOf(reached) >= REACHED.indexOf('connected')
  );
}
