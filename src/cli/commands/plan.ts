import { EXIT_CODES } from '../../judge/exit-codes.ts';
import { makePlan } from '../../plan/plan.ts';
import { planCsv, planJson, planMarkdown } from '../../report/documents/plan/formats.ts';
import { rulesCsv } from '../../report/firewall-rules/csv.ts';
import { rulesOfPlan } from '../../report/documents/plan/rules.ts';
import { rulesScript } from '../../report/firewall-rules/powershell.ts';
import { rulesText } from '../../report/firewall-rules/text.ts';
import { type PlanEntry, buildPlan } from '../../report/documents/plan/model.ts';
import { planTable } from '../../report/documents/plan/table.ts';
import type { Appearance } from '../../report/terminal/style.ts';
import { PLAN_FORMATS, type PlanFormat } from '../../report/documents/names.ts';
import type { Texts } from '../../text/texts.ts';
import { namedClients } from '../clients.ts';
import type { Command } from '../command.ts';
import { siteOf } from '../load-site.ts';
import { complain } from '../output-error.ts';
import { parseOutputs } from '../outputs.ts';
import {
  COLOR_OPTION,
  FROM_OPTION,
  METHOD_OPTION,
  colorOf,
  methodsOf,
  vantageOf,
} from '../shared-options.ts';
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

export const PLAN_COMMAND: Command = {
  help: ({ help }) => help.commands.plan,
  options: {
    ...SITE_OPTIONS,
    from: { ...FROM_OPTION },
    method: METHOD_OPTION,
    client: {
      type: 'string',
      array: true,
      requiresArg: true,
    },
    output: {
      alias: 'o',
      type: 'string',
      requiresArg: true,
    },
    color: COLOR_OPTION,
  },
  formats: (texts): Readonly<Record<PlanFormat, string>> => texts.formats.plan,
  async run(parsed, streams) {
    const outputs = parseOutputs(parsed['output'], PLAN_FORMATS, 'table');
    const site = await siteOf(parsed, streams);
    const clients = await namedClients(parsed, streams, (message) =>
      complain(streams, message(streams.texts)),
    );
    const plan = buildPlan(
      makePlan(site, methodsOf(parsed)),
      clients,
      vantageOf(parsed),
      streams.texts,
    );
    const color = colorOf(parsed);
    const written = await writeOutputs({ outputs, color }, streams, async ({ all }) => {
      for (const { format, sink, appearance } of all) {
        await sink.write(RENDER[format](plan, appearance, streams.texts, clients));
      }
    });
    return exitCodeAfter(written, EXIT_CODES.ok);
  },
};
