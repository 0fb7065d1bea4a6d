import type { Role } from '../catalogue/vocabulary.ts';

/** A service at one port, and the roles it stands in for. */
export interface HeardService {
  /** `TCP 80`. */
  readonly port: string;
  /** `HTTP`. */
  readonly protocol: string;
  readonly roles: readonly Role[];
}
