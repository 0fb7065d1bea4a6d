import { allFlows } from '../../../catalogue/all-flows.ts';
import { explainCode } from '../../../diagnose/nature.ts';
import type { FoundCode } from '../../../diagnose/model.ts';
import type { Texts } from '../../../text/texts.ts';
import { type Appearance, makeStyle } from '../../terminal/style.ts';
import { columns, paragraph } from '../../terminal/layout.ts';

/** An error of a log: what it is called, what it means, and the flows whose failure looks so. */
export function explainError(code: FoundCode, appearance: Appearance, texts: Texts): string {
  const style = makeStyle(appearance);
  const { nature, flows } = explainCode(code);
  const { what, check } = texts.diagnose.natures[nature];
  const name = code.key === null ? '' : `, ${texts.logErrors[code.key]}`;
  const rows = flows.map(({ name: flow, log, outcomes }) => [
    texts.flows[flow].title,
    log === 'none' ? '' : log,
    texts.list(outcomes.map((outcome) => texts.outcomes[outcome])),
  ]);
  const example = allFlows().find(({ flow }) => flow.name === flows[0]?.name);
  const parts = [
    style.heading(`${code.hex} (${code.decimal}${name})`),
    paragraph('', `${what} ${check}`, style, 2),
    ...(rows.length === 0
      ? []
      : [paragraph('', texts.explain.looksSo, style, 2), columns(rows, [30, 18], style, 4)]),
    ...(example === undefined
      ? []
      : [paragraph('', texts.explain.more(example.flow.id), style, 2)]),
  ];
  return `${parts.join('\n')}\n`;
}
