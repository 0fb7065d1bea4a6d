import type { RequirementId } from '../../catalogue/flow.ts';
import type { RequirementOutcome, Status } from '../../judge/vocabulary.ts';
import type { Difference, SavedValue } from '../saved.ts';

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
  unknownValue: (value: SavedValue) => {
    switch (value.kind) {
      case 'missing':
        return 'what is missing is not known here';
      case 'list':
        return 'a list is not known here';
      case 'object':
        return 'an object is not known here';
      case 'plain':
        return `${value.text} is not known here`;
    }
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
  difference: (what: Difference, there: string, here: string) =>
    `${tellDifference(what)}: ${there} there, ${here} here`,
  /** In the place of a value that is not there. */
  none: 'none',
};

function tellDifference(what: Difference): string {
  switch (what.of) {
    case 'vantage':
      return 'vantage (--from)';
    case 'siteCode':
      return 'site code';
    case 'product':
    case 'communication':
    case 'methods':
    case 'requirements':
      return what.of;
    case 'ports':
    case 'necessity':
      return `${what.of} of ${what.id}`;
    case 'known':
      return `what is known of ${what.id}`;
    case 'notNamed':
      return `what is not named for ${what.id}`;
  }
}
