import { allFlows } from '../../../catalogue/all-flows.ts';
import { symbolOf } from '../../../catalogue/error-symbols.ts';
import { familyOf } from '../../../diagnose/family.ts';
import { explainCode } from '../../../diagnose/nature.ts';
import { STATE_MESSAGES, type StateMessage } from '../../../diagnose/state-message.ts';
import type { FoundCode } from '../../../diagnose/model.ts';
import type { Texts } from '../../../text/texts.ts';
import { type Appearance, makeStyle } from '../../terminal/style.ts';
import { columns, paragraph } from '../../terminal/layout.ts';
import { errorText } from '../error-text.ts';

/**
 * An error of a log: what it is called, whose it is, what it means, and the flows whose failure looks
 * so. What is not known of it is said.
 */
export function explainError(code: FoundCode, appearance: Appearance, texts: Texts): string {
  const style = makeStyle(appearance);
  const { nature, cause, flows } = explainCode(code);
  const { diagnose, explain } = texts;
  const { what, check } = diagnose.natures[nature];
  const family = familyOf(Number(code.hex));
  const isNamed = code.key !== null || symbolOf(code.hex) !== null || family === 'http';
  const meaning =
    nature === 'unknown'
      ? explain.noNature
      : texts.sentences([
          what,
          cause === null ? '' : diagnose.inWords([diagnose.causes[cause]]),
          check,
        ]);
  const rows = flows.map(({ name: flow, log, outcomes }) => [
    texts.flows[flow].title,
    log === 'none' ? '' : log,
    texts.list(outcomes.map((outcome) => texts.outcomes[outcome])),
  ]);
  const example = allFlows().find(({ flow }) => flow.name === flows[0]?.name);
  const parts = [
    style.heading(errorText(code, texts)),
    paragraph(
      '',
      texts.sentences([
        family === null ? '' : explain.families[family],
        isNamed ? '' : explain.notKnownHere,
      ]),
      style,
      2,
    ),
    paragraph('', meaning, style, 2),
    ...(rows.length === 0
      ? []
      : [paragraph('', explain.looksSo, style, 2), columns(rows, [30, 18], style, 4)]),
    ...(example === undefined ? [] : [paragraph('', explain.more(example.flow.id), style, 2)]),
  ];
  return `${parts.join('\n')}\n`;
}

/** A state message of a client's deployment: what it says, and the stage that it is of. */
export function explainStateMessage(
  message: StateMessage,
  appearance: Appearance,
  { diagnose, explain, sentences }: Texts,
): string {
  const style = makeStyle(appearance);
  const { step, nature } = STATE_MESSAGES[message];
  const { what, check } = diagnose.natures[nature];
  const isTelling = nature !== 'unspecified' && nature !== 'unknown';
  return `${[
    style.heading(explain.stateMessage(message)),
    paragraph('', `${diagnose.steps[step]}: ${diagnose.stateMessages[message]}`, style, 2),
    ...(isTelling ? [paragraph('', sentences([what, check]), style, 2)] : []),
  ].join('\n')}\n`;
}
