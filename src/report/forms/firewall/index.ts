import type { ClientEntry, ReportHead } from '../../model/report.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { type Grouping, RuleCollector } from './collector.ts';
import { rulesCsv } from '../../firewall-rules/csv.ts';
import { rulesScript } from '../../firewall-rules/powershell.ts';
import type { RuleSet } from '../../firewall-rules/rules.ts';
import { rulesText } from '../../firewall-rules/text.ts';

/** What to hand to the firewall's owner, for people. */
export function firewallReporter(
  head: ReportHead,
  { appearance, texts }: ReporterOptions,
): Reporter {
  return reporterOf(head, (rules) => rulesText(rules, appearance, texts));
}

/** The same, a row a rule. */
export function firewallCsvReporter(head: ReportHead, { texts }: ReporterOptions): Reporter {
  return reporterOf(head, (rules) => rulesCsv(rules, texts));
}

/** The same as a script for the clients' own firewall. */
export function firewallScriptReporter(head: ReportHead): Reporter {
  // A client's own firewall asks who connects, not where the client is.
  return reporterOf(head, rulesScript, 'all-together');
}

/** Address blocks are known only after the last client. */
function reporterOf(
  head: ReportHead,
  render: (rules: RuleSet) => string,
  grouping?: Grouping,
): Reporter {
  const collector = new RuleCollector(head, grouping);
  let clients = 0;
  return {
    opening: '',
    client(entry: ClientEntry, index = clients) {
      clients += 1;
      collector.add(entry, index);
      return '';
    },
    close: () => render(collector.ruleSet()),
  };
}
