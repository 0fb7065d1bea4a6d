import type { Difference, SavedTexts } from '../saved.ts';

export const SAVED: SavedTexts = {
  longLine: (max) => `longer than ${max} characters`,
  afterSummary: 'nothing stands after the summary',
  secondRun: 'a second run begins in this file',
  runFirst: 'the line of the run has to come first',
  notJsonLine: 'not a line of JSON',
  notJsonDocument: 'not a JSON document',
  notReadable: 'not readable',
  noReport: 'no report of this tool',
  empty: 'the file is empty',
  twice: (client) => `${client} is there a second time`,
  stoppedAtFirst: 'the run was stopped before its first line was written',
  changed: 'the file was changed while it was read',
  tooLarge: (megabytes) =>
    `a JSON document of over ${megabytes} MB can't be read as a whole: save large reports as lines, with -o ndjson=FILE`,
  unknownValue: (value) => {
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
  badValue: (_rule, message) => message,
  missingRequirement: (id) => `${id} is missing`,
  foreignRequirement: (id) => `${id} is no requirement of this run`,
  otherMethods: 'its methods are not those of the run',
  notSeenFromThere: (id, outcome) => `${id}: ${outcome} can't be seen from the end that looked`,
  unsafeName: (name, left) =>
    `"${name}" is how its name looks without ${left} ${left === 1 ? 'character' : 'characters'} that can't be shown`,
  twoNames: 'it names its client twice',
  unknownId: (id) => `${id} (not known to this version)`,
  newer: (ids) =>
    `a newer version of this tool saved requirements that this one does not know, and shows by their ids: ${ids.join(', ')}`,
  unknownFlows: (ids) =>
    `Not known to this version, but in the way or not proven by the report: ${ids.join(', ')}.`,
  statusOfOther: (id, outcome, status) => `${id}: ${outcome} is not ${status}`,
  difference: (what, there, here) => `${tellDifference(what)}: ${there} there, ${here} here`,
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
