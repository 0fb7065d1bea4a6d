import type { Page } from '../page.ts';
import type { ClientGroup } from './client-group.ts';
import type { Places } from './places.ts';
import { type Subnet, subnetText } from './subnet.ts';
import type { Sums } from './sums.ts';
import type { SubnetCount } from './subnet-counts.ts';

/** What a group's subnets are compared with. */
export interface Comparison {
  readonly kind: 'answering' | 'asked';
  /** How many clients of a subnet were looked at, null where that is not known. */
  readonly countIn: (subnet: Subnet) => number | null;
}

/** Counts of groups in any subnet; null where a group was counted in a wider one. */
export function comparison(kind: Comparison['kind'], groups: readonly ClientGroup[]): Comparison {
  const known = groups.map(({ subnets }) => ({ subnets, totals: subnets.totals() }));
  return {
    kind,
    countIn: (subnet) =>
      known.every(({ subnets }) => subnets.isExact(subnet))
        ? known.reduce((sum, { totals }) => sum + (totals.get(subnet.key)?.clients ?? 0), 0)
        : null,
  };
}

/** What clients that meet with an obstacle are compared with. */
export interface Comparisons {
  /** Where all of them answered. */
  readonly all: Comparison;
  /** Where it is not known whether some of them did. */
  readonly some: Comparison;
}

export function comparisonsOf({ answering, noAnswer, unknown }: Sums): Comparisons {
  return {
    all: comparison('answering', [answering]),
    some: comparison('asked', [answering, noAnswer, unknown]),
  };
}

/** A sentence for each place of a group, with its first names; without places only the names. */
export function placeTexts(
  group: ClientGroup,
  places: Places,
  compared: Comparison,
  page: Page,
): readonly string[] {
  const { many } = page.texts;
  if (places.shown.length === 0) {
    return [many.first({ names: group.first.names, clients: group.clients })];
  }
  const elsewhere = places.shown.reduce((left, { clients }) => left - clients, group.clients);
  return [
    ...places.shown.map((place) => placeText(place, compared, page)),
    ...(elsewhere === 0 ? [] : [many.elsewhere(elsewhere)]),
  ];
}

function placeText(
  { subnet, clients, first }: SubnetCount,
  compared: Comparison,
  page: Page,
): string {
  return page.texts.many.place(
    {
      place: subnetText(subnet),
      clients,
      of: compared.countIn(subnet),
      names: first.names,
    },
    compared.kind,
  );
}
