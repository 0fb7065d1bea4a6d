import { type FlowName, type RequirementId, flowNameOf } from '../../catalogue/flow.ts';
import type { OwnWords } from '../../catalogue/own.ts';
import type { Method, Necessity, Role, Transport, Vantage } from '../../catalogue/vocabulary.ts';
import type { Outcome } from '../../probe/observation.ts';
import type { Remedy } from '../../judge/remedy.ts';
import type { SiteEntry } from '../model/report.ts';

/** Why nothing is proposed for a client; `unknown`: nothing was sent to it, or sending failed. */
export const LEFT_OUT = ['no-answer', 'no-address', 'interrupted', 'unknown'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What is to be opened, and what is not: the same for every form that it is handed over in. */
export interface RuleSet {
  readonly site: SiteEntry;
  /** `seen`: what stood in the way of a run; `planned`: all that the chosen methods need. */
  readonly basis: 'seen' | 'planned';
  /** Required before helpful, then in the catalogue's order. */
  readonly rules: readonly Rule[];
  /** Unmet, but not because of a firewall. */
  readonly elsewhere: readonly Remark[];
  /** Checked, without a clear result. */
  readonly untold: readonly Remark[];
  /** Flows that only the other end can prove, by the end that opens them. */
  readonly notLookedAt: Readonly<Record<Vantage, readonly RequirementId[]>>;
  /** Flows to hosts that the site does not name. */
  readonly notNamed: readonly RequirementId[];
  /** Flows that are expected to be closed: no rule opens them. */
  readonly closed: readonly RequirementId[];
  /** Flows that no probe can prove. */
  readonly byHand: readonly RequirementId[];
  /** What the user says of the flows of the user's own rows. */
  readonly own: OwnRuleWords;
  /** Nothing is proposed for these. */
  readonly left: Record<LeftOut, NamesOf>;
}

/** By the flow's name. */
export type OwnRuleWords = Readonly<Partial<Record<FlowName, OwnWords>>>;

/** One passage from the end that opens the connection. */
export interface Rule {
  readonly necessity: Exclude<Necessity, 'documented'>;
  /** What breaks, or works worse, without it. */
  readonly methods: readonly Method[];
  /** The boundary groups of its clients; none where the site has none, or no address was known. */
  readonly locations: readonly string[];
  readonly from: RuleEnd;
  readonly to: RuleEnd;
  readonly transport: Transport;
  /** Other servers that would do instead, each with a rule of its own. */
  readonly alternatives: readonly string[];
  /** Any one of them is enough; none for ICMP. */
  readonly ports: readonly (number | string)[];
  readonly requirements: readonly RequirementId[];
  /** Rows of the port documents. */
  readonly sources: readonly string[];
  /** How many clients met with what; empty where nothing was looked at. */
  readonly seen: readonly (readonly [ProposingOutcome, number])[];
}

export interface RuleEnd {
  readonly roles: readonly Role[];
  /** Servers by name; clients only where no address of theirs is known. */
  readonly names: readonly string[];
  /** Exactly these; of clients in CIDR blocks. */
  readonly addresses: readonly string[];
  /** How many clients; null for a server, and for clients that nobody named. */
  readonly clients: number | null;
}

/** @param addresses that it sends from; none where they are not known */
export function siteServerEnd(
  { siteServer }: SiteEntry,
  addresses: readonly string[] = [],
): RuleEnd {
  const names = siteServer === undefined ? [] : [siteServer];
  return { roles: ['site-server'], names, addresses, clients: null };
}

/** Outcomes that a firewall explains; a refusal may also come from a host where nothing listens. */
const FIREWALL_OUTCOMES = ['filtered', 'unreachable', 'refused'] as const;
export type FirewallOutcome = (typeof FIREWALL_OUTCOMES)[number];

export function isFirewallOutcome(outcome: Outcome): outcome is FirewallOutcome {
  return FIREWALL_OUTCOMES.some((known) => known === outcome);
}

/**
 * What a rule is proposed for; `inconclusive`: it lies behind an endpoint mapper that is closed.
 */
export const PROPOSING_OUTCOMES = [...FIREWALL_OUTCOMES, 'inconclusive'] as const;
export type ProposingOutcome = (typeof PROPOSING_OUTCOMES)[number];

export interface NamesOf {
  readonly names: readonly string[];
  readonly clients: number;
}

/** Something seen at one flow of some clients. */
export interface Remark extends NamesOf {
  readonly id: RequirementId;
  /** Where the flow goes, null where it goes to the clients. */
  readonly server: string | null;
  readonly outcome: Outcome;
  /** What mends it; null where that is not known. */
  readonly remedy: Remedy | null;
}

/** The words of a user's rows, of all that has some. */
export function ownWordsOf(
  entries: readonly { readonly id: RequirementId; readonly own?: OwnWords }[],
): OwnRuleWords {
  return Object.fromEntries(
    entries.flatMap(({ id, own }) => (own === undefined ? [] : [[flowNameOf(id), own] as const])),
  );
}
