import type { Communication, Product, Role, Transport, Vantage } from '../catalogue/vocabulary.ts';
import type { Outcome } from '../probe/observation.ts';

/** One end of a rule in a heading: servers by name, clients by how many they are. */
export interface EndOfRule {
  readonly roles: readonly Role[];
  readonly names: readonly string[];
  /** null for a server, and for clients that nobody named. */
  readonly clients: number | null;
}

/** Why nothing is proposed for a client; `unknown`: nothing was sent to it, or sending failed. */
export const LEFT_OUT = ['no-answer', 'no-address', 'interrupted', 'unknown'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** The sentences of what the firewall's owner is handed. */
export interface FirewallTexts {
  readonly title: (site: {
    readonly product: Product;
    readonly communication: Communication;
    readonly siteCode: string | null;
  }) => string;
  /** How the list is to be read. */
  readonly note: Record<'seen' | 'planned', string>;
  readonly sections: Record<'required' | 'helpful', (rules: number) => string>;
  readonly headings: Record<'groups' | 'elsewhere' | 'untold' | 'other' | 'documents', string>;
  readonly labels: Record<'from' | 'to' | 'methods' | 'purpose' | 'seen' | 'source', string>;
  /** A list of addresses that several rules share. */
  readonly group: (letter: string) => string;
  /** `TCP 445`, `ICMP echo request`. */
  readonly protocol: (transport: Transport, ports: readonly (number | string)[]) => string;
  readonly end: (end: EndOfRule) => string;
  /** Several ports of which one is enough. */
  readonly anyOne: string;
  /** Several servers of which one is enough. @param others than that of the rule */
  readonly anyServer: (others: readonly string[]) => string;
  readonly seen: (outcome: Outcome, clients: number) => string;
  /** Where it lies behind an endpoint mapper that is closed. */
  readonly unseen: (clients: number) => string;
  /** Beside rules for what was refused. */
  readonly refused: string;
  readonly nothing: Record<'seen' | 'planned', string>;
  /** Something seen at a flow, at a server or at the clients themselves. */
  readonly remark: (remark: {
    readonly title: string;
    readonly server: string | null;
    readonly outcome: Outcome;
    readonly clients: number;
    readonly names: readonly string[];
  }) => string;
  readonly left: (why: LeftOut, clients: number, names: readonly string[]) => string;
  readonly notLookedAt: (from: Vantage, titles: readonly string[]) => string;
  readonly notNamed: (titles: readonly string[]) => string;
}
