import { tellValueProblem } from '../../src/text/en/site.ts';
import type { Checked } from '../../src/site/value-problem.ts';

/** What was checked, its problem in English words. */
export function told<T>(checked: Checked<T>): { readonly value: T } | { readonly problem: string } {
  return 'value' in checked ? checked : { problem: tellValueProblem(checked.problem) };
}
