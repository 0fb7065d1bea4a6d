import type { Outcome } from '../probe/observation.ts';

/** What happens while a run goes on; progress displays listen. */
export type RunEvent =
  | { readonly type: 'checks-planned'; readonly count: number }
  | { readonly type: 'check-done'; readonly host: string; readonly outcome: Outcome }
  | { readonly type: 'client-done'; readonly client: string };

export type Listener = (event: RunEvent) => void;
