import { VANTAGES } from '../../catalogue/vocabulary.ts';
import type { Rule } from './rules.ts';

/**
 * Rules as they are read: what is required first, then by the end that opens, then as the port
 * documents have them.
 * @param ids the requirements in the order of the catalogue
 */
export function inOrder(rules: readonly Rule[], ids: readonly string[]): readonly Rule[] {
  return rules.toSorted(
    (a, b) =>
      Number(a.necessity === 'helpful') - Number(b.necessity === 'helpful') ||
      opener(a) - opener(b) ||
      place(a, ids) - place(b, ids) ||
      compare(endText(a), endText(b)) ||
      compare(a.locations.join(), b.locations.join()),
  );
}

function opener({ from }: Rule): number {
  return VANTAGES.findIndex((vantage) => from.roles.includes(vantage));
}

function place({ requirements }: Rule, ids: readonly string[]): number {
  return ids.indexOf(requirements[0] ?? '');
}

function endText({ to, ports }: Rule): string {
  return `${to.names.join()} ${to.addresses.join()} ${ports.join()}`;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
