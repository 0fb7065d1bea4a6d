import type { Check } from '../plan/check.ts';
import { type Cause, type Observation, inDoubt } from './observation.ts';

/** What was seen at one address of a check's host; `address` is null if it has none. */
export interface EndpointResult {
  readonly host: string;
  readonly address: string | null;
  readonly port: number | null;
  /** How often the probe was sent. */
  readonly attempts: number;
  /** The address of this machine that it was sent from, where the system tells. */
  readonly source?: string;
  readonly observation: Observation;
}

/** The same endpoint where what was seen proves nothing. */
export function withDoubt(endpoint: EndpointResult, cause: Cause): EndpointResult {
  return { ...endpoint, observation: inDoubt(endpoint.observation, cause) };
}

/** What was seen, by the checks' keys. */
export type CheckResults = ReadonlyMap<string, CheckResult>;

/** All addresses of a check's host. */
export interface CheckResult {
  readonly check: Check;
  readonly endpoints: readonly EndpointResult[];
}
