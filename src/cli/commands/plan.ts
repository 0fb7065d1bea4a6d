import { EXIT_CODES } from '../../judge/exit-codes.ts';
import { makePlan } from '../../plan/plan.ts';
import { planCsv, planJson } from '../../report/documents/plan/formats.ts';
import { rulesCsv } from '../../report/firewall-rules/csv.ts';
import { rulesOfPlan } from '../../report/documents/plan/rules.ts';
import { rulesScript } from '../../report/firewall-rules/powershell.ts';
import { rulesText } from '../../report/firewall-rules/text.ts';
import { type PlanEntry, buildPlan } from '../../report/documents/plan/model.ts';
import { planMarkdown, planTable } from '../../report/documents/plan/told.ts';
import type { Appearance } from '../../report/terminal/style.ts';
import { PLAN_FORMATS, type PlanFormat } from '../../report/documents/names.ts';
import type { Texts } from '../../text/texts.ts';
import { namedClients } from '../clients.ts';
import { siteToPlan } from '../load-site.ts';
import { complain } from '../output-error.ts';
import { command, outputs, words } from '../option.ts';
import { COLOR, FROM, METHOD, methodsIn } from '../shared-options.ts';
import { SITE_OPTIONS } from '../site-options.ts';
import { exitCodeAfter, writeOutputs } from '../write-outputs.ts';

const RENDER: Record<
  PlanFormat,
  (plan: PlanEntry, appearance: Appearance, texts: Texts, clients: readonly string[]) => string
> = {
  table: planTable,
  json: planJson,
  csv: planCsv,
  markdown: (plan, _appearance, texts) => planMarkdown(plan, texts),
  firewall: (plan, appearance, texts, clients) =>
    rulesText(rulesOfPlan(plan, clients), appearance, texts),
  'firewall-csv': (plan, _appearance, texts, clients) =>
    rulesCsv(rulesOfPlan(plan, clients), texts),
  'firewall-powershell': (plan, _appearance, _texts, clients) =>
    rulesScript(rulesOfPlan(plan, clients)),
};

export const PLAN_COMMAND = command({
  help: ({ help }) => help.commands.plan,
  options: {
    from: FROM,
    method: METHOD,
    client: words(),
    output: outputs(PLAN_FORMATS, 'table'),
    color: COLOR,
  },
  shared: SITE_OPTIONS,
  formats: (texts): Readonly<Record<PlanFormat, string>> => texts.formats.plan,
  async run(said, streams, parsed) {
    const outputs = said('output');
    const site = await siteToPlan(parsed, streams);
    const clients = await namedClients(parsed, streams, (message) =>
      complain(streams, message(streams.texts)),
    );
    const plan = buildPlan(
      makePlan(site, methodsIn(site, said('method'))),
      clients,
      said('from'),
      streams.texts,
    );
    const written = await writeOutputs(
      { outputs, color: said('color') },
      streams,
      async ({ all }) => {
        for (const { format, sink, appearance } of all) {
          await sink.write(RENDER[format](plan, appearance, streams.texts, clients));
        }
      },
    );
    return exitCodeAfter(written, EXIT_CODES.ok);
  },
});
