import type { FlowName } from '../catalogue/flow.ts';
import type { Outcome } from '../probe/observation.ts';

/** A flow that a run waits for, and where. */
export interface Awaited {
  readonly flow: FlowName;
  readonly host: string;
  readonly port: number | null;
  readonly outcome: Outcome;
}

/** What happens while a run goes on; progress displays listen. */
export type RunEvent =
  | { readonly type: 'checks-planned'; readonly count: number }
  | { readonly type: 'check-done'; readonly host: string; readonly outcome: Outcome }
  | { readonly type: 'client-done'; readonly client: string }
  /** Before a pause: `next` and `others` more are not as they should be, at so many clients. */
  | {
      readonly type: 'waiting';
      readonly clients: number;
      readonly next: Awaited;
      readonly others: number;
      /** Milliseconds to the end of the waiting. */
      readonly leftMs: number;
    };

export type RunListener = (event: RunEvent) => void;
