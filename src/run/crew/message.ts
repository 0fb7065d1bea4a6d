import type { Vantage } from '../../catalogue/vocabulary.ts';
import type { Rate } from '../../engine/pace.ts';
import type { Plan } from '../../plan/plan.ts';
import type { TlsMaterial } from '../../probe/context.ts';
import type { IcmpWay } from '../../probe/icmp/sender.ts';
import type { ClientLook, PendingLook } from '../client.ts';
import type { Patience } from '../wait/awaited.ts';

/** What a thread needs to look at clients: data that can be copied to it. */
export interface Assignment {
  readonly plan: Plan;
  readonly from: Vantage;
  readonly proxyVariable: string | null;
  readonly patience: Patience | null;
  /** Milliseconds for one attempt. */
  readonly timeoutMs: number;
  readonly responseTimeoutMs: number;
  readonly retries: number;
  /** Probes at once, connections a second and threads of the whole crew. */
  readonly concurrency: number;
  readonly rate: Rate;
  readonly threads: number;
  readonly icmp: IcmpWay;
  readonly sources: readonly string[];
  readonly tls: TlsMaterial;
}

/** A message to a thread; the first one is `begin`. */
export type ThreadOrder =
  | { readonly type: 'begin'; readonly assignment: Assignment }
  | { readonly type: 'look'; readonly client: string; readonly before: PendingLook | null }
  | { readonly type: 'interrupt' }
  /** The thread closes its sockets and ends itself. */
  | { readonly type: 'end' };

/** A message from a thread; results come in the order of completion. */
export type ThreadMessage =
  | { readonly type: 'looked'; readonly client: string; readonly look: ClientLook }
  | { readonly type: 'sleep'; readonly client: string; readonly isAsleep: boolean };
