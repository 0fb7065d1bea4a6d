import type { ValueProblem } from './value-problem.ts';

/** What is wrong with a value, on its way through the schema's library. */
export class ValueRefusal {
  readonly problem: ValueProblem;

  constructor(problem: ValueProblem) {
    this.problem = problem;
  }
}

/** For a schema's `refine`. */
export function refusing(problem: ValueProblem): {
  readonly params: { readonly refusal: ValueRefusal };
} {
  return { params: { refusal: new ValueRefusal(problem) } };
}

/** Between the keys that a group knows, in the message of the issue that refuses another. */
export const KEY_SEPARATOR = ', ';
