import type { Role } from '../catalogue/vocabulary.ts';

/** What answers at one port, and for whom. */
export interface HeardService {
  /** `TCP 80`. */
  readonly port: string;
  /** `HTTP`. */
  readonly protocol: string;
  readonly roles: readonly Role[];
}
