import { inMethodOrder } from '../../../catalogue/vocabulary.ts';
import { withoutCiCommands } from '../../../base/ci-commands.ts';
import type { Texts } from '../../../text/texts.ts';
import { markdownBlocks } from '../../syntax/markdown-blocks.ts';
import { portsText } from '../../model/catalogue.ts';
import { terminalParts } from '../../terminal/blocks.ts';
import { type Appearance, makeStyle } from '../../terminal/style.ts';
import { type Block, type Section, inset, section, sectionOfAny, text } from '../../told/blocks.ts';
import { type PlanEntry, type PlannedRequirement, endpointList } from './model.ts';

/** The longest requirement id, and a blank. */
const ID_WIDTH = 42;

/** The plan for people: per method the flows with their reasons, then what is left out and why. */
export function planTable(plan: PlanEntry, appearance: Appearance, texts: Texts): string {
  const blocks = [
    text(texts.plan.title(plan.site)),
    ...inMethodOrder(plan.requirements.map(({ method }) => method)).flatMap((method) =>
      sectionOfAny(
        texts.method(method),
        plan.requirements
          .filter((requirement) => requirement.method === method)
          .flatMap((requirement) => tellRequirement(requirement, texts)),
      ),
    ),
    ...tellExcluded(plan, texts),
  ];
  return withoutCiCommands(`${terminalParts(blocks, makeStyle(appearance))}\n`);
}

function tellRequirement(requirement: PlannedRequirement, texts: Texts): readonly Block[] {
  const { id, reason } = requirement;
  const endpoints = endpointList(requirement, ', ');
  const needed = texts.list([endsText(requirement, texts), ...necessityWords(requirement, texts)]);
  return [
    {
      kind: 'rows',
      head: [],
      rows: [{ cells: [{ code: [id] }, portsText(requirement.transport, requirement.ports)] }],
      widths: [ID_WIDTH],
    },
    inset([text(endpoints === '' ? needed : `${needed}: ${endpoints}`), text(reason)]),
  ];
}

/** A table of what is needed, then one of what is not. */
export function planMarkdown(plan: PlanEntry, texts: Texts): string {
  const { title, needed, columns } = texts.plan;
  const { flow, necessity, fromTo, port, endpoints, reason, source } = columns;
  const told: Block = {
    kind: 'rows',
    head: [flow, necessity, fromTo, port, endpoints, reason, source],
    rows: plan.requirements.map((requirement) => ({
      cells: [
        { code: [requirement.id] },
        texts.list(necessityWords(requirement, texts)),
        endsText(requirement, texts),
        portsText(requirement.transport, requirement.ports),
        endpointList(requirement, ', '),
        requirement.reason,
        requirement.source,
      ],
    })),
    widths: [],
  };
  const blocks = [
    section(title(plan.site), [section(needed, [told]), ...tellExcluded(plan, texts)]),
  ];
  return `${markdownBlocks(blocks, 1).join('\n\n')}\n`;
}

function necessityWords(
  { necessity, expect }: PlannedRequirement,
  { audit, necessities }: Texts,
): readonly string[] {
  return [necessities[necessity], ...(expect === undefined ? [] : [audit.expected[expect]])];
}

function tellExcluded({ excluded }: PlanEntry, { plan }: Texts): readonly Section[] {
  if (excluded.length === 0) return [];
  const head = [plan.columns.flow, plan.columns.reason];
  const rows = excluded.map(({ id, reason }) => ({ cells: [{ code: [id] }, reason] }));
  return [section(plan.excluded, [{ kind: 'rows', head, rows, widths: [ID_WIDTH] }])];
}

function endsText({ from, to }: PlannedRequirement, { vantages, roles }: Texts): string {
  return `${vantages[from]} → ${roles[to]}`;
}
