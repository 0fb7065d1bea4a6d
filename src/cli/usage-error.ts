import { ToldError } from '../text/told-error.ts';

/**
 * The user asked for something that can't be: exit code 2, no packet sent. The message quotes the
 * wrong value and says what would be right: `new UsageError(({ errors }) => errors.…)`.
 */
export class UsageError extends ToldError {
  override readonly name = 'UsageError';
}
