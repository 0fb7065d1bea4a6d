import type { Role } from '../catalogue/vocabulary.ts';

/** One end of a rule in a heading: servers by name, clients by how many they are. */
export interface EndOfRule {
  readonly roles: readonly Role[];
  readonly names: readonly string[];
  /** null for a server, and for clients that nobody named. */
  readonly clients: number | null;
}
