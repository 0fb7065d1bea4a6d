import type { RequirementId } from '../../catalogue/flow.ts';
import type { RequirementOutcome, Status } from '../../judge/vocabulary.ts';

/** What one of two runs says, and how that run is called. */
export interface SaidOf {
  readonly value: string;
  readonly of: string;
}

export const SAVED = {
  longLine: (max: number) => `longer than ${max} characters`,
  afterSummary: 'nothing stands after the summary',
  secondRun: 'a second run begins in this file',
  runFirst: 'the line of the run has to come first',
  notJsonLine: 'not a line of JSON',
  notJsonDocument: 'not a JSON document',
  notReadable: 'not readable',
  noReport: 'no report of this tool',
  empty: 'the file is empty',
  twice: (client: string) => `${client} is there a second time`,
  stoppedAtFirst: 'the run was stopped before its first line was written',
  changed: 'the file was changed while it was read',
  tooLarge: (megabytes: number) =>
    `a JSON document of over ${megabytes} MB can't be read as a whole: save large reports as lines, with -o ndjson=FILE`,
  /** Kinds of values that are not allowed where they stand. */
  unknownValue: {
    missing: 'what is missing is not known here',
    list: 'a list is not known here',
    object: 'an object is not known here',
    /** @param text in JSON notation */
    plain: (text: string) => `${text} is not known here`,
  },
  /** @param rule the schema library's name for the rule; `message` is its English */
  badValue: (_rule: string, message: string) => message,
  missingRequirement: (id: RequirementId) => `${id} is missing`,
  foreignRequirement: (id: string) => `${id} is no requirement of this run`,
  /** A client's methods differ from those of its run. */
  otherMethods: 'its methods are not those of the run',
  /** An outcome that can't be seen from the end that made the report. */
  notSeenFromThere: (id: RequirementId, outcome: RequirementOutcome) =>
    `${id}: ${outcome} can't be seen from the end that looked`,
  /** @param name without its `left` characters that can't be shown */
  unsafeName: (name: string, left: number) =>
    `"${name}" is how its name looks without ${left} ${left === 1 ? 'character' : 'characters'} that can't be shown`,
  /** A line that names its client twice, with different names. */
  twoNames: 'it names its client twice',
  /** Replaces a requirement's title. */
  unknownId: (id: string) => `${id} (not known to this version)`,
  /** The report holds requirements that only a newer version knows. */
  newer: (ids: readonly string[]) =>
    `a newer version of this tool saved requirements that this one does not know, and shows by their ids: ${ids.join(', ')}`,
  /** Explains a verdict that comes from requirements which this version does not know. */
  unknownFlows: (ids: readonly string[]) =>
    `Not known to this version, but in the way or not proven by the report: ${ids.join(', ')}.`,
  statusOfOther: (id: RequirementId, outcome: RequirementOutcome, status: Status) =>
    `${id}: ${outcome} is not ${status}`,
  /** @param what one of `differences` */
  difference: (what: string, one: SaidOf, other: SaidOf) =>
    `${what}: ${one.value} in ${one.of}, ${other.value} in ${other.of}`,
  /** What two runs can differ in. */
  differences: {
    vantage: 'vantage (--from)',
    standsFor: 'client that another computer stands in for (--client-name)',
    product: 'product',
    communication: 'communication',
    siteCode: 'site code',
    methods: 'methods',
    requirements: 'requirements',
    ports: (id: RequirementId) => `ports of ${id}`,
    necessity: (id: RequirementId) => `necessity of ${id}`,
    known: (id: RequirementId) => `what is known of ${id}`,
    ends: (id: RequirementId) => `ends of ${id}`,
    notNamed: (id: RequirementId) => `what is not named for ${id}`,
    expect: (id: RequirementId) => `what is expected of ${id}`,
  },
  /** Replaces a missing value. */
  none: 'none',
};
