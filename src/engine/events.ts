import type { FlowName } from '../catalogue/flow.ts';
import type { Outcome } from '../probe/observation.ts';

/** A flow that a run is waiting for, and its endpoint. */
export interface Awaited {
  readonly flow: FlowName;
  readonly host: string;
  readonly port: number | null;
  readonly outcome: Outcome;
}

/** Progress of a run, for displays. */
export type RunEvent =
  | { readonly type: 'checks-planned'; readonly count: number }
  | { readonly type: 'check-done'; readonly host: string; readonly outcome: Outcome }
  | { readonly type: 'client-done'; readonly client: string }
  /** A pause begins. The flow `next` and `others` more are not met yet, at this many clients. */
  | {
      readonly type: 'waiting';
      readonly clients: number;
      readonly next: Awaited;
      readonly others: number;
      /** Milliseconds until the run stops waiting. */
      readonly leftMs: number;
    };

export type RunListener = (event: RunEvent) => void;
