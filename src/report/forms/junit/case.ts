import type { ClientEntry, MethodEntry, RequirementEntry } from '../../model/report.ts';
import { breaksAsExpected } from '../../../judge/audit.ts';
import type { Counting } from '../../../judge/summary.ts';
import { headlineText } from '../../told/headline.ts';
import { remedyFor, waysOut, tellInsteadOf } from '../../told/impaired.ts';
import { type Page, titleOf } from '../../told/page.ts';
import { secondsText } from './seconds.ts';
import { type Element, element } from './xml.ts';

/** What a CI server shows of one method of one client. */
export interface Case {
  readonly name: string;
  readonly classname: string;
  /** The round trips that were measured for it. */
  readonly seconds: number;
  readonly result:
    | { readonly kind: 'passed' }
    | { readonly kind: 'skipped'; readonly message: string }
    | {
        readonly kind: 'failure' | 'error';
        readonly type: string;
        readonly message: string;
        readonly body: string;
      };
}

/** Ids, not titles: CI servers follow a case by its name, whatever the language. */
export function caseOf(
  method: MethodEntry,
  entry: ClientEntry,
  counting: Counting,
  page: Page,
): Case {
  const own = entry.requirements.filter(({ id }) => id.startsWith(`${method.method}/`));
  const roundTrips = own.flatMap(({ endpoints }) => endpoints.map(({ rttMs }) => rttMs ?? 0));
  return {
    name: method.method,
    classname: classOf(entry, page),
    seconds: roundTrips.reduce((sum, rttMs) => sum + rttMs, 0) / 1000,
    result:
      entry.interrupted === true
        ? { kind: 'skipped', message: page.texts.table.wasUnderWay }
        : resultOf(method, entry, counting, page),
  };
}

/** Jenkins reads everything before the last dot as a package, and host names have dots. */
export function classOf({ client }: ClientEntry, { head }: Page): string {
  return `${head.tool.name}.${client.replaceAll('.', '_')}`;
}

function resultOf(
  method: MethodEntry,
  entry: ClientEntry,
  { strict, audit }: Counting,
  page: Page,
): Case['result'] {
  if (audit && breaksAsExpected(method, page.head)) {
    return { kind: 'skipped', message: method.explanation };
  }
  if (method.verdict === 'breaks') return failure(method, method.brokenBy, entry, page);
  switch (method.readiness) {
    case 'ready':
      return { kind: 'passed' };
    case 'doubtful':
      return { kind: 'skipped', message: headlineText(method, entry, page) };
    case 'not-ready':
      // What the exit code of --strict counts: what the other end has to prove fails nowhere here.
      return strict && method.here === 'unproven'
        ? failure(method, method.unproven, entry, page)
        : { kind: 'skipped', message: method.explanation };
  }
}

function failure(
  method: MethodEntry,
  ids: readonly RequirementEntry['id'][],
  entry: ClientEntry,
  page: Page,
): Case['result'] {
  const guilty = entry.requirements.filter(({ id }) => ids.includes(id));
  return {
    kind: 'failure',
    type: guilty.map(typeOf).join(', '),
    message: method.explanation,
    body: bodyOf(method, guilty, entry, page),
  };
}

/** `client-push/smb: filtered`, `client-push/mp-http: wrong-service (not-http)`. */
function typeOf({ id, outcome, endpoints }: RequirementEntry): string {
  const cause = endpoints.find((endpoint) => endpoint.outcome === outcome)?.cause;
  return `${id}: ${outcome}${cause === undefined ? '' : ` (${cause})`}`;
}

/** The sentence, what it leads to, what to open or mend, and what may be done instead. */
function bodyOf(
  method: MethodEntry,
  guilty: readonly RequirementEntry[],
  entry: ClientEntry,
  page: Page,
): string {
  const { catalogue } = page.head;
  // The catalogue describes the symptom of a blocked flow; it does not fit where something
  // answered. A user's row need not describe one.
  const symptoms = guilty
    .filter((requirement) => requirement.status === 'unmet' && remedyFor(requirement) === null)
    .flatMap(({ id }) => {
      const symptom = catalogue[id]?.symptom ?? '';
      return symptom === '' ? [] : [`${titleOf(id, page)}: ${symptom}`];
    });
  const broken = method.verdict === 'breaks';
  const lines = [
    method.explanation,
    ...symptoms,
    ...(broken ? [...waysOut(method, entry, page), ...instead(method, entry, page)] : []),
    ...guilty.slice(0, 1).map(({ id }) => page.texts.table.more(id)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function instead(method: MethodEntry, entry: ClientEntry, page: Page): readonly string[] {
  const told = tellInsteadOf(method, entry, page);
  return told === null ? [] : [told.said, ...told.others.map((other) => `- ${other}`)];
}

export function caseElement({ name, classname, seconds, result }: Case): Element {
  const attributes = { name, classname, time: secondsText(seconds) };
  switch (result.kind) {
    case 'passed':
      return element('testcase', attributes);
    case 'skipped':
      return element('testcase', attributes, [element('skipped', { message: result.message })]);
    case 'failure':
    case 'error': {
      const { kind, type, message, body } = result;
      return element('testcase', attributes, [element(kind, { type, message }, body)]);
    }
  }
}
