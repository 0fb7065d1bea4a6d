export const HTML = {
  heading: 'Will the client install?',
  needsScript:
    'This page draws its tables with a script that is part of this file. Nothing is loaded from elsewhere: allow scripts for this file to read the report.',
  startedAt: 'Started',
  took: 'Took',
  seconds: '{n} s',
  minutes: '{n} min',
  clients: 'Clients',
  /** Separates list items. */
  comma: ', ',
  noAnswer: 'No answer',
  noAddress: 'No address',
  complete: 'Run',
  completeYes: 'complete',
  completeNo: 'incomplete',
  /** The file has no end, because the run was stopped while writing it. */
  torn: 'This file has no end: the run was stopped while it was written. What was found until then is shown.',
  resumed: 'From an earlier run',
  /** Above the verdict of each method. */
  methods: 'Verdict by method',
  /** What this end alone can say. */
  here: 'from here: {verdict}',
  /** Beside it: the verdict, or numbers of verdicts, with what other ends have to prove. */
  whole: 'over every flow: {verdict}',
  /** In the legend, of a small sign beside another. */
  small: 'beside it, small: over every flow',
  /** None of the method's flows was checked. */
  nothingLooked: 'not looked at from here',
  instead: 'Instead',
  causes: 'What is in the way',
  noCauses: 'Nothing that was seen from here is in the way.',
  /** Button that unfolds an obstacle's subnets and what to do. */
  whereAndWhat: 'Where, and what to ask for',
  showClients: 'Show these clients',
  warnings: 'Worth knowing',
  /** Heading of what was found of flows that are expected to be closed. */
  audit: 'Expected to be closed',
  /** Heading of what a client tells of itself. */
  self: 'What this computer tells of itself (no proof)',
  /** Heading of where a client is. */
  location: 'Location',
  /** Unfolds the locations beyond the most blocked ones. */
  moreLocations: '{n} more locations',
  matrix: 'Clients and requirements',
  matrixHint:
    'Open a client for evidence and advice. Up and Down, Page Up and Page Down, Home and End move between clients.',
  search: 'Name or address',
  searchHint: 'pc01, 10.3.…',
  method: 'Method',
  anyMethod: 'Any method',
  verdict: 'Verdict',
  anyVerdict: 'Any verdict',
  requirement: 'Requirement',
  anyRequirement: 'Any requirement',
  outcome: 'Cause',
  anyOutcome: 'Any cause',
  subnet: 'Subnet',
  anySubnet: 'Any subnet',
  unknownSubnet: 'not known',
  reset: 'Clear filters',
  /** Buttons beside the number of clients that are shown. */
  copyNames: 'Copy names',
  saveNames: 'Save names',
  copied: 'Copied',
  /** The browser has no clipboard for this page. */
  notCopied: 'No clipboard here: save',
  shown: '{shown} of {all} clients',
  nothingShown: 'No client matches these filters.',
  filters: 'Filters',
  filtersInUse: 'Filters in use',
  legendVerdicts: 'Verdicts',
  legendOutcomes: 'Requirements',
  /** Some of several servers do not answer. */
  partly: 'open, but not on every server',
  absent: 'not needed',
  client: 'Client',
  sortBy: 'Sort by {column}',
  allColumns: 'Show every requirement',
  details: 'Details of {client}',
  close: 'Close',
  previous: 'Previous client',
  next: 'Next client',
  whatToDo: 'What to do',
  nothingToDo: 'Nothing that was seen from here has to be mended.',
  flowsSeen: 'What was seen',
  notLookedAt: 'Not looked at from here',
  purpose: 'What for',
  symptom: 'Without it',
  fix: 'What to open',
  reason: 'Needed because',
  source: 'Source',
  neededBy: 'Needed by',
  port: 'Port',
  fromTo: 'Way',
  about: 'About this requirement',
  evidence: 'Evidence',
  address: 'Address',
  interrupted: 'Interrupted while this client was under way: it proves nothing.',
  /** Button beside the command to run at the other end. */
  copy: 'Copy',
  printed: 'The first {shown} of {all} clients are printed: filter to print others.',
  /** The sentences before are true of these clients as well. */
  likewise: 'Likewise: {clients}',
  printedDetails: 'Details of clients where a method breaks',
  footer: 'Written by {tool}. Nothing in this page is loaded from, or sent to, anywhere.',
};

export const JOINED_HTML = {
  here: 'over the flows that were looked at: {verdict}',
  nothingLooked: 'not looked at',
  noCauses: 'Nothing that was seen is in the way.',
  nothingToDo: 'Nothing that was seen has to be mended.',
  notLookedAt: 'Not looked at',
};
