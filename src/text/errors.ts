import type { Communication, Product } from '../catalogue/vocabulary.ts';

/** What is said of a command line that is refused: what was wrong, and what would be right. */
export interface ErrorTexts {
  /** @param message what the reader of the command line says */
  readonly seeHelp: (message: string) => string;
  readonly nameCommand: string;
  readonly takesNoValue: (option: string, value: string) => string;
  readonly saidTwice: (option: string) => string;
  /** @param max the longest that is allowed, such as `10m` */
  readonly duration: (option: string, text: string, max: string) => string;
  readonly wholeNumber: (option: string, min: number, max: number, found: string) => string;
  readonly namesNoFile: (option: string) => string;
  readonly needs: (option: string, needed: string) => string;
  readonly belongTogether: (option: string, other: string) => string;

  readonly cantRead: (option: string, name: string, why: string) => string;
  readonly cantWrite: (option: string, name: string, why: string) => string;
  readonly cantOpen: (option: string, name: string, why: string) => string;
  readonly cantMake: (option: string, name: string, why: string) => string;
  readonly cantRemove: (option: string, name: string, why: string) => string;
  /** @param max bytes */
  readonly tooLarge: (option: string, name: string, max: number) => string;
  readonly isThere: (where: string, name: string, remedy: string) => string;
  readonly notKeyValue: (text: string) => string;
  readonly communication: (
    communication: string,
    product: Product,
    allowed: readonly Communication[],
  ) => string;

  /** @param place null for standard output */
  readonly twoFormats: (one: string, other: string, place: string | null) => string;
  readonly formatAndResume: (format: string, place: string) => string;
  readonly unknownFormat: (name: string, allowed: readonly string[]) => string;
  readonly outputWithoutFile: (word: string) => string;

  readonly notAllowed: (variable: string, word: string, allowed: readonly string[]) => string;
  readonly yesOrNo: (variable: string, found: string) => string;
  readonly notOwnAddress: (option: string, word: string) => string;
  readonly notTheKey: string;
  readonly noCertificate: (option: string, file: string) => string;
  readonly noKey: (option: string, file: string) => string;
  readonly noNativeEcho: (why: string) => string;

  readonly waitForPipe: string;
  readonly waitAndResume: string;
  /** The option speaks of clients, and none are named. */
  readonly aboutClients: (option: string) => string;
  /** The option speaks of a list, and none is given. */
  readonly aboutList: (option: string) => string;
  readonly fromClientWithClients: string;
  readonly fromSiteServerWithoutClients: string;
  readonly clientNameFromSiteServer: string;
  readonly clientWithPort: (text: string) => string;
  readonly shard: (text: string, max: number) => string;
  readonly list: ListErrorTexts;
  readonly explain: ExplainErrorTexts;
  readonly lab: LabErrorTexts;
  readonly resume: ResumeErrorTexts;
}

/** What is wrong with a list of clients; file and line stand before it. */
export interface ListErrorTexts {
  readonly standardInput: string;
  readonly empty: (file: string) => string;
  /** @param found the first headings, quoted */
  readonly noSuchColumn: (where: string, column: string, found: string) => string;
  readonly noNameColumn: (found: string) => string;
  readonly notCsv: (why: string) => string;
  readonly openQuote: string;
  readonly longRecord: (max: number) => string;
  readonly csvRule: (rule: string, message: string) => string;
  readonly longLine: (max: number) => string;
  readonly pem: string;
  /** Above all a report of this tool. */
  readonly json: string;
  readonly binary: string;
  readonly more: (count: number) => string;
  readonly leftOut: (problem: string) => string;
  readonly allLeftOut: (count: number) => string;
}

export interface ExplainErrorTexts {
  readonly unusedPort: (port: string) => string;
  readonly unknown: (what: string, allowed: string) => string;
  /** What else than methods can be explained, after their names. */
  readonly others: string;
}

export interface LabErrorTexts {
  readonly siteFileWithCheck: string;
  readonly timeoutWithoutCheck: string;
  readonly standsAlone: (option: string, word: string, found: string) => string;
  readonly fileExists: (file: string) => string;
  readonly notFault: (word: string) => string;
  readonly brokenOtherwise: (other: string) => string;
  readonly icmp: string;
  /** @param because why not, empty where there is nothing to say */
  readonly impossible: (
    fault: string,
    id: string,
    because: string,
    allowed: readonly string[],
  ) => string;
  readonly because: Record<
    'file-server' | 'http' | 'accepted-is-open' | 'client-smb' | 'endpoint-mapper' | 'udp',
    string
  >;
  readonly excluded: (id: string, why: string) => string;
  readonly unknown: (id: string, known: readonly string[]) => string;
}

export interface ResumeErrorTexts {
  readonly otherRun: (name: string, difference: string) => string;
}
