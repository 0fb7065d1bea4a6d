import { symbolOf } from '../../../catalogue/error-symbols.ts';
import { codeOfNumber, codeOfStatus } from '../../../diagnose/code.ts';
import { familyOf } from '../../../diagnose/family.ts';
import type { FoundCode } from '../../../diagnose/model.ts';
import { stateMessageOf } from '../../../diagnose/state-message.ts';
import type { Texts } from '../../../text/texts.ts';
import type { Appearance } from '../../terminal/style.ts';
import { explainError, explainStateMessage } from './code.ts';

const MAX_WIN32 = 0xffff;

/**
 * What a number means as an error or as a state message, a text each; none where it is none that is
 * known. An HRESULT of a known family is told even where its name is not known.
 */
export function numberMeanings(
  number: number,
  appearance: Appearance,
  texts: Texts,
): readonly string[] {
  const code = codeOfNumber(number, 'all');
  if (number < 0 || number > MAX_WIN32) {
    const isOfFamily = code !== null && familyOf(Number(code.hex)) !== null;
    return isOfFamily ? [explainError(code, appearance, texts)] : [];
  }
  const status = codeOfStatus(number);
  const codes = [code, status].filter((found) => found !== null).filter(isNamed);
  const message = stateMessageOf(number);
  return [
    ...codes.map((found) => explainError(found, appearance, texts)),
    ...(message === null ? [] : [explainStateMessage(message, appearance, texts)]),
  ];
}

function isNamed({ key, hex }: FoundCode): boolean {
  return key !== null || symbolOf(hex) !== null;
}
