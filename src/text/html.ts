/** What the page of `html` says besides what is told in every report. `{…}` stands for a value. */
export interface HtmlTexts {
  readonly heading: string;
  readonly needsScript: string;
  readonly startedAt: string;
  readonly took: string;
  readonly seconds: string;
  readonly minutes: string;
  readonly clients: string;
  /** Between things side by side. */
  readonly comma: string;
  readonly noAnswer: string;
  readonly noAddress: string;
  readonly complete: string;
  readonly completeYes: string;
  readonly completeNo: string;
  /** The file has no end: whoever wrote it was stopped. */
  readonly torn: string;
  readonly resumed: string;
  /** Above the verdict of each method. */
  readonly methods: string;
  readonly here: string;
  /** In a list of verdicts: of a method of whose flows none was looked at. */
  readonly notLooked: string;
  /** The same alone. */
  readonly nothingLooked: string;
  readonly instead: string;
  readonly causes: string;
  readonly noCauses: string;
  /** Opens the subnets of an obstacle, and what to open or to mend. */
  readonly whereAndWhat: string;
  readonly showClients: string;
  readonly warnings: string;
  /** Heading of what a client tells of itself. */
  readonly self: string;
  readonly matrix: string;
  readonly matrixHint: string;
  readonly search: string;
  readonly searchHint: string;
  readonly method: string;
  readonly anyMethod: string;
  readonly verdict: string;
  readonly anyVerdict: string;
  readonly requirement: string;
  readonly anyRequirement: string;
  readonly outcome: string;
  readonly anyOutcome: string;
  readonly subnet: string;
  readonly anySubnet: string;
  readonly unknownSubnet: string;
  readonly reset: string;
  readonly shown: string;
  readonly nothingShown: string;
  readonly filters: string;
  readonly filtersInUse: string;
  readonly legendVerdicts: string;
  readonly legendOutcomes: string;
  /** Some of several servers do not answer. */
  readonly partly: string;
  readonly absent: string;
  readonly client: string;
  readonly sortBy: string;
  readonly allColumns: string;
  readonly details: string;
  readonly close: string;
  readonly previous: string;
  readonly next: string;
  readonly whatToDo: string;
  readonly nothingToDo: string;
  readonly flowsSeen: string;
  readonly notLookedAt: string;
  readonly purpose: string;
  readonly symptom: string;
  readonly fix: string;
  readonly reason: string;
  readonly source: string;
  readonly neededBy: string;
  readonly port: string;
  readonly fromTo: string;
  readonly about: string;
  readonly evidence: string;
  readonly address: string;
  readonly interrupted: string;
  /** Above what the other end has to prove. */
  readonly copy: string;
  readonly printed: string;
  readonly printedDetails: string;
  readonly footer: string;
}

/** What joined reports say otherwise: they have no `here`. */
export type JoinedHtmlTexts = Pick<
  HtmlTexts,
  'here' | 'nothingLooked' | 'noCauses' | 'nothingToDo' | 'notLookedAt'
>;
