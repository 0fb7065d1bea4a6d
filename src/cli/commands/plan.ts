import { EXIT_CODES } from '../../judge/summary.ts';
import { makePlan } from '../../plan/plan.ts';
import { planCsv, planJson, planMarkdown } from '../../report/plan/formats.ts';
import { type PlanEntry, buildPlan } from '../../report/plan/model.ts';
import { planTable } from '../../report/plan/table.ts';
import type { Appearance } from '../../report/style.ts';
import { PLAN_FORMATS, type PlanFormat } from '../../text/formats.ts';
import type { Texts } from '../../text/texts.ts';
import { namedClients } from '../clients.ts';
import type { Command } from '../command.ts';
import { siteOf } from '../load-site.ts';
import { parseOutputs } from '../outputs.ts';
import {
  COLOR_OPTION,
  FROM_OPTION,
  METHOD_OPTION,
  appearanceOf,
  methodsOf,
  vantageOf,
} from '../shared-options.ts';
import { SITE_OPTIONS } from '../site-options.ts';
import { fileSink, stdoutSink } from '../sink.ts';

const RENDER: Record<
  PlanFormat,
  (plan: PlanEntry, appearance: Appearance, texts: Texts) => string
> = {
  table: planTable,
  json: planJson,
  csv: planCsv,
  markdown: (plan, _appearance, texts) => planMarkdown(plan, texts),
};

export const PLAN_COMMAND: Command = {
  options: {
    ...SITE_OPTIONS,
    from: { ...FROM_OPTION, describe: 'Only the flows that this end opens' },
    method: METHOD_OPTION,
    client: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Clients to bind the flows to',
    },
    output: {
      alias: 'o',
      type: 'string',
      requiresArg: true,
      describe: 'FORMAT[=FILE], repeatable (default: table); formats below',
    },
    color: COLOR_OPTION,
  },
  formats: (texts) => texts.formats.plan,
  examples: [
    ['$0 plan --mp mp01.contoso.com', 'The flows of every method with this management point'],
    ['$0 plan --site site.yaml --method client-push -o markdown', 'A table for a change request'],
  ],
  async run(parsed, streams) {
    const outputs = parseOutputs(parsed['output'], PLAN_FORMATS, 'table');
    const site = await siteOf(parsed, streams);
    const clients = namedClients(parsed);
    const plan = buildPlan(
      makePlan(site, methodsOf(parsed)),
      clients,
      vantageOf(parsed),
      streams.texts,
    );
    const stdout = stdoutSink(streams);
    let complete = true;
    for (const { format, file } of outputs) {
      const text = RENDER[format](plan, appearanceOf(parsed, streams, file), streams.texts);
      const fallback = outputs.some((output) => output.file === null) ? null : stdout;
      const sink = file === null ? stdout : await fileSink(file, streams, fallback);
      await sink.write(text);
      complete = (await sink.close()) && complete;
    }
    return complete ? EXIT_CODES.ok : EXIT_CODES.failed;
  },
};
