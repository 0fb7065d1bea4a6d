import type { HostSource } from '../catalogue/flow.ts';
import type {
  Communication,
  Method,
  Product,
  Transport,
  Vantage,
} from '../catalogue/vocabulary.ts';
import type { EvidenceFacts } from '../judge/facts.ts';
import type { Verdict } from '../judge/vocabulary.ts';
import type { Outcome } from '../probe/observation.ts';
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

/** The sentences that only the human report uses. */
export interface TableTexts {
  readonly title: (site: {
    readonly product: Product;
    readonly communication: Communication;
    readonly siteCode: string | null;
    readonly from: Vantage;
    /** Both ends, where reports were joined. */
    readonly joined?: readonly Vantage[];
  }) => string;
  readonly headline: (headline: Headline) => string;
  /** Beside a method none of whose flows was looked at: by this end, or in joined reports by either. */
  readonly notLookedAt: Readonly<Record<Ends, string>>;
  /** Beside a client that was being checked when the run was stopped. */
  readonly wasUnderWay: string;
  readonly thisMachine: string;
  readonly noAnswer: string;
  readonly clients: (count: number) => string;
  readonly attempts: (count: number) => string;
  readonly flowsSeen: string;
  /** In joined reports. */
  readonly flowsSeenFromBoth: string;
  readonly why: (methods: readonly Method[], verdict: 'breaks' | 'degraded') => string;
  /** What to ask the firewall's owner for. */
  readonly open: (opening: Opening) => string;
  /** What to mend where something answered, or the name has no address. */
  readonly mend: (title: string, remedy: Remedy) => string;
  readonly instead: string;
  readonly nothingInstead: string;
  /** A line for each method that does not break, with what it needs. */
  readonly alternative: (method: Method, needs: readonly string[], verdict: Verdict) => string;
  readonly warnings: string;
  readonly leftToProve: (from: Vantage) => string;
  readonly leftCommand: (from: Vantage) => string;
  /** What to do with what the command saves. */
  readonly leftMerge: (file: string) => string;
  readonly indirect: Readonly<Record<Ends, string>>;
  readonly summary: string;
  /** Clients that gave no answer, or have no address to ask. */
  readonly noAnswerCount: (count: number) => string;
  readonly incomplete: string;
  /** In a joined report: the machines that should have given one. */
  readonly missing: (names: readonly string[]) => string;
  /** Where a run looked again at what broke. */
  readonly waited: (times: number, seconds: number) => string;
  readonly listFailed: string;
  readonly exitCode: (code: number) => string;
  /** No flow could be looked at from this end. */
  readonly nothingChecked: string;
  /** Where more is told of a requirement. */
  readonly more: (id: string) => string;
  /** What an answer showed, in a few words; empty where there is nothing to say. */
  readonly evidence: (evidence: EvidenceFacts, outcome: Outcome) => string;
}

/** Unmet outcomes that opening a port does not mend. */
export type Remedy =
  'unresolved' | 'silent' | 'wrong-service' | 'wrong-host' | 'unhealthy' | 'certificate';
