import { printable } from '../base/printable.ts';
import type { Checked } from './value-problem.ts';

/** More than the console allows for a name. */
const MAX_NAME_LENGTH = 255;

/** A boundary group's name, as the console takes it: no control characters, no blanks around it. */
export function checkGroupName(text: string): Checked<string> {
  const isGood =
    text.trim() === text &&
    text !== '' &&
    text.length <= MAX_NAME_LENGTH &&
    !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
  return isGood
    ? { value: text }
    : { problem: { code: 'not-a-group-name', text: printable(text), max: MAX_NAME_LENGTH } };
}
