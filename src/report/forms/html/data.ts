import type { HTML } from '../../../text/en/html.ts';
import type { Method, Necessity } from '../../../catalogue/vocabulary.ts';
import type { Status, Verdict } from '../../../judge/vocabulary.ts';
import type { Language } from '../../../text/language.ts';

// What stands in the page's data blocks: shared by the reporter, which writes it, and the page's own
// script, which reads it. Short forms, because there may be 175,000 clients.

/** The first block: what is the same for every client. */
export interface PageHead {
  readonly language: Language;
  readonly texts: typeof HTML;
  readonly tool: string;
  /** Product, communication, site, vantage. */
  readonly title: string;
  readonly startedAt: string;
  readonly methods: readonly PageMethod[];
  readonly requirements: readonly PageRequirement[];
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly necessities: Readonly<Record<Necessity, string>>;
  /** What this end alone can say of a client, where it is more than a verdict's word. */
  readonly fromHere: Readonly<Record<'ready' | 'doubtful', string>>;
  readonly outcomes: readonly PageOutcome[];
}

export interface PageMethod {
  readonly method: Method;
  readonly title: string;
  /** Why it can't be used in this site, null where it can. */
  readonly notApplicable: string | null;
}

export interface PageRequirement {
  readonly id: string;
  /** Requirements of several methods that are the same flow. */
  readonly flow: string;
  /** Index among the methods. */
  readonly method: number;
  readonly title: string;
  readonly necessity: Necessity;
  readonly necessityText: string;
  readonly way: string;
  readonly port: string;
  readonly reason: string;
  readonly purpose: string;
  readonly symptom: string;
  readonly fix: string;
  readonly source: string;
}

/** What a cell of the matrix may show. */
export interface PageOutcome {
  readonly letter: string;
  readonly status: Status;
  readonly text: string;
}

/** A number of the dictionary, or the text itself. */
export type Ref = number | string;

/** `1` answers, `0` does not, `a` has no address, `u` is unknown, `i` was interrupted. */
export type AnsweredLetter = '1' | '0' | 'a' | 'u' | 'i';

/**
 * The first half of a client's line, read at once. Verdicts have a digit a method (place in
 * `VERDICTS`), outcomes a letter a requirement. The last are entries that are new in the dictionary:
 * a client defines what it is the second one to say.
 */
export type IndexLine = readonly [
  name: string,
  address: string,
  subnet: string,
  answer: AnsweredLetter,
  verdicts: string,
  here: string,
  outcomes: string,
  defined: readonly string[],
];

/** The second half, read when somebody opens the client. */
export type DetailLine = readonly [
  /** The sentence of each method, empty where it works. */
  explanations: readonly Ref[],
  /** What may be done instead of each method that breaks. */
  alternatives: readonly (readonly Ref[])[],
  waysOut: readonly Ref[],
  seen: readonly SeenLine[],
  warnings: readonly Ref[],
  /** The client's facts about itself, if it reported any. */
  self?: readonly Ref[],
  /** What was found of flows that are expected to be closed, where some are. */
  audit?: readonly Ref[],
  /** Where the client is, in a site with boundary groups. */
  location?: readonly Ref[],
];

/** What was seen of one flow: the requirements that it serves, and its endpoints. */
export type SeenLine = readonly [
  requirements: readonly number[],
  endpoints: readonly EndpointLine[],
];

export type EndpointLine = readonly [
  letter: string,
  where: Ref,
  address: Ref,
  said: Ref,
  rttMs: number | null,
  /** Names and values by turns. */
  evidence: readonly Ref[],
];

/** Stands for the client's own name, and for its address, in a text of many clients. */
export const NAME_MARK = '\u0001';
export const ADDRESS_MARK = '\u0002';

/** The last block. */
export interface PageTail {
  readonly finishedAt: string;
  readonly complete: boolean;
  /** Why it is not complete, and what the run comes to. */
  readonly ending: readonly string[];
  readonly noAnswer: number;
  readonly noAddress: number;
  readonly resumed: number | null;
  /** Counts the clients that were under way when the run was stopped. */
  readonly underWay: string | null;
  readonly absent: readonly PageAbsent[];
  readonly causes: readonly PageCause[];
  /** null if all clients are at one location, or the site names none. */
  readonly locations: PageLocations | null;
  readonly instead: readonly { readonly title: string; readonly others: readonly string[] }[];
  readonly warnings: readonly string[];
  /** Flows that are expected to be closed; none where nothing is. */
  readonly audit: readonly string[];
  readonly indirect: PageIndirect | null;
  readonly left: readonly PageLeft[];
  readonly nothingLooked: string | null;
}

export interface PageAbsent {
  readonly answer: AnsweredLetter;
  readonly title: string;
  readonly places: readonly string[];
  readonly wayOut: string | null;
}

/** One obstacle that many clients may share. */
export interface PageCause {
  readonly flow: string;
  readonly letter: string;
  readonly effect: 'breaks' | 'degraded' | 'unproven';
  readonly title: string;
  readonly effects: string;
  readonly places: readonly string[];
  readonly wayOut: string | null;
}

/** How it stands at each location, the most blocked first. */
export interface PageLocations {
  readonly title: string;
  readonly rows: readonly {
    readonly standing: 'breaks' | 'degraded' | 'unproven' | 'not-applicable' | 'works';
    readonly title: string;
    /** A sentence a method. */
    readonly methods: readonly string[];
    readonly inTheWay: readonly string[];
  }[];
}

export interface PageIndirect {
  readonly title: string;
  readonly rows: readonly {
    readonly letter: string;
    readonly titles: string;
    readonly where: string;
    readonly address: string;
  }[];
}

export interface PageLeft {
  readonly title: string;
  readonly flows: string;
  readonly hint: string;
  readonly command: string;
  readonly merge: string;
}
