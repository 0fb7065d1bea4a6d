import type { ValueProblem } from './value-problem.ts';

/** Carries a `ValueProblem` through the schema library, in an issue's parameters. */
export class ValueRefusal {
  readonly problem: ValueProblem;

  constructor(problem: ValueProblem) {
    this.problem = problem;
  }
}

/** The options of a schema's `refine` that refuses a value with this problem. */
export function refusing(problem: ValueProblem): {
  readonly params: { readonly refusal: ValueRefusal };
} {
  return { params: { refusal: new ValueRefusal(problem) } };
}

/** Separates the allowed keys in the message of an issue about an unknown key. */
export const KEY_SEPARATOR = ', ';
