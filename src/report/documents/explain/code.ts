import { allFlows } from '../../../catalogue/all-flows.ts';
import { symbolOf } from '../../../catalogue/error-symbols.ts';
import { familyOf } from '../../../diagnose/family.ts';
import { explainCode } from '../../../diagnose/nature.ts';
import { isToldByPlace, placeOfCause } from '../../../diagnose/place.ts';
import { STATE_MESSAGES, type StateMessage } from '../../../diagnose/state-message.ts';
import type { FoundCode, Nature } from '../../../diagnose/model.ts';
import { isWrapper } from '../../../diagnose/wrapper.ts';
import type { NatureText } from '../../../text/diagnose.ts';
import type { Meaning } from './number.ts';
import type { Texts } from '../../../text/texts.ts';
import { type Section, section, text } from '../../told/blocks.ts';
import { errorText } from '../error-text.ts';

/** What a number of a log means, for people. */
export function tellMeaning(meaning: Meaning, texts: Texts): Section {
  const { explain } = texts;
  switch (meaning.kind) {
    case 'error':
      return tellError(meaning.code, texts);
    case 'state-message':
      return tellStateMessage(meaning.message, texts);
    case 'success':
      return section(successTitle(meaning, texts), [text(explain.success[meaning.success])]);
    case 'setup-exit':
      return section(explain.setupExit(meaning.exit), [text(explain.setupExits[meaning.exit])]);
  }
}

/** A number that is no error: its name, where it has one. */
export function successTitle(
  { number, code }: Extract<Meaning, { kind: 'success' }>,
  texts: Texts,
): string {
  if (code !== null) return errorText(code, texts);
  return number === 0 ? '0' : `0x${number.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** What is known of an error in passages of sentences; what is not known is said. */
export function errorPassages(code: FoundCode, texts: Texts): readonly string[] {
  const { nature, atLogon, cause } = explainCode(code);
  const { diagnose, explain } = texts;
  const meaningOf = (known: Nature): string => {
    if (known === 'unknown') return explain.noNature;
    const place = cause === null ? null : placeOfCause([cause]);
    const { what, check } = place === null ? adviceOf(known, texts) : diagnose.places[place];
    const why =
      cause !== null && known === nature && !isToldByPlace(cause)
        ? diagnose.inWords([diagnose.causes[cause]])
        : '';
    return texts.sentences([what, why, check]);
  };
  if (isWrapper(code.hex)) return [explain.wrapper];
  return atLogon === null || atLogon === nature
    ? [meaningOf(nature)]
    : [`${explain.where.logon} ${meaningOf(atLogon)}`, `${explain.where.web} ${meaningOf(nature)}`];
}

/** What a kind of trouble means wherever it is met, by the log that may show it. */
function adviceOf(
  nature: Nature,
  { diagnose, sentences }: Pick<Texts, 'diagnose' | 'sentences'>,
): NatureText {
  const { natures, places } = diagnose;
  if (nature === 'directory') return places['no-domain-controller'];
  const { what, check } = natures[nature];
  if (nature !== 'account' && nature !== 'share') return { what, check };
  const ofClient = places[nature === 'account' ? 'account-of-a-client' : 'share-of-a-source'].check;
  return { what, check: sentences([`ccm.log: ${check}`, `ccmsetup.log: ${ofClient}`]) };
}

/**
 * An error of a log: what it is called, whose it is, what it means, and the flows whose failure looks
 * so. What is not known of it is said.
 */
function tellError(code: FoundCode, texts: Texts): Section {
  const { flows } = explainCode(code);
  const { explain } = texts;
  const family = familyOf(Number(code.hex));
  const isNamed = code.key !== null || symbolOf(code.hex) !== null || family === 'http';
  const rows = flows.map(({ name: flow, log, outcomes }) => ({
    cells: [
      texts.flows[flow].title,
      log === 'none' ? '' : log,
      texts.list(outcomes.map((outcome) => texts.outcomes[outcome])),
    ],
  }));
  const example = allFlows().find(({ flow }) => flow.name === flows[0]?.name);
  const whose = [
    family === null ? '' : explain.families[family],
    isNamed ? '' : explain.notKnownHere,
  ];
  return section(errorText(code, texts), [
    text(texts.sentences(whose)),
    ...errorPassages(code, texts).map((passage) => text(passage)),
    ...(rows.length === 0
      ? []
      : [
          {
            ...section(explain.looksSo, [{ kind: 'rows', head: [], rows, widths: [30, 18] }]),
            look: 'plain',
          } as const,
        ]),
    ...(example === undefined ? [] : [text(explain.more(example.flow.id))]),
  ]);
}

/** A state message of a client's deployment: what it says, and the stage that it is of. */
function tellStateMessage(message: StateMessage, texts: Texts): Section {
  const { diagnose, explain } = texts;
  const { step } = STATE_MESSAGES[message];
  const told = stateSentences(message, texts);
  return section(explain.stateMessage(message), [
    text(`${diagnose.steps[step]}: ${diagnose.stateMessages[message]}`),
    ...(told === '' ? [] : [text(told)]),
  ]);
}

/** What is known of a state message in sentences, nothing where it says all by its name. */
export function stateSentences(
  message: StateMessage,
  { diagnose, sentences }: Pick<Texts, 'diagnose' | 'sentences'>,
): string {
  const { nature } = STATE_MESSAGES[message];
  const { what, check } = adviceOf(nature, { diagnose, sentences });
  const isTelling = nature !== 'unspecified' && nature !== 'unknown';
  return isTelling ? sentences([what, check]) : '';
}
