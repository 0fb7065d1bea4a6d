import { symbolOf } from '../../../catalogue/error-symbols.ts';
import { codeOfStatus } from '../../../diagnose/code.ts';
import { familyOf } from '../../../diagnose/family.ts';
import type { FoundCode } from '../../../diagnose/model.ts';
import type { PastedNumber } from '../../../diagnose/pasted-number.ts';
import { type SetupExit, setupExitOf } from '../../../diagnose/setup-exit.ts';
import { type StateMessage, stateMessageOf } from '../../../diagnose/state-message.ts';
import { type Success, resultOf } from '../../../diagnose/result.ts';

const MAX_WIN32 = 0xffff;
/** S_FALSE, which as a bare number of Win32 would be an error. */
const FALSE = 1;
/** What a number of a log means. */
export type Meaning =
  | { readonly kind: 'error'; readonly code: FoundCode }
  | {
      readonly kind: 'success';
      readonly number: number;
      /** Null where it has no name that an error could have. */
      readonly code: FoundCode | null;
      readonly success: Success;
    }
  | { readonly kind: 'setup-exit'; readonly exit: SetupExit }
  | { readonly kind: 'state-message'; readonly message: StateMessage };

/**
 * What a number means as an error, a success, an HTTP status, a return code of CCMSetup or a state
 * message; none where it is none that is known. What is of a known family is told even where its name is
 * not known, but for a short decimal number, which may be anything.
 */
export function meaningsOf({ value, form }: PastedNumber): readonly Meaning[] {
  const result = resultOf(value, form);
  switch (result.kind) {
    case 'none':
      return [];
    case 'success':
      return [{ ...result, number: value }];
    case 'error':
      return value === FALSE && form === 'hexadecimal'
        ? [{ kind: 'success', number: value, code: null, success: 'other' }, result]
        : errorsOf(result.code, value, form);
  }
}

function errorsOf(code: FoundCode, number: number, form: PastedNumber['form']): readonly Meaning[] {
  const isShort = number >= 0 && number <= MAX_WIN32;
  const isOfFamily = familyOf(Number(code.hex)) !== null;
  const isTold = isOfFamily && (isNamed(code) || !isShort || form === 'hexadecimal');
  const ofWindows: readonly Meaning[] = isTold ? [{ kind: 'error', code }] : [];
  if (!isShort || form === 'hexadecimal') return ofWindows;
  const status = codeOfStatus(number);
  const exit = setupExitOf(number);
  const message = stateMessageOf(number);
  return [
    ...(exit === null ? [] : [{ kind: 'setup-exit', exit } as const]),
    ...ofWindows,
    ...(status === null || !isNamed(status) ? [] : [{ kind: 'error', code: status } as const]),
    ...(message === null ? [] : [{ kind: 'state-message', message } as const]),
  ];
}

function isNamed({ key, hex }: FoundCode): boolean {
  return key !== null || symbolOf(hex) !== null;
}
