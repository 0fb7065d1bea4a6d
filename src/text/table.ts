import type { HostSource } from '../catalogue/flow.ts';
import type { Method, Transport, Vantage } from '../catalogue/vocabulary.ts';
import type { Verdict } from '../judge/vocabulary.ts';
import type { Ends } from './many.ts';

/** What the first line of a method says. */
export interface Headline {
  readonly method: Method;
  readonly verdict: Verdict;
  readonly here: Verdict;
  readonly from: Vantage;
  readonly ends: Ends;
  /** Titles of flows by what is known of them. */
  readonly broken: readonly string[];
  readonly degraded: readonly string[];
  /** Warnings about this client degrade the method. */
  readonly warned: 'yes' | 'no';
  /** To be proven from the other end. */
  readonly elsewhere: readonly string[];
  /** Could not be proven though this is the right end. */
  readonly unclear: readonly string[];
  /** Nobody said where. */
  readonly unnamed: readonly { readonly title: string; readonly hosts: HostSource | null }[];
  /** Why the method can't apply, or an empty text. */
  readonly explanation: string;
}

/** A flow that is blocked, with its two ends. */
export interface Opening {
  readonly title: string;
  readonly transport: Transport;
  readonly ports: readonly (number | string)[];
  readonly from: Vantage;
  readonly hosts: readonly string[];
  readonly fix: string;
}

/** Unmet outcomes that opening a port does not mend. */
export type Remedy =
  'unresolved' | 'silent' | 'wrong-service' | 'wrong-host' | 'unhealthy' | 'certificate';
