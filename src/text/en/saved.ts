import type { RequirementId } from '../../catalogue/flow.ts';
import type { RequirementOutcome, Status } from '../../judge/vocabulary.ts';

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
  /** What a value is, where another one was expected. */
  unknownValue: {
    missing: 'what is missing is not known here',
    list: 'a list is not known here',
    object: 'an object is not known here',
    /** @param text as JSON has it, texts in quotation marks */
    plain: (text: string) => `${text} is not known here`,
  },
  /** @param rule the schema library's name of it, which says `message` in English */
  badValue: (_rule: string, message: string) => message,
  missingRequirement: (id: RequirementId) => `${id} is missing`,
  foreignRequirement: (id: string) => `${id} is no requirement of this run`,
  /** A client's methods are not those of its run. */
  otherMethods: 'its methods are not those of the run',
  /** What the end that a report looks from can't have seen. */
  notSeenFromThere: (id: RequirementId, outcome: RequirementOutcome) =>
    `${id}: ${outcome} can't be seen from the end that looked`,
  /** @param name without what can't be shown, of which there were `left` characters */
  unsafeName: (name: string, left: number) =>
    `"${name}" is how its name looks without ${left} ${left === 1 ? 'character' : 'characters'} that can't be shown`,
  /** A line that names its client twice, and not the same. */
  twoNames: 'it names its client twice',
  /** In the place of a requirement's short name. */
  unknownId: (id: string) => `${id} (not known to this version)`,
  /** Requirements that a newer version saved. */
  newer: (ids: readonly string[]) =>
    `a newer version of this tool saved requirements that this one does not know, and shows by their ids: ${ids.join(', ')}`,
  /** Why a method has its verdict, where this version knows nothing of the requirements. */
  unknownFlows: (ids: readonly string[]) =>
    `Not known to this version, but in the way or not proven by the report: ${ids.join(', ')}.`,
  statusOfOther: (id: RequirementId, outcome: RequirementOutcome, status: Status) =>
    `${id}: ${outcome} is not ${status}`,
  /** @param what one of `differences` */
  difference: (what: string, there: string, here: string) =>
    `${what}: ${there} there, ${here} here`,
  /** What two runs can differ in. */
  differences: {
    vantage: 'vantage (--from)',
    product: 'product',
    communication: 'communication',
    siteCode: 'site code',
    methods: 'methods',
    requirements: 'requirements',
    ports: (id: RequirementId) => `ports of ${id}`,
    necessity: (id: RequirementId) => `necessity of ${id}`,
    known: (id: RequirementId) => `what is known of ${id}`,
    notNamed: (id: RequirementId) => `what is not named for ${id}`,
  },
  /** In the place of a value that is not there. */
  none: 'none',
};
