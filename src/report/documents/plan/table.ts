import { METHODS } from '../../../catalogue/vocabulary.ts';
import type { Texts } from '../../../text/texts.ts';
import { type Appearance, makeStyle } from '../../terminal/style.ts';
import { columns, paragraph } from '../../terminal/layout.ts';
import { endpointList, portList } from './formats.ts';
import type { PlanEntry } from './model.ts';
import { withoutCiCommands } from '../../../base/ci-commands.ts';

/** The longest requirement id, and a blank. */
const ID_WIDTH = 42;

/** The plan for people: per method the flows with their reasons, then what is left out and why. */
export function planTable(plan: PlanEntry, appearance: Appearance, texts: Texts): string {
  const style = makeStyle(appearance);
  const needed = METHODS.flatMap((method) => {
    const requirements = plan.requirements.filter((requirement) => requirement.method === method);
    if (requirements.length === 0) return [];
    const flows = requirements.map((requirement) =>
      [
        columns([[style.heading(requirement.id), portList(requirement)]], [ID_WIDTH], style, 2),
        paragraph(
          '',
          `${texts.vantages[requirement.from]} → ${texts.roles[requirement.to]}, ${texts.necessities[requirement.necessity]}${
            requirement.endpoints.length === 0 ? '' : `: ${endpointList(requirement, ', ')}`
          }`,
          style,
          4,
        ),
        paragraph('', requirement.reason, style, 4),
      ].join('\n'),
    );
    return [`${style.heading(texts.methods[method])}\n${flows.join('\n')}`];
  });
  const excluded = plan.excluded.map(({ id, reason }) => [id, reason]);
  const sections = [
    paragraph('', texts.plan.title(plan.site), style, 0),
    ...needed,
    ...(excluded.length === 0
      ? []
      : [`${style.heading(texts.plan.excluded)}\n${columns(excluded, [ID_WIDTH], style, 2)}`]),
  ];
  return withoutCiCommands(`${sections.join('\n\n')}\n`);
}
