import type { ClientEntry, ReportHead } from '../../model/report.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { RuleCollector } from './collector.ts';
import { rulesCsv } from '../../firewall-rules/csv.ts';
import { rulesScript } from '../../firewall-rules/powershell.ts';
import type { RuleSet } from '../../firewall-rules/rules.ts';
import { rulesText } from '../../firewall-rules/text.ts';

/** What to hand to the firewall's owner, for people. */
export function firewallReporter({ appearance, texts }: ReporterOptions): Reporter {
  return reporterOf((rules) => rulesText(rules, appearance, texts));
}

/** The same, a row a rule. */
export function firewallCsvReporter({ texts }: ReporterOptions): Reporter {
  return reporterOf((rules) => rulesCsv(rules, texts));
}

/** The same as a script for the clients' own firewall. */
export function firewallScriptReporter(): Reporter {
  return reporterOf(rulesScript);
}

/** Which addresses stand together is known when the last has come. */
function reporterOf(render: (rules: RuleSet) => string): Reporter {
  let collector: RuleCollector | null = null;
  let clients = 0;
  return {
    open(head: ReportHead) {
      collector = new RuleCollector(head);
      return '';
    },
    client(entry: ClientEntry, index = clients) {
      clients += 1;
      collector?.add(entry, index);
      return '';
    },
    close: () => (collector === null ? '' : render(collector.ruleSet())),
  };
}
