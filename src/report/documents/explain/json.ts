import { symbolOf } from '../../../catalogue/error-symbols.ts';
import { type CataloguedFlow, defaultPortsOf } from '../../../catalogue/all-flows.ts';
import type { FlowName, RequirementId } from '../../../catalogue/flow.ts';
import type {
  Method,
  Necessity,
  Product,
  Role,
  Transport,
  Vantage,
} from '../../../catalogue/vocabulary.ts';
import { explainCode } from '../../../diagnose/nature.ts';
import { STATE_MESSAGES } from '../../../diagnose/state-message.ts';
import type { Texts } from '../../../text/texts.ts';
import { jsonText } from '../../../base/json-text.ts';
import { errorText } from '../error-text.ts';
import { portText } from '../../model/catalogue.ts';
import { errorPassages, stateSentences, successTitle } from './code.ts';
import { fixText, flowSource, necessityText, wordsOfFlow } from './flows.ts';
import type { Meaning } from './number.ts';

export const EXPLANATION_SCHEMA = 'ccm-preflight/explanation/1';

/** `explain -o json`. */
export interface ExplanationEntry {
  readonly schema: typeof EXPLANATION_SCHEMA;
  readonly flows: readonly ExplainedFlow[];
  readonly meanings: readonly ExplainedMeaning[];
}

interface ExplainedFlow {
  readonly product: Product;
  readonly id: RequirementId;
  readonly title: string;
  readonly method: Method;
  readonly necessity: Necessity;
  readonly necessityText: string;
  readonly from: Vantage;
  readonly to: Role;
  readonly transport: Transport;
  readonly ports: readonly (number | string)[];
  readonly when: readonly string[];
  readonly purpose: string;
  readonly withoutIt: string;
  readonly fix: string;
  readonly source: string;
}

type ExplainedMeaning =
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly symbol: string | null;
      readonly title: string;
      readonly meaning: string;
      readonly flows: readonly FlowName[];
    }
  | {
      /** No error: its number, or for CCMSetup's return codes what they say. */
      readonly kind: 'success' | 'setup-exit';
      readonly code: string;
      readonly title: string;
      readonly meaning: string;
    }
  | {
      readonly kind: 'state-message';
      readonly code: string;
      readonly step: string;
      readonly title: string;
      readonly meaning: string;
    };

/** Every row that was found, and what a number means besides. */
export function explanationJson(
  flows: readonly CataloguedFlow[],
  meanings: readonly Meaning[],
  texts: Texts,
): string {
  const entry: ExplanationEntry = {
    schema: EXPLANATION_SCHEMA,
    flows: flows.map((found) => flowEntry(found, texts)),
    meanings: meanings.map((meaning) => meaningEntry(meaning, texts)),
  };
  return `${jsonText(entry, 2)}\n`;
}

function flowEntry({ product, flow }: CataloguedFlow, texts: Texts): ExplainedFlow {
  const { title, purpose, withoutIt } = wordsOfFlow(flow, texts);
  const { id, method, necessity, from, to, transport } = flow;
  return {
    product,
    id,
    title,
    method,
    necessity: typeof necessity === 'string' ? necessity : necessity.usually,
    necessityText: necessityText(flow, texts),
    from,
    to,
    transport,
    ports: defaultPortsOf(flow).map((port) => (typeof port === 'number' ? port : portText(port))),
    when: flow.when.map((condition) => texts.explain.conditions[condition]),
    purpose,
    withoutIt,
    fix: fixText(flow, texts),
    source: flowSource(flow, texts),
  };
}

function meaningEntry(meaning: Meaning, texts: Texts): ExplainedMeaning {
  if (meaning.kind === 'state-message') {
    const { message } = meaning;
    const { diagnose } = texts;
    return {
      kind: 'state-message',
      code: String(message),
      step: diagnose.steps[STATE_MESSAGES[message].step],
      title: diagnose.stateMessages[message],
      meaning: stateSentences(message, texts),
    };
  }
  const { explain } = texts;
  if (meaning.kind === 'success') {
    const { number, code, success } = meaning;
    return {
      kind: 'success',
      code: code?.hex ?? `0x${number.toString(16).toUpperCase().padStart(8, '0')}`,
      title: successTitle(meaning, texts),
      meaning: explain.success[success],
    };
  }
  if (meaning.kind === 'setup-exit') {
    const { exit } = meaning;
    return {
      kind: 'setup-exit',
      code: String(exit),
      title: explain.setupExit(exit),
      meaning: explain.setupExits[exit],
    };
  }
  const { code } = meaning;
  return {
    kind: 'error',
    code: code.hex,
    symbol: symbolOf(code.hex),
    title: errorText(code, texts),
    meaning: texts.sentences(errorPassages(code, texts)),
    flows: explainCode(code).flows.map(({ name }) => name),
  };
}
