import { inMethodOrder } from '../../../catalogue/vocabulary.ts';
import { VERDICTS } from '../../../judge/vocabulary.ts';
import type { ClientEntry, ReportHead, ReportTail } from '../../model/report.ts';
import type { Reporter } from '../reporter.ts';
import { vantagesOf } from '../../model/vantages.ts';
import { AuditedFlowCounts, Certificates, LocationCounts, RequirementCounts } from './counts.ts';
import { EachClient } from './each-client.ts';
import { METRICS } from './families.ts';
import { type MetricFamily, type Labels, familyText, sampleLine } from './family.ts';
import { withoutCiCommands } from '../../../base/ci-commands.ts';
import { rewritten } from '../rewritten.ts';

/**
 * Prometheus' text format, for node_exporter's textfile collector. Families may not be mixed, so
 * everything is told at the end.
 */
export function prometheusReporter(head: ReportHead): Reporter {
  const each = new EachClient();
  const counts = new RequirementCounts();
  const audited = new AuditedFlowCounts();
  const certificates = new Certificates();
  const locations = new LocationCounts();
  return rewritten(
    {
      opening: '',
      client(entry: ClientEntry) {
        each.add(entry, head);
        counts.add(entry);
        audited.add(entry);
        certificates.add(entry);
        locations.add(entry);
        return '';
      },
      close(tail) {
        return [
          runText(head, tail),
          summaryText(tail, head),
          counts.text(),
          audited.text(),
          locations.text(),
          familyText(METRICS.perClient, [sampleLine(METRICS.perClient, {}, each.isWhole ? 1 : 0)]),
          certificates.text(),
        ].join('');
      },
      rest: () => each.texts(),
    },
    withoutCiCommands,
  );
}

function one(family: MetricFamily, value: number, labels: Labels = {}): string {
  return familyText(family, [sampleLine(family, labels, value)]);
}

function runText(head: ReportHead, { run, summary }: ReportTail): string {
  const { product, communication, siteCode } = head.site;
  const [began, ended] = [Date.parse(run.startedAt), Date.parse(run.finishedAt)];
  return [
    one(METRICS.runInfo, 1, {
      version: head.tool.version,
      from: vantagesOf(head).join('+'),
      product,
      communication,
      site: siteCode ?? '',
    }),
    one(METRICS.finished, ended / 1000),
    one(METRICS.duration, (ended - began) / 1000),
    one(METRICS.complete, run.complete ? 1 : 0),
    one(METRICS.exitCode, summary.exitCode),
  ].join('');
}

/** Every verdict of every method, so that an alert on one sees it go away. */
function summaryText({ summary }: ReportTail, head: ReportHead): string {
  const methods = inMethodOrder(head.methods.map(({ method }) => method)).filter(
    (method) => summary.verdicts[method] !== undefined,
  );
  const lines = methods.flatMap((method) =>
    VERDICTS.map((verdict) =>
      sampleLine(
        METRICS.methodClients,
        { method, verdict },
        summary.verdicts[method]?.[verdict] ?? 0,
      ),
    ),
  );
  const counted = (family: MetricFamily, counts: ReportTail['summary']['ready']): string =>
    familyText(
      family,
      methods.map((method) => sampleLine(family, { method, view: 'here' }, counts[method] ?? 0)),
    );
  return [
    one(METRICS.clients, summary.clients),
    one(METRICS.noAnswer, summary.noAnswer),
    one(METRICS.unchecked, summary.unchecked),
    counted(METRICS.readyClients, summary.ready),
    counted(METRICS.doubtfulClients, summary.doubtful),
    familyText(METRICS.methodClients, lines),
  ].join('');
}
