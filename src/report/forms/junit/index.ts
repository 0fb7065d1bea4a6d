import type { ClientEntry, ReportHead, ReportTail } from '../../model/report.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import type { Counting } from '../../../judge/summary.ts';
import type { Page } from '../../told/page.ts';
import { vantagesOf } from '../../model/vantages.ts';
import { headlineText } from '../../told/headline.ts';
import { auditCaseOf } from './audit-case.ts';
import { type Case, caseElement, caseOf } from './case.ts';
import { secondsText } from './seconds.ts';
import { type Element, element, xmlOf } from './xml.ts';
import { exitCodeText } from '../../told/audit.ts';
import { whyIncomplete } from '../../told/course.ts';

/**
 * JUnit's XML for CI servers: a suite a client, a case a method. Valid against both schemas in use:
 * everything that either one requires is there, and `testsuites` has no totals, which one of them
 * forbids and which are not known while clients are still coming.
 */
export function junitReporter(
  head: ReportHead,
  { texts, strict = false, audit = false }: ReporterOptions,
): Reporter {
  const page: Page = { head, texts };
  let suites = 0;
  return {
    opening: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n',
    client(entry) {
      suites += 1;
      return xmlOf(clientSuite(entry, suites - 1, { strict, audit }, page), 2);
    },
    close(tail) {
      return `${tail.run.complete ? '' : xmlOf(runSuite(tail, suites, page), 2)}</testsuites>\n`;
    },
  };
}

function clientSuite(entry: ClientEntry, id: number, counting: Counting, page: Page): Element {
  const cases = [
    ...entry.methods.map((method) => caseOf(method, entry, counting, page)),
    ...(entry.audit ?? []).map((audited) => auditCaseOf(audited, entry, counting, page)),
  ];
  return suite({ name: entry.client, id, cases, out: remarks(entry, page) }, page.head);
}

/** Remarks on cases that pass: one of the schemas allows output only in a suite. */
function remarks(entry: ClientEntry, page: Page): string {
  const { methods, warnings } = entry;
  const { texts } = page;
  // Ready from here is not proven: what is left stands beside it.
  const ready = methods
    .filter(({ verdict, readiness }) => verdict === 'unproven' && readiness === 'ready')
    .map((method) => `${method.method}: ${headlineText(method, entry, page)}`);
  const degraded = methods
    .filter(({ verdict }) => verdict === 'degraded')
    .map(({ method, verdict, explanation }) =>
      `${method}: ${texts.verdicts[verdict]}. ${explanation}`.trim(),
    );
  return [...ready, ...degraded, ...warnings.map(({ message }) => message)]
    .map((line) => `${line}\n`)
    .join('');
}

/** An interrupted run counts as an error, even if nothing that it checked failed. */
function runSuite(tail: ReportTail, id: number, page: Page): Element {
  const { run, summary } = tail;
  const message = whyIncomplete(tail, page.texts) ?? '';
  const stopped: Case = {
    name: 'complete',
    classname: page.head.tool.name,
    seconds: 0,
    result: {
      kind: 'error',
      type: 'incomplete',
      message,
      body: `${exitCodeText(summary, page.texts)}\n${run.finishedAt}\n`,
    },
  };
  return suite({ name: page.head.tool.name, id, cases: [stopped], out: '' }, page.head);
}

interface Suite {
  readonly name: string;
  readonly id: number;
  readonly cases: readonly Case[];
  readonly out: string;
}

function suite({ name, id, cases, out }: Suite, head: ReportHead): Element {
  const count = (kind: Case['result']['kind']): number =>
    cases.filter(({ result }) => result.kind === kind).length;
  const { product, communication, siteCode } = head.site;
  const properties = {
    version: head.tool.version,
    from: vantagesOf(head).join('+'),
    product,
    communication,
    ...(siteCode === null ? {} : { siteCode }),
    ...(head.run.standsFor === undefined ? {} : { standsFor: head.run.standsFor }),
  };
  return element(
    'testsuite',
    {
      name,
      package: head.tool.name,
      id,
      tests: cases.length,
      failures: count('failure'),
      errors: count('error'),
      skipped: count('skipped'),
      time: secondsText(cases.reduce((sum, { seconds }) => sum + seconds, 0)),
      // Without a zone, which one of the schemas forbids; it is UTC.
      timestamp: head.run.startedAt.slice(0, 19),
      hostname: head.run.from === 'client' && head.run.standsFor === undefined ? name : 'localhost',
    },
    [
      element(
        'properties',
        {},
        Object.entries(properties).map(([key, value]) => element('property', { name: key, value })),
      ),
      ...cases.map(caseElement),
      element('system-out', {}, out),
      element('system-err', {}),
    ],
  );
}
